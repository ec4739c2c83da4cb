import type { Target } from '../../../../facts/target';
import { list, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import { labelsOf } from '../../../reference/selector';
import { readTolerations, tolerates } from './tolerations';
import type { TolerationFacts } from './tolerations';

type Fields = Readonly<Record<string, unknown>>;

/** What the API server of the cluster adds to pods. */
export interface Admission {
  readonly minor: number;
  /** Whether the plugin ExtendedResourceToleration is on. */
  readonly extendedResourceToleration: boolean;
  /** RuntimeClasses by name. */
  readonly runtimeClasses: ReadonlyMap<string, Fields>;
  /** Container limits of LimitRanges, by namespace. */
  readonly containerLimits: ReadonlyMap<string, readonly Fields[]>;
}

/** A pod's spec with what admission adds to it. */
export interface Admitted {
  readonly spec: Fields;
  readonly nodeSelector: ReadonlyMap<string, string>;
  readonly tolerations: readonly TolerationFacts[];
  readonly addedTolerations: readonly string[];
  readonly overhead: unknown;
  readonly refused: string | undefined;
}

/** Reads what admission needs of the manifests and the target. */
export function admissionOf(model: Model, target: Target): Admission {
  const runtimeClasses = new Map<string, Fields>();
  for (const { object } of model.ofKind('node.k8s.io', 'RuntimeClass')) {
    const name = text(record(object.metadata).name);
    if (name !== undefined) runtimeClasses.set(name, object);
  }
  const containerLimits = new Map<string, Fields[]>();
  for (const { object } of model.ofKind('', 'LimitRange')) {
    const namespace = text(record(object.metadata).namespace) ?? 'default';
    const limits = list(record(object.spec).limits).map(record);
    const ofContainers = limits.filter(({ type }) => type === 'Container');
    containerLimits.set(namespace, [...(containerLimits.get(namespace) ?? []), ...ofContainers]);
  }
  return {
    minor: target.minor,
    extendedResourceToleration: target.hasAdmissionPlugin('ExtendedResourceToleration'),
    runtimeClasses,
    containerLimits,
  };
}

/** What becomes of a pod's spec: defaults of LimitRanges, the RuntimeClass, and the tolerations that plugins add. */
export function admit(given: Fields, namespace: string, admission: Admission): Admitted {
  const spec = withLimitDefaults(given, namespace, admission);
  const runtime = admission.runtimeClasses.get(text(spec.runtimeClassName) ?? '') ?? {};
  const scheduling = record(runtime.scheduling);
  const nodeSelector = new Map(labelsOf(spec.nodeSelector));
  let refused: string | undefined;
  for (const [key, value] of labelsOf(scheduling.nodeSelector)) {
    const own = nodeSelector.get(key);
    if (own !== undefined && own !== value) {
      refused = `the RuntimeClass selects ${key}=${value} and the pod ${key}=${own}`;
    }
    nodeSelector.set(key, value);
  }
  const tolerations = [...readTolerations(spec.tolerations), ...readTolerations(scheduling.tolerations)];
  const addedTolerations: string[] = [];
  if (admission.extendedResourceToleration) {
    for (const key of extendedResources(spec)) {
      const added = { key, operator: 'Exists', value: '', effect: 'NoSchedule' };
      if (!tolerations.some((one) => one.key === key && one.operator === 'Exists' && one.effect === 'NoSchedule')) {
        addedTolerations.push(key);
        tolerations.push(added);
      }
    }
  }
  for (const key of ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']) {
    const taint = { key, value: '', effect: 'NoExecute' };
    if (!tolerations.some((one) => tolerates(one, taint))) tolerations.push({ ...taint, operator: 'Exists' });
  }
  const overhead = overheadOf(spec, admission);
  return { spec, nodeSelector, tolerations, addedTolerations, overhead, refused };
}

/** What the RuntimeClass of a pod takes beside its containers. */
export function overheadOf(spec: Fields, { runtimeClasses }: Admission): unknown {
  const runtime = runtimeClasses.get(text(spec.runtimeClassName) ?? '') ?? {};
  return spec.overhead ?? record(runtime.overhead).podFixed;
}

/** A pod's spec with the requests and limits that LimitRanges of its namespace give its containers. */
export function withLimitDefaults(spec: Fields, namespace: string, { containerLimits }: Admission): Fields {
  return withDefaults(spec, containerLimits.get(namespace) ?? []);
}

/** The names of the extended resources that containers ask for. */
export function extendedResources(spec: Fields): ReadonlySet<string> {
  const names = new Set<string>();
  for (const container of [...list(spec.containers), ...list(spec.initContainers)]) {
    const { requests, limits } = record(record(container).resources);
    for (const name of [...Object.keys(record(requests)), ...Object.keys(record(limits))]) {
      if (isExtended(name)) names.add(name);
    }
  }
  return names;
}

/** Whether a resource is one that a device plugin brings: it has a domain, and not Kubernetes' own. */
export function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/') && !name.startsWith('requests.');
}

function withDefaults(spec: Fields, limits: readonly Fields[]): Fields {
  if (limits.length === 0) return spec;
  const fill = (container: unknown): unknown => {
    const resources = record(record(container).resources);
    const limited: Record<string, unknown> = { ...record(resources.limits) };
    const requested: Record<string, unknown> = { ...limited, ...record(resources.requests) };
    for (const range of limits) {
      // As the API server fills in a LimitRange: limits from max, requests from limits and min.
      const limit = { ...record(range.max), ...record(range.default) };
      for (const [name, amount] of Object.entries(limit)) limited[name] ??= amount;
      const requests = { ...record(range.min), ...limit, ...record(range.defaultRequest) };
      for (const [name, amount] of Object.entries(requests)) requested[name] ??= amount;
    }
    return { ...record(container), resources: { ...resources, limits: limited, requests: requested } };
  };
  return {
    ...spec,
    containers: list(spec.containers).map(fill),
    initContainers: list(spec.initContainers).map(fill),
  };
}
