import { excluding } from '../../../src/checks/model/exclude';

const left = (pattern: string, shown: string, inFolder = shown): boolean => excluding([pattern])(shown, inFolder);

test.each([
  ['values.yaml', 'a/b/values.yaml'],
  ['values*.yaml', 'values-prod.yaml'],
  ['patches', 'a/patches'],
  ['patches/', 'a/patches'],
  ['./patches', 'a/patches'],
  ['a/b', 'a/b'],
  ['./a/b/', 'a/b'],
  ['a/b', './a/b'],
  ['**/b/c.yaml', 'b/c.yaml'],
  ['**/b/c.yaml', 'x/a/b/c.yaml'],
  ['a/**', 'a/b/c.yaml'],
  ['a/?.yaml', 'a/b.yaml'],
  ['x+(y).yaml', 'x+(y).yaml'],
  ['/a.yaml', 'a.yaml'],
  ['/a/', 'a'],
  ['v[12].yaml', 'a/v2.yaml'],
  ['v[!12].yaml', 'v3.yaml'],
  ['v[0-9].yaml', 'v7.yaml'],
  ['v[9-0].yaml', 'v[9-0].yaml'],
])('%s leaves out %s', (pattern, file) => {
  expect(left(pattern, file)).toBe(true);
});

test.each([
  ['values.yaml', 'my-values.yaml'],
  ['values.yaml', 'values.yaml/a.yaml'],
  ['a/*', 'a/b/c.yaml'],
  ['a/b', 'x/a/b'],
  ['a/?.yaml', 'a/bc.yaml'],
  ['a.yaml', 'axyaml'],
  ['**/b', 'ab'],
  ['/a.yaml', 'b/a.yaml'],
  ['v[12].yaml', 'v3.yaml'],
  ['v[!12].yaml', 'v1.yaml'],
])('%s does not leave out %s', (pattern, file) => {
  expect(left(pattern, file)).toBe(false);
});

test('a path is of where the command runs, or of the folder that is given', () => {
  expect(left('sub/a.yaml', '/work/deploy/sub/a.yaml', 'sub/a.yaml')).toBe(true);
  expect(left('deploy/sub', 'deploy/sub', 'sub')).toBe(true);
  expect(left('/a.yaml', 'deploy/a.yaml', 'a.yaml')).toBe(true);
  expect(left('/work/a.yaml', '/work/a.yaml', 'a.yaml')).toBe(true);
});

test('no pattern leaves nothing out', () => {
  expect(excluding()('a.yaml')).toBe(false);
  expect(excluding([])('a.yaml')).toBe(false);
});
