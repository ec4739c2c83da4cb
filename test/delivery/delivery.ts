import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as yaml from 'js-yaml';

const ROOT = path.resolve(__dirname, '../..');
const LIBRARY = path.join(ROOT, 'dist/lib/src');
const CLI = path.join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s');

/** The YAML that is committed. */
export const MANIFESTS = path.join(ROOT, 'dist/manifests');

interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Record<string, string>;
  };
  readonly data?: Record<string, string>;
}

/** A file of the compiled library, as it is delivered. */
export function compiled(file: string): string {
  const found = path.join(LIBRARY, file);
  if (!fs.existsSync(found)) throw new Error(`dist/lib/src/${file} is missing: run npm run build first`);
  return found;
}

/** The objects of some YAML documents in an order that does not depend on theirs; empty documents are none. */
export function objectsIn(...texts: string[]): KubernetesObject[] {
  const objects = texts
    .flatMap((text) => yaml.loadAll(text))
    .filter((object) => object !== null && object !== undefined);
  return (objects as KubernetesObject[]).sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
}

function identity({ apiVersion, kind, metadata }: KubernetesObject): string {
  return [apiVersion, kind, metadata.namespace, metadata.name].join(' ');
}

/** The objects in a directory, from the files that `kubectl apply -f` reads: it goes by the end of their names. */
export function objectsInDirectory(dir: string): KubernetesObject[] {
  const files = fs.readdirSync(dir).filter((file) => /\.(json|yaml|yml)$/.test(file));
  return objectsIn(...files.map((file) => fs.readFileSync(path.join(dir, file), 'utf8')));
}

/** Every file of a directory without folders, with its text. */
export function readFiles(dir: string): Record<string, string> {
  return Object.fromEntries(fs.readdirSync(dir).map((file) => [file, fs.readFileSync(path.join(dir, file), 'utf8')]));
}

/** A directory with an app in it, away from the checkout: `cdk8s synth` deletes its output directory before it starts. */
export class Workplace {
  public readonly dir = fs.mkdtempSync(path.join(os.tmpdir(), 'delivery-'));

  /** This repository's app. */
  public static ofRepository(): Workplace {
    const place = new Workplace();
    const config = yaml.load(fs.readFileSync(path.join(ROOT, 'cdk8s.yaml'), 'utf8')) as Record<string, unknown>;
    place.write('cdk8s.yaml', yaml.dump({ ...config, app: `node "${compiled('main.js')}"` }));
    place.write('platform.yaml', fs.readFileSync(path.join(ROOT, 'platform.yaml'), 'utf8'));
    return place;
  }

  /** An app of JavaScript text, in which `PlatformApp`, `Chart` and `ApiObject` are known. */
  public static of(app: string): Workplace {
    const place = new Workplace();
    const head = `
      const { ApiObject, Chart } = require(${JSON.stringify(require.resolve('cdk8s'))});
      const { PlatformApp } = require(${JSON.stringify(compiled('core/platform-app.js'))});
    `;
    place.write('app.js', head + app);
    place.write('cdk8s.yaml', 'language: typescript\napp: node app.js\noutput: manifests\n');
    return place;
  }

  public path(file: string): string {
    return path.join(this.dir, file);
  }

  /** Runs `cdk8s synth` with the CLI that this repository has, and returns what it prints. */
  public synth(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, 'synth', ...args], {
      cwd: this.dir,
      encoding: 'utf8',
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', HOME: this.dir },
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`cdk8s synth ${args.join(' ')} failed:\n${stdout}${stderr}`);
    return stdout;
  }

  public remove(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }

  private write(file: string, text: string): void {
    fs.writeFileSync(this.path(file), text);
  }
}
