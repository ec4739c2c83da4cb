import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { run } from '../../src/commands/run';

const OUT = path.resolve(__dirname, '../../examples/fleet/out');
const WEST = path.join(OUT, 'we-1');

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cluster-folder-'));
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** What a command says of a folder; files are named from the folder on. */
function said(...args: string[]): { readonly code: number; readonly text: string } {
  let text = '';
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((chunk) => (text += String(chunk)) !== '');
  const code = run(args);
  jest.restoreAllMocks();
  return { code, text: text.replaceAll(`${WEST}/`, '').replaceAll(`${folder}/`, '') };
}

/** A copy that is changed; `undefined` removes. */
function changed(files: Readonly<Record<string, string | undefined>>): string {
  const copy = path.join(folder, 'we-1');
  fs.cpSync(WEST, copy, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    if (text === undefined) fs.rmSync(path.join(copy, file));
    else fs.writeFileSync(path.join(copy, file), text);
  }
  return copy;
}

describe('the folder of a cluster of a fleet', () => {
  test.each(fs.readdirSync(OUT))('%s is checked as its manifests with its externals are', (name) => {
    const cluster = path.join(OUT, name);
    const alone = said('check', path.join(cluster, 'manifests'), '--target', 'aks@1.34');
    const whole = said('check', cluster, '--target', 'aks@1.34');
    expect(whole).toMatchObject({ code: 0, text: expect.stringMatching(/^\d+ objects, 0 errors, 0 warnings\n$/) });
    // Without the externals the same manifests have warnings, so that they are seen to be read.
    expect(alone.text).not.toBe(whole.text);
    expect(
      said(
        'check',
        path.join(cluster, 'manifests'),
        '--target',
        'aks@1.34',
        '--external',
        path.join(cluster, 'tools/externals.yaml'),
      ),
    ).toEqual(whole);
  });

  test('is a cluster of its own among several', () => {
    const { code, text } = said('check', '--each', ...['lab-1', 'we-1'].map((name) => path.join(OUT, name)));
    expect({ code, errors: text.match(/0 errors, 0 warnings/g)?.length }).toEqual({ code: 0, errors: 2 });
  });

  test.each([
    ['can-i', '--list', '--as', 'system:serviceaccount:studioml:studioml-account'],
    ['callers'],
    ['schedule', '--target', 'aks@1.34'],
    ['route', 'GET https://ml.example.com/'],
    ['migrate', '--target', 'aks@1.34'],
    ['diff', WEST],
  ])('%s answers of it as of its manifests', (...args) => {
    const answers = [said(...args, WEST), said(...args, path.join(WEST, 'manifests'))];
    const [whole, alone] = answers.map(({ code, text }) => ({ code, text: text.replaceAll('manifests/', '') }));
    expect(whole!.code).toBeLessThan(2);
    expect(whole).toEqual(alone);
  });

  test('is drawn and reported', () => {
    expect(said('graph', WEST, '-o', path.join(folder, 'a.dot')).code).toBe(0);
    expect(fs.readFileSync(path.join(folder, 'a.dot'), 'utf8')).not.toContain('GitRepository');
    expect(
      said('report', WEST, '-o', path.join(folder, 'page'), '--target', 'aks@1.34', '--fail-on', 'warning'),
    ).toEqual({
      code: 0,
      text: expect.stringMatching(/^page\/index.html: \d+ objects, 0 errors, 0 warnings\n$/),
    });
  });
});

describe('beside it nothing is passed over', () => {
  const LIST =
    'a document is a mapping with apiVersion and kind, this one is a list; leave it out, in a command by --exclude';

  test('a list that the fleet has not written', () => {
    expect(said('check', changed({ 'tools/mine.yaml': '- kind: A\n', 'manifests/b.yaml': '- kind: A\n' }))).toEqual({
      code: 2,
      text: `we-1/manifests/b.yaml:1: ${LIST}\nwe-1/tools/mine.yaml:1: ${LIST}\n`,
    });
  });

  test('a folder without the list of what was written', () => {
    const { code, text } = said('check', changed({ '.fleet-files': undefined }));
    expect({ code, lines: text.split('\n') }).toEqual({
      code: 2,
      lines: [`we-1/prerequisites.json:1: ${LIST}`, `we-1/tools/externals.yaml:3: ${LIST}`, ''],
    });
  });

  test('manifests that the list names, and what delivers them where its own folder is given', () => {
    const copy = changed({ 'manifests/00-foundation/00-foundation.k8s.yaml': '- kind: A\n' });
    expect(said('check', copy).text).toBe(`we-1/manifests/00-foundation/00-foundation.k8s.yaml:1: ${LIST}\n`);
    expect(said('check', path.join(WEST, 'delivery')).text).toContain('Namespace flux-system does not exist');
  });

  test('what delivers them has the one warning that docs/fleet.md tells', () => {
    const { code, text } = said('check', path.join(WEST, 'delivery'));
    expect(code).toBe(0);
    expect(text.match(/^[A-Z]{3}\d{3} .*/gm)).toEqual([
      'REF014 warning  GitRepository flux-system/ml-platform  metadata.namespace',
    ]);
    const page = fs.readFileSync(path.resolve(__dirname, '../../docs/fleet.md'), 'utf8').replace(/\s+/g, ' ');
    expect(page).toContain(
      'what delivers them, with one [warning](rules.md#ref014) of the namespace of Argo CD or Flux',
    );
  });

  test('externals that are none', () => {
    expect(said('check', changed({ 'tools/externals.yaml': 'kind: Secret\n' }))).toEqual({
      code: 2,
      text: 'we-1/tools/externals.yaml: is not a list of objects with kind, name and reason\n',
    });
  });
});

test('the tool files of a synthesis are passed over by their list, and its externals count', () => {
  const dist = path.resolve(__dirname, '../../dist');
  const [manifests, tools] = [path.join(dist, 'manifests'), path.join(dist, 'tools')];
  const target = ['--target', 'aks@1.34'];
  expect(said('check', manifests, tools, ...target)).toEqual(
    said('check', manifests, ...target, '--external', path.join(tools, 'externals.yaml')),
  );
});
