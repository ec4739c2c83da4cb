import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as vm from 'vm';
import { loadAll } from 'js-yaml';
import * as ts from 'typescript';
import { ROOT } from './blocks';
import { PRELUDE, preludeValues } from './prelude';

/** An example of code, with the place that it stands at. */
export interface Example {
  readonly where: string;
  readonly code: string;
  /** @default 'ts' */
  readonly language?: 'ts' | 'js';
}

const VITEST = path.join(ROOT, 'test/docs/vitest.ts');

const MODULES: Readonly<Record<string, string>> = {
  'cdk8s-ml-platform': path.join(ROOT, 'src/index.ts'),
  'cdk8s-ml-platform/jest': path.join(ROOT, 'src/jest.ts'),
  'cdk8s-ml-platform/jest-globals': path.join(ROOT, 'src/jest-globals.ts'),
  vitest: VITEST,
};

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  allowJs: true,
  checkJs: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node20,
  moduleResolution: ts.ModuleResolutionKind.Node16,
  types: ['node', 'jest'],
  skipLibCheck: true,
  paths: Object.fromEntries(Object.entries(MODULES).map(([name, file]) => [name, [file]])),
};

/** A whole program says itself what it uses. */
export const isWhole = ({ code }: Example): boolean => /^import .* from |= require\(/m.test(code);

/** An example as a module: as it is where it imports what it names, else in a function that finds the usual names. */
function moduleOf(example: Example): string {
  if (isWhole(example)) return example.code;
  const effects = example.code.match(/^import '.*';$/gm) ?? [];
  const body = example.code.replace(/^import '.*';$/gm, '');
  return `${PRELUDE}\n${effects.join('\n')}\nexport function example(): void {\n${body}\n}\n`;
}

/** What the compiler says of examples, each with its place. The library is compiled elsewhere. */
export function compile(examples: readonly Example[]): string[] {
  const files = new Map(
    examples.map((example, at) => [path.join(ROOT, `example-${at}.${example.language ?? 'ts'}`), example]),
  );
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const example = files.get(name);
    return example
      ? ts.createSourceFile(name, moduleOf(example), ts.ScriptTarget.ES2022, true)
      : getSourceFile.call(host, name, ...rest);
  };
  host.fileExists = (name) => files.has(name) || fileExists.call(host, name);
  host.readFile = (name) => files.get(name)?.code ?? readFile.call(host, name);
  const program = ts.createProgram([...files.keys()], OPTIONS, host);
  const places = [...files].map(([name, { where }]): [string, string] => [name, where]);
  // What an example adds to the types of vitest may be wrong there alone.
  return [...places, [VITEST, 'the types of vitest'] as const].flatMap(([name, where]) => {
    const file = program.getSourceFile(name);
    if (file === undefined) return [];
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => `${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
}

/** A module as an example asks for it. */
function load(name: string): unknown {
  return jest.requireActual(MODULES[name] ?? name);
}

/** The objects that a whole program writes. */
export function objectsOf(example: Example): unknown[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
  try {
    process.env.CDK8S_OUTDIR = outdir;
    run(example);
    const files = fs.readdirSync(outdir).filter((file) => file.endsWith('.yaml'));
    return files.flatMap((file) => loadAll(fs.readFileSync(path.join(outdir, file), 'utf8')));
  } finally {
    delete process.env.CDK8S_OUTDIR;
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** Runs an example; one that is no whole program makes its constructs in an app, which is then rendered. */
export function run(example: Example): void {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, allowJs: true };
  const { outputText } = ts.transpileModule(example.code, {
    compilerOptions,
    fileName: `it.${example.language ?? 'ts'}`,
  });
  const values = preludeValues();
  // Names that the example declares hide those that it is given.
  const body = `{\n${outputText.replace(/^"use strict";/, '')}\n}`;
  const used = Object.keys(values).filter((name) => name !== 'test' && new RegExp(`\\b${name}\\b`).test(body));
  const names = ['require', 'exports', 'test', ...used];
  vm.compileFunction(body, names)(load, {}, values.test, ...used.map((name) => values[name]));
  values.app.synthYaml();
}
