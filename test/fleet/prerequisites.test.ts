import * as fs from 'fs';
import * as path from 'path';
import { PREREQUISITES } from '../../src/fleet/prerequisites/catalogue';
import { isBefore } from '../../src/fleet/prerequisites/installed';
import { needsOf } from '../../src/fleet/prerequisites/needs';
import type { RenderedObject } from '../../src/fleet/rendered';
import { expectNothingLacks } from '../support/lacking';
import { contents, Place } from './fleet-folder';

const IMPORTS = path.resolve(__dirname, '../../imports');

describe('the catalogue', () => {
  test('has every group whose schemas this library holds objects against, once', () => {
    const groups = fs
      .readdirSync(IMPORTS)
      .filter((file) => file.endsWith('.schema.json') && !file.startsWith('kubernetes-'))
      .map((file) => file.replace('.schema.json', ''));
    const known = PREREQUISITES.flatMap((one) => one.groups);
    expectNothingLacks(
      'give each group of imports a row in src/fleet/prerequisites/catalogue.ts, which says what installs it',
      groups.filter((group) => !known.includes(group)),
    );
    expect(new Set(known).size).toBe(known.length);
    expect(new Set(PREREQUISITES.map(({ id }) => id)).size).toBe(PREREQUISITES.length);
  });

  test('has the versions that the schemas are of, where one project has both', () => {
    const { customResources } = JSON.parse(fs.readFileSync(path.join(IMPORTS, 'sources.json'), 'utf8')) as {
      customResources: { group: string; repository: string; ref: string }[];
    };
    // The controllers of Flux and the parts of Kubeflow have versions of their own; older versions of Karpenter are kept for old manifests.
    const others = ['flux', 'kubeflow', 'karpenter', 'argocd'];
    for (const { id, groups, version } of PREREQUISITES.filter((one) => !others.includes(one.id))) {
      const refs = customResources.filter(({ group }) => groups.includes(group)).map(({ ref }) => ref);
      expect(refs).not.toEqual([]);
      expectNothingLacks(
        `'${id}' of src/fleet/prerequisites/catalogue.ts has version ${version}; write the release there that imports/sources.json takes its kinds from, the same of all`,
        [...new Set(refs)].filter((ref) => ref !== `v${version}`),
      );
    }
  });
});

function object(apiVersion: string, kind: string, file: string): RenderedObject {
  return { apiVersion, kind, name: 'x', file };
}

describe('needs', () => {
  const objects = [
    object('cert-manager.io/v1', 'Certificate', '40-gateway'),
    object('cert-manager.io/v1', 'Issuer', '40-gateway'),
    object('cert-manager.io/v1', 'Certificate', '30-runner'),
    object('networking.istio.io/v1', 'Gateway', '40-gateway'),
    object('apps/v1', 'Deployment', '30-runner'),
    object('v1', 'Secret', '30-runner'),
  ];

  test('what each system needs, by the groups of its objects', () => {
    expect(needsOf(objects).map(({ prerequisite, needs }) => [prerequisite.id, needs])).toEqual([
      [
        'cert-manager',
        [
          { system: '40-gateway', kinds: ['cert-manager.io/v1 Certificate', 'cert-manager.io/v1 Issuer'] },
          { system: '30-runner', kinds: ['cert-manager.io/v1 Certificate'] },
        ],
      ],
      ['istio', [{ system: '40-gateway', kinds: ['networking.istio.io/v1 Gateway'] }]],
    ]);
  });

  test.each<[string, string[] | undefined, string[]]>([
    ['not said', undefined, ['unknown', 'unknown']],
    ['nothing', [], ['missing', 'missing']],
    ['one', ['istio'], ['missing', 'installed']],
    ['both', ['istio@1.22', 'cert-manager@v1.9.1'], ['installed', 'installed']],
    ['one too old for the version of the API', ['istio@1.21.6', 'cert-manager'], ['installed', 'outdated']],
  ])('where the cluster has %s', (_, installed, states) => {
    expect(needsOf(objects, { installed }).map(({ state }) => state)).toEqual(states);
  });

  test('an older version of an API is served by an older release', () => {
    const beta = [object('networking.istio.io/v1beta1', 'Gateway', '40-gateway')];
    expect(needsOf(beta, { installed: ['istio@1.21.6'] })[0]!.state).toBe('installed');
  });

  test.each<[string, string, boolean]>([
    ['1.21.6', '1.22.0', true],
    ['1.22', '1.22.0', false],
    ['1.22.0', '1.22', false],
    ['1.9.0', '1.10.0', true],
    ['2.0.0-rc.1', '2.0.0', false],
  ])('%s before %s: %s', (a, b, expected) => {
    expect(isBefore(a, b)).toBe(expected);
  });
});

