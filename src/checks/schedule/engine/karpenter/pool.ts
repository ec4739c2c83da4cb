import { groupOf } from '../../../../facts/kinds';
import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import { labelsOf } from '../../../reference/selector';
import { readAmounts } from '../amounts';
import type { Amounts } from '../amounts';
import { readTaints } from '../pod/tolerations';
import type { TaintFacts } from '../pod/tolerations';
import { CAPACITY_TYPE, isRestricted, knownCapacityTypes } from './labels';
import { Requirement } from './requirement';
import { Requirements } from './requirements';
import type { WellKnown } from './requirements';

/** A NodePool as Karpenter reads it. */
export interface PoolFacts {
  readonly manifest: Manifest;
  readonly name: string;
  readonly nodeClass: { readonly group: string; readonly kind: string; readonly name: string };
  /** What its nodes are, by requirements, labels, its name and its node class. */
  readonly requirements: Requirements;
  /** The requirements of its spec alone. */
  readonly own: readonly Requirement[];
  readonly labels: ReadonlyMap<string, string>;
  readonly taints: readonly TaintFacts[];
  /** Taints that go away once the node has started. */
  readonly startupTaints: readonly TaintFacts[];
  readonly limits: Amounts;
  readonly weight: number;
  /** The fixed number of nodes of a static pool. */
  readonly replicas: number | undefined;
  /** Whether somebody deleted it, so that it only waits for its nodes to go. */
  readonly isDeleted: boolean;
}

const KINDS: readonly (readonly [pattern: RegExp, group: string, kind: string])[] = [
  [/^karpenter\.azure\.com\//, 'karpenter.azure.com', 'AKSNodeClass'],
  [/^karpenter\.k8s\.aws\//, 'karpenter.k8s.aws', 'EC2NodeClass'],
];

/** Reads a NodePool of `karpenter.sh/v1` or `v1beta1`, which may leave out the group and kind of its node class. */
export function readPool(manifest: Manifest, defaultGroup: string | undefined): PoolFacts {
  const { metadata, spec } = manifest.object;
  const name = text(record(metadata).name) ?? '';
  const { template, limits, weight, replicas } = record(spec);
  const inner = record(record(template).spec);
  const own = list(inner.requirements).map((one) => {
    const { key, operator, values, minValues } = record(one);
    const given = list(values).flatMap((value) => text(value) ?? []);
    return Requirement.of({ key: text(key) ?? '', operator: text(operator) ?? '', values: given }, number(minValues));
  });
  const labels = labelsOf(record(record(template).metadata).labels);
  const nodeClass = nodeClassOf(inner.nodeClassRef, [...own.map(({ key }) => key), ...labels.keys()], defaultGroup);
  const all = new Map([...labels, ['karpenter.sh/nodepool', name]]);
  if (nodeClass.group !== '') all.set(`${nodeClass.group}/${nodeClass.kind.toLowerCase()}`, nodeClass.name);
  return {
    manifest,
    name,
    nodeClass,
    requirements: Requirements.of(own).and(Requirements.ofLabels(all)),
    own,
    labels,
    taints: readTaints(inner.taints),
    startupTaints: readTaints(inner.startupTaints),
    limits: readAmounts(limits),
    weight: number(weight) ?? 0,
    replicas: number(replicas),
    isDeleted: (record(metadata).deletionTimestamp ?? undefined) !== undefined,
  };
}

function nodeClassOf(
  reference: unknown,
  keys: readonly string[],
  defaultGroup: string | undefined,
): PoolFacts['nodeClass'] {
  const { group, apiVersion, kind, name } = record(reference);
  const known = KINDS.find(
    ([pattern, itsGroup, itsKind]) =>
      keys.some((key) => pattern.test(key)) || kind === itsKind || defaultGroup === itsGroup,
  );
  const given = text(group) ?? (apiVersion === undefined ? '' : groupOf(apiVersion));
  return {
    group: given === '' ? (known?.[1] ?? '') : given,
    kind: text(kind) ?? known?.[2] ?? '',
    name: text(name) ?? '',
  };
}

/**
 * Why Karpenter takes a pool for not ready, whatever pod comes: a label or requirement that is not for pools, values that do not
 * exist, or a taint that it has twice.
 *
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/apis/v1/nodepool_validation.go
 */
export function poolProblem(pool: PoolFacts, isWellKnown: WellKnown): string | undefined {
  const { own, labels, taints, startupTaints } = pool;
  for (const key of [...own.map((one) => one.key), ...labels.keys()]) {
    if (key === 'karpenter.sh/nodepool' || isRestricted(key, isWellKnown)) {
      return `NodePool is not ready: label ${key} is restricted`;
    }
  }
  for (const requirement of own) {
    if (requirement.key !== CAPACITY_TYPE || requirement.operator() !== 'In') continue;
    const known = knownCapacityTypes(requirement.values);
    if (known.length === 0) return `NodePool is not ready: no valid values found for ${requirement.key}`;
    if (known.length < (requirement.minValues ?? 0)) {
      return `NodePool is not ready: not enough valid values found for ${requirement.key}`;
    }
  }
  const twice = duplicate([...taints, ...startupTaints].map(({ key, effect }) => `${key}=${effect}`));
  return twice === undefined ? undefined : `NodePool is not ready: duplicate taint Key/Effect pair ${twice}`;
}

function duplicate(texts: readonly string[]): string | undefined {
  return texts.find((one, index) => texts.indexOf(one) !== index);
}

/** In the order in which Karpenter tries pools: the heaviest first, and of one weight by name, the last first. */
export function byWeight(pools: readonly PoolFacts[]): readonly PoolFacts[] {
  return [...pools].sort((a, b) => b.weight - a.weight || (a.name < b.name ? 1 : a.name > b.name ? -1 : 0));
}
