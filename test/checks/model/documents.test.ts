import { documentsOf } from '../../../src/checks/model/documents';

/** The documents with what surrounds them trimmed, and their first lines. */
function cut(text: string): [string, number][] {
  return documentsOf(text, 'a.yaml').map((document) => [document.text.trim(), document.line]);
}

test.each<[string, string, [string, number][]]>([
  ['one document', 'a: 1\n', [['a: 1', 1]]],
  ['a marker first', '---\na: 1\n', [['a: 1', 1]]],
  [
    'two documents',
    'a: 1\n---\nb: 2\n',
    [
      ['a: 1', 1],
      ['b: 2', 2],
    ],
  ],
  ['nothing between markers', '---\n---\n---\na: 1\n---\n', [['a: 1', 3]]],
  ['a comment after the marker', '--- # first\na: 1\n', [['a: 1', 1]]],
  ['space after the marker', '---  \t\na: 1\n', [['a: 1', 1]]],
  [
    'Windows line ends',
    'a: 1\r\n---\r\nb: 2\r\n',
    [
      ['a: 1', 1],
      ['b: 2', 2],
    ],
  ],
  [
    'an end marker',
    'a: 1\n...\nb: 2\n',
    [
      ['a: 1', 1],
      ['b: 2', 2],
    ],
  ],
  ['an end marker with Windows line ends', 'a: 1\r\n...\r\n', [['a: 1', 1]]],
  ['leading blank lines', '\n\n\na: 1\n', [['a: 1', 1]]],
  ['a marker that is indented is text', 'a: |\n  ---\n  b\n', [['a: |\n  ---\n  b', 1]]],
  ['a marker inside of a line is text', 'a: x --- y\nb: "---"\n', [['a: x --- y\nb: "---"', 1]]],
  ['three points at the start of a text', '...a: 1\n', [['...a: 1', 1]]],
  ['nothing', '', []],
  ['white space', ' \n\t\n', []],
])('%s', (_name, text, documents) => {
  expect(cut(text)).toEqual(documents);
});

test('a marker ends a document inside of quotes too', () => {
  expect(cut('a: "x\n---\ny"\n')).toEqual([
    ['a: "x', 1],
    ['y"', 2],
  ]);
});

test.each([
  ['--- text', 'text'],
  ['---text', 'text'],
  ['--- {a: 1}', '{a: 1}'],
  ['-----BEGIN CERTIFICATE-----', '--BEGIN CERTIFICATE-----'],
])('%s is refused, as kubectl does', (line, rest) => {
  expect(() => documentsOf(`a: 1\n${line}\n`, 'a.yaml')).toThrow(
    `a.yaml:2: kubectl takes nothing but a comment after ---, this is '${rest}'`,
  );
});

test('what is refused is not shown at length', () => {
  expect(() => documentsOf(`--- ${'x'.repeat(1000)}`, 'a.yaml')).toThrow(/'x{40}\.\.\.'$/);
});
