import { ConfigError } from '../../src/blueprint/problem';
import { YamlFile } from '../../src/blueprint/yaml-file';

const TEXT = `target:
  provider: aks
  kubernetes: '1.34'
pools:
  a100:
    taint: gpu
    zones:
      - westeurope-1
      - westeurope-2
namespace: studioml
`;

/** What is said of the text after an edit, without the name of the file. */
function mistakes(from: string, to: string): string[] {
  expect(TEXT).toContain(from);
  try {
    new YamlFile('p', TEXT.replace(from, to));
  } catch (error) {
    return (error as ConfigError).message.split('\n').map((line) => line.replace(/^p:/, ''));
  }
  return [];
}

test.each([
  [
    'a key that is indented too far',
    "  kubernetes: '1.34'",
    "   kubernetes: '1.34'",
    '3:4  is not YAML: the line is indented by 3 spaces, below line 2 with 2, which has its value already; give both the same indentation',
  ],
  [
    'a key that is indented too little',
    "  kubernetes: '1.34'",
    " kubernetes: '1.34'",
    '3:2  is not YAML: All mapping items must start at the same column, and this one is indented by 1 space',
  ],
  [
    'a key in the first column, with a comment after it',
    '  provider: aks\n',
    'provider: aks\n\n# a comment\n',
    '5:3  is not YAML: All mapping items must start at the same column, and this one is indented by 2 spaces',
  ],
  [
    'an item in another column',
    '      - westeurope-2',
    '     - westeurope-2',
    '9:1  is not YAML: A block sequence may not be used as an implicit map key',
  ],
  [
    'no space after the colon',
    '    taint: gpu',
    '    taint:gpu',
    "6:5  is not YAML: 'taint:gpu' is no key with a value; write a colon and a space between the two",
  ],
  [
    'no colon',
    '    taint: gpu',
    '    taint gpu',
    "6:5  is not YAML: 'taint gpu' is no key with a value; write a colon and a space between the two",
  ],
  ['a tab', '  provider', '\tprovider', '2:1  is not YAML: the line begins with a tab, allowed are spaces'],
])('%s is told once, where it is', (_, from, to, expected) => {
  const [first, ...others] = mistakes(from, to);
  expect(first).toBe(expected);
  expect(others).toEqual([]);
});

test('each tab and each key that is given twice is told', () => {
  expect(mistakes("  provider: aks\n  kubernetes: '1.34'", "\tprovider: aks\n\tkubernetes: '1.34'")).toEqual([
    '2:1  is not YAML: the line begins with a tab, allowed are spaces',
    '3:1  is not YAML: the line begins with a tab, allowed are spaces',
  ]);
  expect(mistakes('  provider: aks\n', '  provider: aks\n  provider: a\n  provider: b\n')).toEqual([
    '3:3  key provider is given twice, allowed is once',
    '4:3  key provider is given twice, allowed is once',
  ]);
});
