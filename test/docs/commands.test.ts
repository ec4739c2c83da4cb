import * as fs from 'fs';
import * as path from 'path';
import { load } from 'js-yaml';
import type { Block } from './blocks';
import { blocksOf, pages, read, ROOT } from './blocks';
import { commandsOf, wordsOf } from './command-lines';
import { NOT_RUN } from './not-run';
import { Scratch } from './scratch';
import { treatmentOf } from './treatment';

/** Commands whose answer is not 0: one that is no, or findings. */
const EXITS: Readonly<Record<string, number>> = {
  'cdk8s-ml-platform can-i list secrets --as system:serviceaccount:team:runner -n team access.yaml': 1,
  'npx cdk8s-ml-platform check bad.yaml': 1,
};
/** Commands that say first that there is something to do, and after it is done that there is nothing. */
const FIRST_EXITS: Readonly<Record<string, number>> = { 'cdk8s-ml-platform migrate pool.yaml --target aks@1.34': 1 };

const PAGES = pages().map((page) => {
  const blocks = blocksOf(page);
  return { page, blocks, lines: blocks.flatMap((block, at) => commandsOf(block, blocks[at + 1])) };
});
const LINES = PAGES.flatMap(({ lines }) => lines);

/** `UPDATE_DOCS=1 npx jest test/docs/commands` writes into the pages what their commands print now. */
const UPDATE = process.env.UPDATE_DOCS !== undefined;
const HINT = { toWriteItAnew: 'UPDATE_DOCS=1 npx jest test/docs' };

function update(page: string, command: string, shown: string, printed: string): void {
  fs.writeFileSync(
    path.join(ROOT, page),
    shown === ''
      ? read(page).replace(`$ ${command}\n`, () => `$ ${command}\n${printed}`)
      : read(page).replace(shown, () => printed),
  );
}

/** The files that a page gives to its commands. */
function filesOf(block: Block): { readonly name: string; readonly text: string }[] {
  const { file, text, language } = block;
  if (language === 'sh' || language === 'console') return [];
  const name = file ?? /^# ([\w.-]+\.ya?ml)$/m.exec(text.split('\n')[0]!)?.[1];
  if (name !== undefined) return [{ name, text }];
  return language === 'yaml' && /^clusters:$/m.test(text) ? [{ name: 'fleet.yaml', text }] : [];
}

/** The words of a command of this package, and the file that takes what it prints. */
function cliOf(command: string): { words: string[]; into?: string } | undefined {
  const found = /^(?:npx )?cdk8s-ml-platform ([^>|&]*?)(?: > (\S+))?$/.exec(command);
  return found ? { words: wordsOf(found[1]!), into: found[2] } : undefined;
}

describe.each(PAGES.filter(({ lines }) => lines.length > 0))('$page', ({ page, blocks, lines }) => {
  const scratch = new Scratch();
  beforeAll(() => {
    for (const block of blocks) for (const { name, text } of filesOf(block)) scratch.write(name, text);
    // "With `image: ...:2` in `after.yaml`"
    const [, from, changed, to] = /With `(\w+): ([^`]+)` in `([\w.-]+)`/.exec(read(page)) ?? [];
    if (to !== undefined)
      scratch.write(to, scratch.read('before.yaml').replace(new RegExp(`${from}: .*`), `${from}: ${changed}`));
    if (lines.some(({ command }) => /^git |--changed-since/.test(command))) scratch.commit();
  });
  afterAll(() => {
    scratch.remove();
  });

  test.each(lines.map((line, at) => ({ ...line, at })))('$where: $command', ({ command, shown, at }) => {
    if (NOT_RUN.some((one) => one.command.test(command))) {
      const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
      const named = [...command.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]!);
      expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
      const files = wordsOf(command).filter((word) => /^(dist|examples|test)\//.test(word));
      expect(files.filter((file) => !scratch.has(file) && !file.startsWith('test/'))).toEqual([]);
      expect(shown).toBeUndefined();
      return;
    }
    const cli = cliOf(command);
    const { code, stdout, stderr } = cli ? scratch.cli(cli.words) : scratch.shell(command);
    const first = lines.findIndex((one) => one.command === command) === at;
    const exit = EXITS[command] ?? (first ? FIRST_EXITS[command] : undefined) ?? 0;
    expect({ code, stderr }).toEqual({ code: exit, stderr: expect.any(String) as string });
    if (cli?.into !== undefined) {
      scratch.write(cli.into, stdout);
      expect(stdout).not.toBe('');
      expect(shown ?? '').toBe('');
    } else if (shown !== undefined && UPDATE) update(page, command, shown, stdout);
    else if (shown !== undefined) expect({ ...HINT, printed: stdout }).toEqual({ ...HINT, printed: shown });
  });
});

test('there are commands enough, and each exit code and each reason is one of theirs', () => {
  expect(LINES.length).toBeGreaterThan(40);
  const commands = LINES.map(({ command }) => command);
  const exits = Object.keys({ ...EXITS, ...FIRST_EXITS });
  expect(exits.filter((command) => !commands.includes(command))).toEqual([]);
  expect(NOT_RUN.filter((one) => !commands.some((line) => one.command.test(line))).map((one) => one.reason)).toEqual(
    [],
  );
});

describe('the workflow of the README', () => {
  const [workflow] = blocksOf('README.md').filter((block) => treatmentOf(block) === 'workflow');
  const [, stale, check] = commandsOf(workflow!).map(({ command }) => command);

  test('is whole: GitHub knows its keys, and each step is one thing', () => {
    const { jobs, ...others } = load(workflow!.text) as { jobs: Record<string, { steps: object[] }> };
    expect(Object.keys(others)).toEqual(['name', 'on', 'permissions']);
    for (const { steps, ...job } of Object.values(jobs)) {
      expect(Object.keys(job)).toEqual(['runs-on']);
      for (const step of steps) expect(['uses', 'run'].filter((key) => key in step)).toHaveLength(1);
    }
  });

  test('ends where what is committed is stale or lacks a file, and only then', () => {
    const scratch = new Scratch();
    try {
      scratch.commit();
      expect(scratch.shell(stale!).code).toBe(0);
      scratch.write('dist/manifests/90-smoke-test.k8s.yaml', 'kind: Job\n');
      expect(scratch.shell(stale!).code).toBe(1);
      scratch.shell('rm dist/manifests/90-smoke-test.k8s.yaml && git reset -q');
      expect(scratch.shell(stale!).code).toBe(0);
      scratch.write('dist/manifests/00-foundation.k8s.yaml', '');
      expect(scratch.shell(stale!).code).toBe(1);
    } finally {
      scratch.remove();
    }
  });

  test('writes the file that it uploads', () => {
    const { words, into } = cliOf(check!)!;
    expect(workflow!.text).toContain(`sarif_file: ${into}`);
    const scratch = new Scratch();
    try {
      const { runs } = JSON.parse(scratch.cli(words).stdout) as { runs: { tool: { driver: { name: string } } }[] };
      expect(runs[0]!.tool.driver.name).toBe('cdk8s-ml-platform');
    } finally {
      scratch.remove();
    }
  });
});
