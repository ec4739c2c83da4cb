import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { pathToFileURL } from 'url';

export const ROOT = path.join(__dirname, '..', '..');
export const IMPORTS = path.join(ROOT, 'imports');
/** The files the import reads; they lie beside a developer's checkout, not inside the package. */
export const FACTS = path.join(ROOT, '..', 'shared', 'schemas', 'crds');
export const HAVE_FACTS = fs.existsSync(FACTS);

export interface Source {
  readonly group: string;
  readonly kind: string;
  readonly scope: string;
  readonly versions?: string[];
  readonly repository: string;
  readonly path: string;
  readonly ref: string;
  readonly commit?: string;
  readonly licence: string;
  readonly date: string;
  readonly module?: false;
}

/** One kind of `imports/<group>.schema.json`. */
export interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: string;
  readonly versions: readonly Version[];
}

interface Version {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly schema: any;
}

export function sources(): { customResources: Source[]; kubernetes: (Source & { release: string })[] } {
  return JSON.parse(committed('sources.json'));
}

export function committed(name: string): string {
  return fs.readFileSync(path.join(IMPORTS, name), 'utf8');
}

export function groups(): string[] {
  return [...new Set(sources().customResources.map(({ group }) => group))].sort();
}

/** The groups that have classes beside their schemas. */
export function groupsWithModule(): string[] {
  const without = sources().customResources.filter(({ module }) => module === false);
  return groups().filter((name) => !without.some(({ group }) => group === name));
}

/** What one run of the import must write. */
export function generatedNames(): string[] {
  return [
    ...groups().map((group) => `${group}.schema.json`),
    ...groupsWithModule().map((group) => `${group}.ts`),
    ...sources().kubernetes.map(({ release }) => `kubernetes-${release.replace(/\.0$/, '')}.schema.json`),
    'kubernetes.ts',
  ].sort();
}

/** Runs the import as a user does. */
export function run(...args: string[]): { code: number | null; out: string; err: string } {
  const child = spawnSync(process.execPath, [path.join(IMPORTS, 'tool', 'main.mjs'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { code: child.status, out: child.stdout, err: child.stderr };
}

/**
 * Runs the body of an async function in a Node of its own, because jest's CommonJS cannot load the tool's modules.
 * The body sees `tool(name)`, which loads a module of the tool, and returns a value that JSON can carry.
 */
export function evaluate<T>(body: string, input: unknown = null): T {
  const home = `${pathToFileURL(path.join(IMPORTS, 'tool')).href}/`;
  const program = `
    const input = JSON.parse(process.env.INPUT);
    const tool = (name) => import(${JSON.stringify(home)} + name);
    const answer = await (async () => { ${body} })();
    process.stdout.write(JSON.stringify(answer));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, INPUT: JSON.stringify(input) },
    maxBuffer: 1 << 27,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as T;
}

const created: string[] = [];

export function tempDir(): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'import-test-'));
  created.push(dir);
  return dir;
}

export function removeTempDirs(): void {
  for (const dir of created.splice(0)) fs.rmSync(dir, { recursive: true, force: true });
}

/** A test that needs the facts; without them its name and its output say that it did nothing. */
export function testWithFacts(name: string, body: () => void, timeout = 60_000): void {
  if (HAVE_FACTS) {
    test(name, body, timeout);
    return;
  }
  test(`skipped: ../shared/schemas is not beside this checkout: ${name}`, () => {
    console.warn(`skipped "${name}": it reads ${path.relative(ROOT, FACTS)}, and there is no such folder`);
  });
}
