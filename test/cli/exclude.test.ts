import { Folder } from './run';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

folder.write('app/a.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: default}\n');
folder.write('app/values.yaml', '- no manifest\n');

test.each([
  [['check', 'app']],
  [['can-i', 'get', 'pods', '--as', 'ana', 'app']],
  [['callers', 'app']],
  [['route', 'GET https://a.example.org/', 'app']],
  [['schedule', 'app']],
  [['diff', 'app', 'app']],
  [['graph', 'app', '-o', 'a.svg']],
  [['report', 'app', '-o', 'page']],
  [['migrate', 'app']],
])('%j takes --exclude', (args) => {
  const refused = folder.run(args);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('app/values.yaml:1: a document is a mapping'),
  ]);
  const { stderr } = folder.run([...args, '--exclude', 'values.yaml', '--exclude', 'nothing']);
  expect(stderr).not.toMatch(/values|is no option/);
});
