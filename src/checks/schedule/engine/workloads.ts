import { groupOf, typeOf } from '../../../facts/kinds';
import { list, number, record, text } from '../../accept/read';
import { valueAt } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { matches, selectorOf } from '../../reference/selector';
import type { Selector } from '../../reference/selector';
import { POD_TEMPLATES } from '../../pod-templates';
import type { Admission } from './pod/admission';
import { refusedByRanges } from './limits/limit-range';
import type { Refusal } from './limits/limit-range';
import { namespaceLimitsOf } from './limits/namespace-limits';
import { refusedByQuotas } from './limits/quota';
import { overheadOf, withLimitDefaults } from './pod/admission';
import { readPod } from './pod/pod';
import type { PodFacts } from './pod/pod';
import { readTolerations } from './pod/tolerations';
import type { TolerationFacts } from './pod/tolerations';

/** Pods that one manifest makes of one template. */
export interface Workload {
  readonly manifest: Manifest;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** Where the object with `metadata` and `spec` of the pod stands; empty for a Pod. */
  readonly path: FieldPath;
  /** The pod's spec as it stands there. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly pod: PodFacts;
  /** The pod's spec with the resources that LimitRanges fill in. */
  readonly admitted: Readonly<Record<string, unknown>>;
  /** Why LimitRanges and ResourceQuotas of its namespace refuse its pods. */
  readonly refusals: readonly Refusal[];
  /** How many of its pods run at once; 1 for a DaemonSet, which has one a node. */
  readonly replicas: number;
}

/** Roles of distributed training, each with a template of its own. */
const REPLICA_SPECS: Readonly<Record<string, string>> = {
  MPIJob: 'mpiReplicaSpecs',
  PaddleJob: 'paddleReplicaSpecs',
  PyTorchJob: 'pytorchReplicaSpecs',
  TFJob: 'tfReplicaSpecs',
  XGBoostJob: 'xgbReplicaSpecs',
};

/** All pods that manifests make, those that ended left out. A PodTemplate makes none. */
export function workloadsOf(model: Model, admission: Admission): readonly Workload[] {
  const defaults = podDefaultsOf(model);
  const limits = namespaceLimitsOf(model);
  const resized = verticallyScaled(model);
  return model.manifests.flatMap((manifest) => {
    const { apiVersion, kind, metadata } = manifest.object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
    const isTraining = Object.hasOwn(REPLICA_SPECS, kind) && groupOf(apiVersion) === 'kubeflow.org';
    const type = typeOf(apiVersion, kind);
    const own = type !== '/PodTemplate' && Object.hasOwn(POD_TEMPLATES, type) ? POD_TEMPLATES[type] : undefined;
    if (!isTraining && (!own || hasEnded(manifest))) return NONE;
    const namespace = text(record(metadata).namespace) ?? 'default';
    const { name, generateName } = record(metadata);
    const named = text(name) ?? text(generateName) ?? '';
    const at = (path: FieldPath, replicas: number): Workload => {
      const template = valueAt(manifest.object, path);
      const given = readPod(template, namespace, admission);
      const spec = record(record(template).spec);
      const here = limits.get(namespace);
      const admitted = here ? withLimitDefaults(spec, namespace, admission) : spec;
      const isJudged = here && !isThere(manifest) && !resized.has(`${kind}/${namespace}/${named}`);
      const refusals = isJudged
        ? [
            ...refusedByRanges(admitted, overheadOf(spec, admission), here.ranges),
            ...refusedByQuotas(admitted, given.requests, here.quotas),
          ]
        : NO_REFUSALS;
      const pod = given.refused === undefined && refusals[0] ? { ...given, refused: refusals[0].message } : given;
      return {
        manifest,
        kind,
        namespace,
        name: named,
        path,
        spec,
        admitted,
        refusals,
        pod: kind === 'DaemonSet' ? ofDaemonSet(pod) : withDefaults(pod, defaults.get(namespace) ?? []),
        replicas,
      };
    };
    if (isTraining) {
      const path = ['spec', REPLICA_SPECS[kind]!];
      return Object.entries(record(valueAt(manifest.object, path))).map(([role, one]) =>
        at([...path, role, 'template'], number(record(one).replicas) ?? 1),
      );
    }
    return own ? [at(own, replicasOf(kind, record(manifest.object.spec)))] : NONE;
  });
}

