import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as yaml from 'js-yaml';

const ROOT = path.resolve(__dirname, '../..');
const COMMITTED = path.join(ROOT, 'dist/documented');
const SEEDS = path.resolve(ROOT, '../shared/spec/seeds');

type Json = Record<string, any>;

let written: string;

beforeAll(() => {
  written = fs.mkdtempSync(path.join(os.tmpdir(), 'documented-'));
  execFileSync(process.execPath, ['test/documented/main.mjs'], {
    cwd: ROOT,
    env: { ...process.env, CDK8S_OUTDIR: written },
  });
});

afterAll(() => fs.rmSync(written, { recursive: true, force: true }));

test('the committed manifests are what the constructs write, byte for byte', () => {
  const files = fs.readdirSync(COMMITTED).sort();
  expect(fs.readdirSync(written).sort()).toEqual(files);
  expect(files).toHaveLength(6);
  for (const file of files) {
    expect(fs.readFileSync(path.join(written, file), 'utf8')).toBe(fs.readFileSync(path.join(COMMITTED, file), 'utf8'));
  }
});

if (fs.existsSync(SEEDS)) {
  describe('against the documents themselves', () => {
    test.each([
      ['DaemonSet', 'nvidia-device-plugin-daemonset'],
      ['NodePool', 'general-purpose'],
      ['NodePool', 'gpu'],
      ['AKSNodeClass', 'default'],
      ['AKSNodeClass', 'gpu-nc'],
      ['Job', 'samples-tf-mnist-demo'],
    ])('%s %s is that of document 003, field for field', (kind, name) => {
      const inDocument = documents003().filter((object) => object.kind === kind && object.metadata.name === name);
      expect(inDocument).toHaveLength(1);
      expect(rendered(kind, name)).toEqual(inDocument[0]);
    });

    test('the state map is that of document 001, field for field', () => {
      const transcript = /^\$ cat global_config\.yaml\n---\n([\s\S]*?)^\$ kubectl apply/m.exec(document('001'));
      expect(rendered('ConfigMap', 'studioml-go-runner')).toEqual(yaml.load(transcript![1]!));
    });

    test('the pod template is that of document 001, field for field; its ellipsis stands for an image', () => {
      const block = /^ template:\n[\s\S]*?^```/m.exec(document('001'))![0].replace(/^(\.\.\.|```).*$/gm, '');
      const { template } = rendered('Deployment', 'studioml-go-runner-deployment').spec;
      const { image, ...container } = template.spec.containers[0];
      expect(image).toBe('leafai/studio-go-runner:0.9.9');
      template.spec.containers = [container];
      expect({ template }).toEqual(yaml.load(block));
    });
  });
} else {
  test('skipped: the documents are not beside this checkout, so only the committed manifests are compared', () => {
    expect(fs.existsSync(SEEDS)).toBe(false);
  });
}

function rendered(kind: string, name: string): Json {
  const texts = fs.readdirSync(written).map((file) => fs.readFileSync(path.join(written, file), 'utf8'));
  const objects = texts.flatMap((text) => yaml.loadAll(text) as Json[]);
  const found = objects.filter((object) => object.kind === kind && object.metadata.name === name);
  expect(found).toHaveLength(1);
  return found[0]!;
}

function document(number: string): string {
  const file = fs.readdirSync(SEEDS).find((name) => name.startsWith(number))!;
  return fs.readFileSync(path.join(SEEDS, file), 'utf8');
}

function documents003(): Json[] {
  const blocks = [...document('003').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => match[1]!);
  const whole = blocks.filter((block) => /^apiVersion:/m.test(block));
  return whole.flatMap((block) => yaml.loadAll(block) as Json[]).filter((object) => object !== null);
}
