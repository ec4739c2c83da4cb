import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { InputError } from '../../src/checks/model/input-error';
import type { KubernetesObject, Manifest } from '../../src/checks/manifest';
import { Target } from '../../src/facts/target';
import { migrate } from '../../src/migrate/migrate';
import { toText } from '../../src/migrate/report';
import { DOCUMENTED, INNOCENT, PLATFORM } from './support/corpus';
import type { Cluster } from './support/corpus';
import { difference, everything } from './support/everything';
import { misfit, ODD, pathsOf, put } from './support/mutations';
import type { Path } from './support/mutations';
import { fuzz } from './support/runs';

const TARGET = Target.aks('1.34');

/** Clusters by their names, so that a failure does not print all of one. */
const CLUSTERS = new Map([PLATFORM, ...DOCUMENTED, ...INNOCENT].map((one): [string, Cluster] => [one.name, one]));

interface Broken {
  readonly cluster: string;
  readonly index: number;
  readonly path: Path;
  readonly by: unknown;
}

/** One field of one object holds what does not belong there. */
const broken = fc
  .oneof(
    { weight: 5, arbitrary: fc.constantFrom(...INNOCENT) },
    { weight: 4, arbitrary: fc.constantFrom(...DOCUMENTED) },
    { weight: 1, arbitrary: fc.constant(PLATFORM) },
  )
  .chain((cluster) =>
    fc.nat(cluster.manifests.length - 1).chain((index) =>
      fc.record<Broken>({
        cluster: fc.constant(cluster.name),
        index: fc.constant(index),
        path: fc.constantFrom(...pathsOf(cluster.manifests[index]!.object)),
        by: misfit,
      }),
    ),
  );

const METHODS = { toString: 'x', hasOwnProperty: 'x', length: -1 };
/** What failed once. */
const KEPT: readonly Broken[] = [
  { cluster: 'dist/manifests', index: 3, path: ['spec', 'template', 'spec'], by: { constructor: 'x' } },
  { cluster: 'dist/manifests', index: 0, path: ['metadata', 'name'], by: METHODS },
  { cluster: 'dist/manifests', index: 7, path: ['metadata', 'namespace'], by: METHODS },
  { cluster: 'dist/manifests', index: 7, path: ['kind'], by: METHODS },
  { cluster: 'dist/manifests', index: 9, path: ['rules', 0, 'resources'], by: [{}] },
  { cluster: 'dist/documented/000-aws', index: 0, path: ['kind'], by: 'constructor' },
  { cluster: 'test/false-alarms/manifests/kubeflow.yaml', index: 0, path: ['metadata', 'name'], by: {} },
];

function applied({ cluster, index, path, by }: Broken): readonly Manifest[] {
  return CLUSTERS.get(cluster)!.manifests.map((manifest, at) => {
    if (at !== index) return manifest;
    return {
      object: put(manifest.object, path, by) as KubernetesObject,
      origin: { file: 'broken.yaml', document: at },
    };
  });
}

/** A text of the manifest may say these words itself. */
function requireNothingOdd(command: string, output: string, given: string): void {
  const odd = ODD.exec(output)?.[0];
  if (odd !== undefined && !given.includes(odd)) {
    const at = output.indexOf(odd);
    throw new Error(`${command} prints ${odd}: ${output.slice(Math.max(0, at - 80), at + 80)}`);
  }
}

fuzz(
  'whatever stands in a field, no command fails, and none prints what JavaScript writes for want of a text',
  broken,
  (one) => {
    const manifests = applied(one);
    const given = JSON.stringify(manifests.map(({ object }) => object));
    for (const [command, output] of Object.entries(everything(manifests, TARGET)))
      requireNothingOdd(command, output, given);
    requireNothingOdd('diff', difference(CLUSTERS.get(one.cluster)!.manifests, manifests, TARGET), given);
    requireNothingOdd('diff back', difference(manifests, CLUSTERS.get(one.cluster)!.manifests, TARGET), given);
    expect(JSON.stringify(manifests.map(({ object }) => object))).toBe(given);
  },
  { divideBy: 2, examples: KEPT },
);

fuzz(
  'migrate takes or refuses it',
  broken,
  (one) => {
    const { object } = applied(one)[one.index]!;
    const text = stringify(object, { aliasDuplicateObjects: false });
    try {
      const files = migrate([{ file: 'broken.yaml', text }], { target: TARGET, istio: [1, 24] });
      requireNothingOdd('migrate', toText(files, false), text);
      const again = migrate([{ file: 'broken.yaml', text: files[0]!.migrated }], { target: TARGET, istio: [1, 24] });
      expect(again[0]!.migrated).toBe(files[0]!.migrated);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  },
  { divideBy: 2, examples: KEPT },
);