const NONE: readonly Workload[] = [];
const NO_REFUSALS: readonly Refusal[] = [];

/** Whether a pod was let in already, so that no LimitRange or quota of today is asked of it. */
function isThere({ object }: Manifest): boolean {
  return object.kind === 'Pod' && text(record(object.status).phase) !== undefined;
}

/** What VerticalPodAutoscalers give other resources when its pods are made, as `KIND/NAMESPACE/NAME`. */
function verticallyScaled(model: Model): ReadonlySet<string> {
  return new Set(
    model.ofKind('autoscaling.k8s.io', 'VerticalPodAutoscaler').flatMap(({ object }) => {
      const { targetRef, updatePolicy } = record(object.spec);
      const { kind, name } = record(targetRef);
      if (record(updatePolicy).updateMode === 'Off') return [];
      return [`${text(kind) ?? ''}/${text(record(object.metadata).namespace) ?? 'default'}/${text(name) ?? ''}`];
    }),
  );
}

function hasEnded({ object }: Manifest): boolean {
  const phase = object.kind === 'Pod' ? record(object.status).phase : undefined;
  return phase === 'Succeeded' || phase === 'Failed';
}

function replicasOf(kind: string, spec: Readonly<Record<string, unknown>>): number {
  if (kind === 'Pod' || kind === 'DaemonSet') return 1;
  if (kind === 'CronJob') return number(record(record(spec.jobTemplate).spec).parallelism) ?? 1;
  if (kind === 'ScaledJob') return number(spec.maxReplicaCount) ?? 100;
  return number(kind === 'Job' ? spec.parallelism : spec.replicas) ?? 1;
}

/** A PodDefault of Kubeflow, as far as schedulers see what it adds. */
interface PodDefault {
  readonly selector: Selector;
  readonly tolerations: readonly TolerationFacts[];
}

function podDefaultsOf(model: Model): ReadonlyMap<string, readonly PodDefault[]> {
  const byNamespace = new Map<string, PodDefault[]>();
  for (const { object } of model.ofKind('kubeflow.org', 'PodDefault')) {
    const { selector, tolerations } = record(object.spec);
    const namespace = text(record(object.metadata).namespace) ?? 'default';
    const here = byNamespace.get(namespace) ?? [];
    byNamespace.set(namespace, here);
    here.push({ selector: selectorOf(selector), tolerations: readTolerations(tolerations) });
  }
  return byNamespace;
}

/** What the PodDefaults of a namespace add to pods that carry their label, where a profile's webhook is. */
function withDefaults(pod: PodFacts, defaults: readonly PodDefault[]): PodFacts {
  const added = defaults.flatMap(({ selector, tolerations }) => (matches(selector, pod.labels) ? tolerations : []));
  return added.length === 0 ? pod : { ...pod, tolerations: [...pod.tolerations, ...added] };
}

/**
 * What the DaemonSet controller adds to its pods.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations
 */
const DAEMON_TOLERATIONS: readonly TolerationFacts[] = [
  ...['not-ready', 'unreachable'].map((name) => ({ name, effect: 'NoExecute' })),
  ...['disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) => ({
    name,
    effect: 'NoSchedule',
  })),
].map(({ name, effect }) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', value: '', effect }));

function ofDaemonSet(pod: PodFacts): PodFacts {
  return { ...pod, tolerations: [...pod.tolerations, ...DAEMON_TOLERATIONS] };
}

/** The names of claims that a StatefulSet makes for its pods, with the class of each. */
export function claimTemplates({ object }: Manifest): readonly Readonly<Record<string, unknown>>[] {
  return list(record(object.spec).volumeClaimTemplates).map((one) => record(record(one).spec));
}
