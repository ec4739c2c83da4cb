import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { InputError } from '../../../src/checks/model/input-error';
import { readPaths } from '../../../src/checks/model/read-paths';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'read-paths-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
}

function refusal(): string[] {
  try {
    readPaths([folder]);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.message.replaceAll(`${folder}${path.sep}`, '').split('\n');
  }
  return [];
}

describe('a folder', () => {
  test('all files that cannot be read are told at once', () => {
    write('a.yaml', 'kind: A\n');
    write('b/patch.yaml', '- op: replace\n');
    write('c.yaml', 'kind: {{ .Values.kind }}\n');
    expect(refusal()).toEqual([
      'b/patch.yaml:1: a document is a mapping with apiVersion and kind, this one is a list',
      'c.yaml:1: a key is a mapping, which no object can have, a template in {{ }} must be rendered first',
    ]);
  });

  test('of very many it names twenty', () => {
    for (let index = 0; index < 23; index += 1) write(`${String(index).padStart(2, '0')}.yaml`, '- 1\n');
    const lines = refusal();
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('and 3 more files');
  });

  test('one that can be read whole has no refusal', () => {
    write('a.yaml', 'kind: A\n');
    write('kustomization.yaml', 'resources: [a.yaml]\n');
    expect(refusal()).toEqual([]);
    expect(readPaths([folder]).map(({ object }) => object.kind)).toEqual(['A']);
  });
});
