import * as fs from 'fs';
import * as path from 'path';
import { load, loadAll } from 'js-yaml';
import { check } from '../../src/checks/check';
import { parseManifests } from '../../src/checks/model/parse';
import { Target } from '../../src/facts/target';
import { argoCd } from '../../src/fleet/delivery/argocd';
import { blocksOf, read, ROOT } from './blocks';
import { Scratch } from './scratch';

const TARGET = Target.aks('1.34');
const BLOCKS = [...blocksOf('README.md'), ...blocksOf('docs/apply.md')];
const textOf = (file: string): string => BLOCKS.find((block) => block.file === file)!.text;
const ARGO = textOf('argocd/application.yaml');
const FLUX = textOf('flux/ml-platform.yaml');
const PROFILES = textOf('flux/ml-platform-profiles.yaml');

/** What the checks find, as `RULE path`. */
const rulesOf = (text: string): string[] =>
  check(parseManifests(text, 'it.yaml'), TARGET).map(({ rule, path: field }) => `${rule} ${field ?? ''}`);

interface Source {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly url?: string; readonly ignore?: string; readonly path?: string };
}

test('nothing is found in what Argo CD and Flux are given but the namespaces that their installation makes', () => {
  expect(rulesOf(ARGO)).toEqual(['REF014 metadata.namespace']);
  expect([...new Set(rulesOf(`${FLUX}---\n${PROFILES}`))]).toEqual(['REF014 metadata.namespace']);
});

test.each([
  ['a field that no Application has', ARGO.replace('targetRevision', 'revision'), 'ACC005 spec.source.revision'],
  [
    'text for a switch of Argo CD',
    ARGO.replace('prune: true', "prune: 'yes'"),
    'ACC004 spec.syncPolicy.automated.prune',
  ],
  ['a field that no GitRepository has', FLUX.replace('url:', 'repository:'), 'ACC005 spec.repository'],
  ['an interval that Flux does not read', FLUX.replace('interval: 10m', 'interval: soon'), 'ACC004 spec.interval'],
  [
    'a source that is not there',
    FLUX.replace('GitRepository, name: ml', 'GitRepository, name: other-ml'),
    'REF021 spec.sourceRef.name',
  ],
])('%s would be reported', (_what, text, finding) => {
  expect(rulesOf(text)).toContain(finding);
});

test('Argo CD tries again as it does for a fleet', () => {
  const delivery = { engine: 'argocd' as const, repository: 'https://git.example.com/ml/platform.git' };
  const files = argoCd({ cluster: 'one', delivery, phases: [], prerequisites: [] } as never);
  const written = load(files.find((file) => file.path === 'delivery/application.yaml')!.text) as Source;
  const shown = load(ARGO) as Source;
  expect((shown.spec as Record<string, unknown>).syncPolicy).toEqual(
    (written.spec as Record<string, unknown>).syncPolicy,
  );
});

/** The files that Flux has of the folder of a Kustomization, as git reads the rules of its source. */
function filesOf(text: string): string[] {
  const [source, kustomization] = loadAll(text) as Source[];
  const scratch = new Scratch();
  try {
    scratch.commit();
    scratch.write('.ignored', source!.spec.ignore!);
    const { stdout } = scratch.shell('git ls-files --cached --ignored --exclude-from=.ignored');
    const ignored = stdout.split('\n');
    const folder = path.normalize(kustomization!.spec.path!);
    return fs.readdirSync(scratch.path(folder)).filter((file) => !ignored.includes(`${folder}/${file}`));
  } finally {
    scratch.remove();
  }
}

test('the two pairs of Flux have each file once, and that of the profiles alone', () => {
  const first = filesOf(FLUX);
  const second = filesOf(PROFILES);
  expect(second).toEqual(['75-profile-contents.k8s.yaml']);
  const { resources } = load(read('dist/manifests/Kustomization')) as { resources: string[] };
  expect([...first, ...second].sort()).toEqual([...resources].sort());
});

test('all of them name the folder that npm run synth writes', () => {
  const folders = [ARGO, FLUX, PROFILES].flatMap((text) =>
    [...text.matchAll(/^ +path: (.*)$/gm)].map((match) => path.normalize(match[1]!)),
  );
  expect(folders).toEqual(['dist/manifests', 'dist/manifests', 'dist/manifests']);
  expect(fs.existsSync(path.join(ROOT, 'dist/manifests/Kustomization'))).toBe(true);
});
