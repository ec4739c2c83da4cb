import { record } from '../../checks/accept/read';
import { shownName } from '../../checks/manifest';
import type { Manifest } from '../../checks/manifest';
import type { Model } from '../../checks/model/model';
import { nameOf } from '../../checks/route/engine/objects';
import { planOf } from '../../checks/schedule/engine/plan';
import { groupOf } from '../../facts/kinds';
import { count } from '../../facts/count';
import { few } from '../effect';
import type { Effect, Judge, Sides } from '../effect';
import { isUnder } from '../field-change';
import type { FieldChange } from '../field-change';
import { excludedNodes } from './requirements';

const POOL = 'NodePool';
const isPool = (object: Manifest['object']): boolean =>
  object.kind === POOL && groupOf(object.apiVersion) === 'karpenter.sh';

/** Node classes: fields that nodes take up as they run, and those by which Karpenter chooses among what the cloud has. */
const CLASSES: Readonly<Record<string, { readonly still: readonly string[]; readonly chosen: readonly string[] }>> = {
  'karpenter.azure.com/AKSNodeClass': { still: ['spec.tags'], chosen: [] },
  'karpenter.k8s.aws/EC2NodeClass': {
    still: ['spec.ipPrefixCount'],
    chosen: [
      'amiSelectorTerms',
      'subnetSelectorTerms',
      'securityGroupSelectorTerms',
      'capacityReservationSelectorTerms',
    ].map((field) => `spec.${field}`),
  },
};

/**
 * Pools whose nodes drift: Karpenter replaces nodes whose pool has another template, or requirements that they do not fit. Limits, weight
 * and disruption replace none.
 *
 * @see https://karpenter.sh/docs/concepts/disruption/#drift
 */
export const driftedPool: Judge = function* ({ old, next, fields }, sides) {
  if (!old || !next || !isPool(next.object)) return;
  const template = fields.filter(
    ({ pattern }) =>
      isUnder(pattern, 'spec.template') && !isUnder(pattern, 'spec.template.spec.requirements') && !isFixed(pattern),
  );
  const excluded = excludedNodes(requirementsOf(old), requirementsOf(next));
  const name = nameOf(old);
  if (template.length > 0) {
    const paths = template.map(({ path }) => path.replace(/^spec\.template\.(spec\.)?/, ''));
    yield nodes(
      `replaces ${nodesOf(name, sides)}: ${few(paths)} ${paths.length === 1 ? 'differs' : 'differ'}`,
      name,
      sides,
    );
  } else if (excluded.length > 0) {
    yield nodes(`replaces ${few(excluded)}, of ${nodesOf(name, sides)}`, name, sides);
  }
};

/** Node classes whose nodes drift. */
export const driftedClass: Judge = function* ({ old, next, fields }, sides) {
  if (!old || !next) return;
  const group = groupOf(next.object.apiVersion);
  const known = CLASSES[`${group}/${shownName(next.object.kind)}`];
  if (!known) return;
  const changed = fields.filter(
    ({ pattern }) => isUnder(pattern, 'spec') && !known.still.some((field) => isUnder(pattern, field)),
  );
  if (changed.length === 0) return;
  const isChosen = ({ pattern }: FieldChange): boolean => known.chosen.some((field) => isUnder(pattern, field));
  const paths = changed.map(({ path }) => path.replace(/^spec\./, ''));
  for (const pool of poolsOf(sides.old, group, shownName(next.object.kind) ?? '', nameOf(next))) {
    const some = changed.every(isChosen) ? 'those that the new selection leaves out of ' : '';
    const reason = `replaces ${some}${nodesOf(pool, sides)}: ${few(paths)} ${paths.length === 1 ? 'differs' : 'differ'}`;
    yield nodes(reason, pool, sides);
  }
};

/** Pools that go away, and their nodes with them. */
export const removedPool: Judge = function* ({ old, next }, sides) {
  if (!old || next || !isPool(old.object)) return;
  yield nodes(`drains and removes ${nodesOf(nameOf(old), sides)}`, nameOf(old), sides);
};

function nodes(reason: string, pool: string, sides: Sides): Effect {
  const pods = podsOn(pool, sides);
  return { kind: 'nodes', disruptive: true, reason: `${reason}${pods === '' ? '' : `; on it can be ${pods}`}` };
}

/** How many nodes a pool has: those among the manifests, else what its limits allow. */
function nodesOf(pool: string, { old }: Sides): string {
  const found = old.ofKind('', 'Node').filter(({ object }) => {
    return record(record(object.metadata).labels)['karpenter.sh/nodepool'] === pool;
  });
  if (found.length > 0) return `the ${count(found.length, 'node')} of pool ${pool}`;
  const { limits, replicas } = record(old.find('karpenter.sh', POOL, '', pool)?.object.spec);
  if (typeof replicas === 'number') return `the ${count(replicas, 'node')} of pool ${pool}`;
  const shown = Object.entries(record(limits)).map(([name, amount]) => `${shownName(amount) ?? 0} ${name}`);
  return shown.length === 0
    ? `every node of pool ${pool}`
    : `every node of pool ${pool}, at most ${shown.join(', ')} in all`;
}

/** The workloads that the pool takes, DaemonSets left out. */
function podsOn(pool: string, { old, target }: Sides): string {
  const plan = planOf(old, target);
  const found = plan.workloads.filter(
    (one) => one.kind !== 'DaemonSet' && plan.answers.get(one)!.pools.some((taking) => taking.pool.facts.name === pool),
  );
  return few(
    found.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`),
    3,
  );
}

function poolsOf(model: Model, group: string, kind: string, name: string): readonly string[] {
  return model.ofKind('karpenter.sh', POOL).flatMap((pool) => {
    const ref = record(record(record(record(pool.object.spec).template).spec).nodeClassRef);
    const isIt = ref.name === name && (ref.kind ?? kind) === kind && (ref.group ?? group) === group;
    return isIt ? [nameOf(pool)] : [];
  });
}

/** What the API server refuses is no drift. */
function isFixed(pattern: string): boolean {
  return ['group', 'kind'].some((field) => pattern === `spec.template.spec.nodeClassRef.${field}`);
}

function requirementsOf({ object }: Manifest): unknown {
  return record(record(record(object.spec).template).spec).requirements;
}
