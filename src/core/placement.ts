import { ApiObject, JsonPatch } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { kindOf, requireConstruct, requireFields, requireMapping } from '../facts/given';
import { labelValue, qualifiedName } from '../facts/names';
import { copy } from './copy';
import { fail } from './fail';
import { requireEach, requireOf } from './require-each';
import type { Taint } from './taint';

/** Where the objects of other libraries have their pods' spec. */
const POD_SPEC: Readonly<Record<string, string>> = {
  Pod: '/spec',
  CronJob: '/spec/jobTemplate/spec/template/spec',
  ...Object.fromEntries(
    ['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'].map((kind) => [kind, '/spec/template/spec']),
  ),
};

/** What makes up a {@link Placement}. */
export interface PlacementProps {
  /**
   * Taints that the pod tolerates, each exactly.
   * @default - none
   */
  readonly taints?: readonly Taint[];

  /**
   * Tolerations beside those of `taints`.
   * @default - none
   */
  readonly tolerations?: readonly k8s.Toleration[];

  /**
   * Labels that the node has.
   * @default - any node
   */
  readonly nodeSelector?: Readonly<Record<string, string>>;

  /**
   * Node selector terms of which the node fulfils at least one.
   * @default - any node
   */
  readonly nodeSelectorTerms?: readonly k8s.NodeSelectorTerm[];
}

/**
 * What a pod needs to land on certain nodes: tolerations, and a node selector or required node affinity.
 * `NodePool.placement()` gives that of a pool; `Placement.labels` is for nodes that carry labels but belong to no pool known here.
 * It says where a pod may go; it makes no node.
 */
export class Placement {
  /**
   * Nodes with these labels, as document 001 reserves nodes by `leafai.affinity`.
   *
   * @example
   * Placement.labels({ 'leafai.affinity': 'production' });
   */
  public static labels(labels: Readonly<Record<string, string>>): Placement {
    return new Placement({ nodeSelector: labels });
  }

  /** What the pods tolerate, as the API server has it. */
  public readonly tolerations: readonly k8s.Toleration[];
  /** The labels that a node must have. */
  public readonly nodeSelector: Readonly<Record<string, string>>;
  /** Of these terms the node fulfils at least one; none means any node. */
  public readonly nodeSelectorTerms: readonly k8s.NodeSelectorTerm[];

  /** @throws where a label of the node selector is not of Kubernetes' syntax, or a property is none of these */
  public constructor(props: PlacementProps) {
    requireFields('a Placement', props, ['taints', 'tolerations', 'nodeSelector', 'nodeSelectorTerms']);
    requireEach('taints of a Placement', props.taints, 'toleration', 'a Taint, such as Taint.gpu()');
    for (const field of ['tolerations', 'nodeSelectorTerms'] as const) {
      const list: unknown = props[field];
      if (list !== undefined && !Array.isArray(list))
        throw new Error(`${field} of a Placement is ${kindOf(list)}, allowed is a list`);
    }
    if (props.nodeSelector !== undefined)
      requireMapping('nodeSelector of a Placement', props.nodeSelector, ["names and texts, such as { pool: 'a100' }"]);
    for (const [key, value] of Object.entries(props.nodeSelector ?? {})) {
      const given: unknown = value;
      if (typeof given !== 'string') throw new Error(`node selector '${key}' is ${kindOf(given)}, allowed is text`);
      const problem = qualifiedName(key) ?? labelValue(value);
      if (problem !== undefined) throw new Error(`node selector '${key}: ${value}' ${problem}`);
    }
    const own = (props.taints ?? []).map((taint) => taint.toleration());
    this.tolerations = unique([...own, ...copy(props.tolerations ?? [])]);
    this.nodeSelector = copy(props.nodeSelector ?? {});
    this.nodeSelectorTerms = copy(props.nodeSelectorTerms ?? []);
  }