describe('the report', () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  const TEXT = `base: platform.yaml
installed: []
clusters:
  one: {}
  two: {}
  has: { installed: [karpenter@1.14.2] }
  old: { installed: [karpenter@0.37] }
`;

  test('tells what a cluster lacks before anything is applied, and once for all clusters', () => {
    const report = place.fleet(TEXT).synth({ outdir: place.path('out') });
    expect(report.clusters.map(({ name, state, lacks }) => [name, state, lacks])).toEqual([
      ['one', 'written', ['karpenter']],
      ['two', 'written', ['karpenter']],
      ['has', 'written', []],
      ['old', 'written', ['karpenter']],
    ]);
    const source =
      'on AKS: az aks update --node-provisioning-mode Auto; elsewhere its CRDs before the controller; https://learn.microsoft.com/azure/aks/node-autoprovision';
    const who = '10-capacity (karpenter.azure.com/v1beta1 AKSNodeClass, karpenter.sh/v1 NodePool)';
    expect(report.messages).toEqual([
      {
        severity: 'prerequisite',
        clusters: ['one', 'two'],
        text: `lacks karpenter, such as 1.14.2: needed by ${who}\n${source}`,
      },
      {
        severity: 'prerequisite',
        clusters: ['old'],
        text: `has karpenter 0.37, and needs 1.0.0 or later: needed by ${who}\n${source}`,
      },
    ]);
  });

  test('says nothing where the fleet does not say what a cluster has, and lists it', () => {
    const report = place.fleet(TEXT.replace('installed: []\n', '')).synth({ outdir: place.path('out') });
    expect([report.clusters[0]!.lacks, report.clusters[0]!.unknown]).toEqual([[], ['karpenter']]);
    const [need] = JSON.parse(contents(place.path('out', 'one'))['prerequisites.json']!) as object[];
    expect(need).toMatchObject({ id: 'karpenter', state: 'unknown', atLeast: '1.0.0' });
  });

  test('holds the release of Flux against what the delivery asks of it', () => {
    const flux = (repository: string, installed: string): string[] => {
      const delivery = `{ engine: flux, repository: "${repository}" }`;
      const text = `base: platform.yaml\ndelivery: ${delivery}\ninstalled: [karpenter, ${installed}]\nclusters: { one: {} }\n`;
      const report = place.fleet(text).synth({ outdir: place.path('out') });
      return report.messages.map(({ text: said }) => said.split('\n')[0]!);
    };
    const git = 'https://git.example.com/f.git';
    expect(flux(git, 'flux@2.5.0')).toEqual([]);
    expect(flux(git, 'keda')).toEqual([]);
    expect(flux(git, 'flux@2.4.0')).toEqual([
      'has flux 2.4.0, and needs 2.5.0 or later: needed by delivery (kustomize.toolkit.fluxcd.io/v1 Kustomization, source.toolkit.fluxcd.io/v1 GitRepository)',
    ]);
    expect(flux('oci://registry.example.com/f', 'flux@2.5.0')).toEqual([
      'has flux 2.5.0, and needs 2.6.0 or later: needed by delivery (kustomize.toolkit.fluxcd.io/v1 Kustomization, source.toolkit.fluxcd.io/v1 OCIRepository)',
    ]);
  });

  test('what is installed is not delivered', () => {
    const gateway = `gateway: { host: ml.example.com, issuer: { selfSignedCa: {} } }\n`;
    const base = `target: { provider: aks, kubernetes: '1.34' }\n${gateway}`;
    const delivery = '{ engine: flux, repository: https://git.example.com/f.git, prerequisites: flux }';
    const text = `base: platform.yaml\ndelivery: ${delivery}\nclusters: { one: { installed: [cert-manager] } }\n`;
    const report = place.fleet(text, base).synth({ outdir: place.path('out') });
    expect(report.clusters[0]!.lacks).toEqual([]);
    expect(Object.keys(contents(place.path('out', 'one'))).filter((file) => file.startsWith('prerequisites/'))).toEqual(
      ['prerequisites/istio.yaml'],
    );
  });
});
