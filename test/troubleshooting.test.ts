import * as fs from 'fs';
import * as path from 'path';
import { RULES } from '../src/checks/rules';
import { COMMANDS } from '../src/commands';
import * as library from '../src';
import { Folder } from './cli/run';

const ROOT = path.resolve(__dirname, '..');
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), 'utf8');
const PAGE = read('docs/troubleshooting.md');
const CONTRIBUTING = read('CONTRIBUTING.md');
const [, ...ENTRIES] = PAGE.split(/^### /m).map((text) => text.split(/^## /m)[0]!);

/** The anchor that Markdown gives a heading. */
function anchorOf(heading: string): string {
  const text = heading.replace(/^#+ /, '').toLowerCase();
  return text.replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}

/** What is linked to and is not there. */
function brokenLinks(file: string): string[] {
  return [...read(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [target = '', anchor] = link.split('#');
      const found = target === '' ? file : path.join(path.dirname(file), target);
      if (!fs.existsSync(path.join(ROOT, found))) return true;
      const headings = read(found).match(/^#+ .+$/gm) ?? [];
      return anchor !== undefined && !headings.map(anchorOf).includes(anchor);
    });
}

/** The command lines of the page. */
const LINES = [...new Set([...PAGE.matchAll(/cdk8s-ml-platform [^`\n]+/g)].map(([line]) => line))];
/** As a shell divides them. */
const wordsOf = (line: string): string[] => [...line.matchAll(/'([^']*)'|(\S+)/g)].map((word) => word[1] ?? word[2]!);

test('there are entries enough, each once, and each says how to see it, how to mend it and which rule reports it', () => {
  expect(ENTRIES.length).toBeGreaterThanOrEqual(40);
  const titles = ENTRIES.map((entry) => entry.split('\n')[0]!);
  expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
  const incomplete = ENTRIES.filter(
    (entry) => !/^- \*\*See\*\* .+\n- \*\*Mend\*\* .+\n- \*\*Rule\*\* .+$/m.test(entry) || !/\n\n[^-\n]/.test(entry),
  );
  expect(incomplete).toEqual([]);
});

test('every rule that the page names is one, and is linked under its own name', () => {
  const known = RULES.map(({ id }) => id);
  const named = [...PAGE.matchAll(/\b(?:ACC|ADM|REF|SCH|RBA|NET|SEC|IMG)\d+\b/g)].map(([id]) => id);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((id) => !known.includes(id))).toEqual([]);
  const links = [...PAGE.matchAll(/\[(\w+)\]\(rules\.md#(\w+)\)/g)].map(([, id, anchor]) => [id!, anchor!] as const);
  expect(links.filter(([id, anchor]) => id.toLowerCase() !== anchor)).toEqual([]);
  expect(links).toHaveLength(named.length);
});

test.each(['docs/troubleshooting.md', 'CONTRIBUTING.md'])('every link of %s leads to a page and a heading', (file) => {
  expect(read(file)).toMatch(/\]\([^)]+\)/);
  expect(brokenLinks(file)).toEqual([]);
});

test('README.md leads to both pages', () => {
  expect(read('README.md')).toContain('(docs/troubleshooting.md)');
  expect(read('README.md')).toContain('(CONTRIBUTING.md)');
});

test('every construct of a system that the page names is exported', () => {
  const systems = new Map(Object.entries(library).map(([name, value]) => [name, Object.keys(value)]));
  const named = [...PAGE.matchAll(/\b(\w+)\.([A-Z][a-z]\w+)\b/g)].filter(([, system]) => systems.has(system!));
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(([, system, name]) => !systems.get(system!)!.includes(name!)).map(([text]) => text)).toEqual([]);
});

test('every key of platform.yaml that the page names is in its schema', () => {
  interface Schema {
    readonly $ref?: string;
    readonly type?: string;
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly additionalProperties?: Schema | boolean;
    readonly items?: Schema;
    readonly definitions?: Readonly<Record<string, Schema>>;
  }
  const root = JSON.parse(read('dist/platform.schema.json')) as Schema;
  const follow = (schema?: Schema): Schema | undefined =>
    schema?.$ref ? root.definitions?.[decodeURIComponent(schema.$ref.split('/').pop()!)] : schema;
  const has = (keys: readonly string[]): boolean => {
    let at: Schema | undefined = root;
    for (const key of keys) {
      const more: Schema | boolean | undefined = at?.additionalProperties;
      at = follow(key === 'NAME' && typeof more === 'object' ? more : at?.properties?.[key]);
      if (!at) return false;
    }
    return true;
  };
  const sections = Object.keys(root.properties!).filter((key) => key !== 'karpenter');
  const named = [...PAGE.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)+)(?::[^`]*)?`/g)]
    .map((match) => match[1]!.split('.'))
    .filter(([section]) => sections.includes(section!))
    // `runner.Runner` and its like are constructs, and `kubeflow.yaml` is a file.
    .filter(([, second]) => second !== 'yaml' && !/^[A-Z][a-z]/.test(second!));
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((keys) => !has(keys)).map((keys) => keys.join('.'))).toEqual([]);
});

describe('commands', () => {
  const folder = new Folder();
  beforeAll(() => {
    fs.symlinkSync(path.join(ROOT, 'dist'), folder.path('dist'));
    fs.symlinkSync(ROOT, folder.path('main'));
    fs.symlinkSync(path.join(ROOT, 'examples'), folder.path('examples'));
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'ml-pipeline', namespace: 'kubeflow' } };
    const spec = { selector: { app: 'ml-pipeline' }, ports: [{ port: 8888 }] };
    folder.write('kubeflow.yaml', JSON.stringify({ ...service, spec }));
  });
  afterAll(() => {
    folder.remove();
  });

  test('they are commands of this tool', () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(LINES.length).toBeGreaterThan(15);
    expect(LINES.map((line) => wordsOf(line)[1]!).filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(LINES)('%s', (line) => {
    const { code, stdout, stderr } = folder.run(wordsOf(line).slice(1));
    // 1 is an answer too: a finding, a route that is not there.
    expect({ answered: code === 0 || code === 1, stderr }).toMatchObject({ answered: true });
    expect(line.includes(' -o ') || stdout !== '').toBe(true);
  });
});

test('CONTRIBUTING.md explains every script of package.json, and no other', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
  const table = CONTRIBUTING.split('## What each script does')[1]!.split(/^## /m)[0]!;
  const explained = [...table.matchAll(/^\| `([\w:]+)`\s*\| \S.*\|$/gm)].map((match) => match[1]!);
  expect([...explained].sort()).toEqual(Object.keys(scripts).sort());
});

test('every file and folder that CONTRIBUTING.md names is there', () => {
  const named = [...CONTRIBUTING.matchAll(/`((?:src|test|docs|imports|examples|dist|\.ci)\/[^\s`]*)`/g)]
    .map((match) => match[1]!)
    .filter((name) => !name.includes('NAME'));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !fs.existsSync(path.join(ROOT, name)))).toEqual([]);
});

const CASES = path.join(ROOT, '../shared/cases');

// The labelled cases are not part of the repository: without ../shared there is nothing to hold the page against.
(fs.existsSync(CASES) ? test : test.skip)('what CONTRIBUTING.md says of a labelled case is there', () => {
  const named = [...CONTRIBUTING.matchAll(/\.\.\/shared\/cases\/FAMILY\/([\w.]+)/g)].map((match) => match[1]!);
  expect(named.sort()).toEqual(['cases.jsonl', 'run.mjs']);
  const families = fs.readdirSync(CASES, { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(families.length).toBeGreaterThan(3);
  const files = families.flatMap(({ name }) => named.map((file) => path.join(CASES, name, file)));
  expect(files.filter((file) => !fs.existsSync(file))).toEqual([]);
});