  /**
   * A node that fulfils both placements, tolerating what either tolerates.
   *
   * @throws where the two select different values of one label, for no node has both
   */
  public and(other: Placement): Placement {
    requireOf('what Placement.and is given', other, 'and', 'a Placement, such as pool.placement()');
    for (const [key, value] of Object.entries(other.nodeSelector)) {
      const own = this.nodeSelector[key];
      if (own !== undefined && own !== value) {
        throw new Error(`node selector '${key}' is '${own}' and also '${value}', and no node has both`);
      }
    }
    const [a, b] = [this.nodeSelectorTerms, other.nodeSelectorTerms];
    return new Placement({
      tolerations: [...this.tolerations, ...other.tolerations],
      nodeSelector: { ...this.nodeSelector, ...other.nodeSelector },
      // Terms are alternatives, so both hold where any of these and any of those do.
      nodeSelectorTerms:
        a.length > 0 && b.length > 0 ? a.flatMap((left) => b.map((right) => both(left, right))) : [...a, ...b],
    });
  }

  /**
   * Places the pods of a workload that is not of this library, such as a Deployment of cdk8s-plus. Constructs of this library take the
   * placement as a property. What the workload says itself of tolerations, of its node selector or of affinity, as by `scheduling` of
   * cdk8s-plus, is replaced where this placement says something of the same field.
   *
   * @throws where it is no workload
   * @example
   * import { App, Chart } from 'cdk8s';
   * import * as kplus from 'cdk8s-plus-27';
   * import { Placement, Taint } from 'cdk8s-ml-platform';
   *
   * const chart = new Chart(new App(), 'web', { namespace: 'ml' });
   * const web = new kplus.Deployment(chart, 'web', { containers: [{ image: 'ghcr.io/example/web:1.0' }] });
   * new Placement({ taints: [Taint.gpu()], nodeSelector: { pool: 'a100' } }).applyTo(web);
   */
  public applyTo(workload: IConstruct): void {
    requireConstruct('the workload of Placement.applyTo', workload);
    const object = objectOf(workload);
    const path = POD_SPEC[object.kind];
    if (path === undefined)
      throw fail(
        workload,
        `a ${object.kind} has no pods to place, allowed are ${Object.keys(POD_SPEC).sort().join(', ')}`,
      );
    const fields = {
      ...(this.tolerations.length > 0 && { tolerations: this.tolerations }),
      ...(Object.keys(this.nodeSelector).length > 0 && { nodeSelector: this.nodeSelector }),
      ...(this.nodeSelectorTerms.length > 0 && {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: this.nodeSelectorTerms },
          },
        },
      }),
    };
    for (const [field, value] of Object.entries(fields))
      object.addJsonPatch(JsonPatch.add(`${path}/${field}`, copy(value)));
  }
}

function objectOf(workload: IConstruct): ApiObject {
  try {
    return ApiObject.of(workload);
  } catch (error) {
    // cdk8s says that there is no ApiObject, which whoever gives a Chart never asked for.
    throw new Error(fail(workload, `has no pods to place, allowed is a workload, such as a Deployment`).message, {
      cause: error,
    });
  }
}

function both(a: k8s.NodeSelectorTerm, b: k8s.NodeSelectorTerm): k8s.NodeSelectorTerm {
  // A term that says nothing matches no node, and joined with another it would no longer be one.
  if (matchesNothing(a) || matchesNothing(b)) return {};
  const matchExpressions = [...(a.matchExpressions ?? []), ...(b.matchExpressions ?? [])];
  const matchFields = [...(a.matchFields ?? []), ...(b.matchFields ?? [])];
  return { ...(matchExpressions.length > 0 && { matchExpressions }), ...(matchFields.length > 0 && { matchFields }) };
}

function matchesNothing({ matchExpressions = [], matchFields = [] }: k8s.NodeSelectorTerm): boolean {
  return matchExpressions.length === 0 && matchFields.length === 0;
}

/** One of each, in the order of their first. */
function unique(tolerations: readonly k8s.Toleration[]): k8s.Toleration[] {
  const found = new Map<string, k8s.Toleration>();
  for (const toleration of tolerations) {
    const { key, operator = 'Equal', value = '', effect, tolerationSeconds } = toleration;
    const identity = JSON.stringify([key, operator, value, effect, tolerationSeconds]);
    if (!found.has(identity)) found.set(identity, toleration);
  }
  return [...found.values()];
}
