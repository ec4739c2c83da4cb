import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { InputError } from '../../src/checks/model/input-error';
import type { KubernetesObject, Manifest } from '../../src/checks/manifest';
import { Target } from '../../src/facts/target';
import { migrate } from '../../src/migrate/migrate';
import { toText } from '../../src/migrate/report';
import { DOCUMENTED, INNOCENT, PLATFORM } from './support/corpus';
import type { Cluster } from './support/corpus';
import { COMMANDS } from './support/everything';
import { misfit, ODD, pathsOf, put } from './support/mutations';
import type { Path } from './support/mutations';
import { membersOf, places } from './support/neighbours';
import type { Place } from './support/neighbours';
import { fuzz } from './support/runs';

const TARGET = Target.aks('1.34');

/** Clusters by their names, so that a failure does not print all of one. */
const CLUSTERS = new Map([PLATFORM, ...DOCUMENTED, ...INNOCENT].map((one): [string, Cluster] => [one.name, one]));

/** One field of one object holds what does not belong there. */
interface Broken extends Place {
  readonly path: Path;
  readonly by: unknown;
  /**
   * The command that is asked beside `check`.
   * @default - all
   */
  readonly command?: string;
}

/** One of many, so that a run is cheap and more fields are broken in the same time. */
const otherCommand = fc.constantFrom(...Object.keys(COMMANDS).filter((name) => name !== 'check'));

const broken = places([...CLUSTERS.values()]).chain((place) =>
  fc
    .record({ path: fc.constantFrom(...pathsIn(place)), by: misfit, command: otherCommand })
    .map((what): Broken => ({ ...place, ...what })),
);

const paths = new WeakMap<object, Path[]>();

function pathsIn({ cluster, index }: Place): readonly Path[] {
  const { object } = CLUSTERS.get(cluster)!.manifests[index]!;
  const found = paths.get(object) ?? pathsOf(object);
  paths.set(object, found);
  return found;
}

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
  {
    cluster: 'test/false-alarms/manifests/scheduling.yaml',
    index: 4,
    path: ['spec', 'dnsConfig', 'searches', 1],
    by: METHODS,
  },
];

function breakField({ cluster, index, path, by }: Broken): Manifest {
  const { object } = CLUSTERS.get(cluster)!.manifests[index]!;
  return { object: put(object, path, by) as KubernetesObject, origin: { file: 'broken.yaml', document: index } };
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
    const old = membersOf(CLUSTERS, one);
    const whole = CLUSTERS.get(one.cluster)!.manifests[one.index]!;
    const manifests = old.map((manifest) => (manifest === whole ? breakField(one) : manifest));
    const given = JSON.stringify(manifests.map(({ object }) => object));
    for (const [name, command] of Object.entries(COMMANDS)) {
      if (name !== 'check' && name !== (one.command ?? name)) continue;
      requireNothingOdd(name, command(manifests, old, TARGET), given);
    }
    expect(JSON.stringify(manifests.map(({ object }) => object))).toBe(given);
  },
  { examples: KEPT },
);

fuzz(
  'migrate takes or refuses it',
  broken,
  (one) => {
    const { object } = breakField(one);
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
  { examples: KEPT },
);
