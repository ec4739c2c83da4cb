import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { blocksOf, pages } from './blocks';
import { compile, run } from './code';
import type { Example } from './code';

const EXAMPLES = pages().flatMap((page) =>
  blocksOf(page).flatMap(({ where, language, text }): Example[] =>
    language === 'ts' || language === 'js' ? [{ where, code: text, language }] : [],
  ),
);

test('every block of TypeScript and JavaScript compiles', () => {
  expect(EXAMPLES.length).toBeGreaterThan(40);
  expect(compile(EXAMPLES)).toEqual([]);
});

test('an example that does not compile is reported with its place', () => {
  expect(compile([{ where: 'docs/page.md:1', code: "const a: number = 'one';" }])).toEqual([
    "docs/page.md:1: Type 'string' is not assignable to type 'number'.",
  ]);
});

describe('run', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'examples-'));
  const cwd = process.cwd();
  beforeEach(() => {
    fs.mkdirSync(path.join(folder, 'work'));
    process.chdir(path.join(folder, 'work'));
  });
  afterEach(() => {
    process.chdir(cwd);
    fs.rmSync(path.join(folder, 'work'), { recursive: true });
  });
  afterAll(() => {
    fs.rmSync(folder, { recursive: true });
  });

  test.each(EXAMPLES.map((example) => [example.where, example] as const))('%s', (_where, example) => {
    run(example);
    expect(fs.readdirSync('.').length > 0).toBe(example.code.includes('.synth('));
  });

  test('an example that fails is reported', () => {
    expect(() => {
      run({ where: '', code: "new karpenter.NodePool(chart, 'a', { requirements: [], taints: [Taint.gpu()] });" });
    }).toThrow();
  });
});

test("the README's example writes what its snapshot says", () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'readme-'));
  try {
    const [first] = EXAMPLES;
    expect(first!.where).toMatch(/^README\.md:/);
    process.env.CDK8S_OUTDIR = outdir;
    run(first!);
    expect(fs.readdirSync(outdir)).toEqual(['gpu.k8s.yaml']);
    expect(fs.readFileSync(path.join(outdir, 'gpu.k8s.yaml'), 'utf8')).toMatchSnapshot();
  } finally {
    delete process.env.CDK8S_OUTDIR;
    fs.rmSync(outdir, { recursive: true, force: true });
  }
});
