import { groupOf, kindFacts, typeOf } from '../../facts/kinds';
import { list, record, text } from '../accept/read';
import { valueAt } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { labelsOf, matches } from './selector';
import type { Selector } from './selector';
import { POD_TEMPLATES } from '../pod-templates';
import { once } from '../../facts/once';

/** The pods that one manifest makes. */
export interface Pods {
  readonly manifest: Manifest;
  readonly type: string;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** Labels that a controller gives its pods, of which no template tells the value. */
const GIVEN_LATE = [
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
];

/** Groups whose objects make no pods; any other custom object may be an operator's. */
const WITHOUT_PODS = [
  'bitnami.com',
  'cert-manager.io',
  'external-secrets.io',
  'gateway.networking.k8s.io',
  'karpenter.azure.com',
  'karpenter.k8s.aws',
  'karpenter.sh',
  'keda.sh',
  'networking.istio.io',
  'secrets-store.csi.x-k8s.io',
  'security.istio.io',
  'source.toolkit.fluxcd.io',
];
const WITHOUT_PODS_KINDS = ['PodMonitor', 'ServiceMonitor', 'PrometheusRule', 'PodDefault', 'Profile'];

/** The pods of a model by namespace and label, so that a selector reads few of them. */
export class PodIndex {
  private readonly byLabel = new Map<string, Pods[]>();
  private readonly byNamespace = new Map<string, Pods[]>();
  private readonly byManifest = new Map<Manifest, Pods>();
  private readonly custom = new Map<string, Set<string>>();

  public constructor(model: Model) {
    for (const manifest of model.manifests) this.add(manifest);
  }

  public of(manifest: Manifest): Pods | undefined {
    return this.byManifest.get(manifest);
  }

  public inNamespace(namespace: string): readonly Pods[] {
    return this.byNamespace.get(namespace) ?? [];
  }

  /** The pods of exactly this namespace that a selector selects. */
  public *selected(namespace: string, selector: Selector): Iterable<Pods> {
    const pods = [...selector.equal]
      .map(([key, value]) => this.byLabel.get(`${namespace}\n${key}\n${value}`) ?? [])
      .sort((a, b) => a.length - b.length)[0];
    for (const one of pods ?? this.inNamespace(namespace)) if (matches(selector, one.labels)) yield one;
  }

  /** Whether pods may be there for a selector, those of custom objects and those without a namespace included. */
  public mayHave(namespace: string, selector: Selector): boolean {
    const known: Selector = {
      equal: new Map([...selector.equal].filter(([key]) => !GIVEN_LATE.includes(key))),
      expressions: selector.expressions.filter(({ key }) => !GIVEN_LATE.includes(key)),
    };
    const values = [...selector.equal.values(), ...selector.expressions.flatMap((one) => one.values)];
    for (const where of new Set([namespace, '', ...(namespace === '' ? ['default'] : [])])) {
      for (const _one of this.selected(where, known)) return true;
      // The pods of an operator carry the name of the object that it works for.
      const names = this.custom.get(where);
      if (names && values.some((value) => names.has(value))) return true;
    }
    return false;
  }

  private add(manifest: Manifest): void {
    const { apiVersion, kind, metadata } = manifest.object;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return;
    const type = typeOf(apiVersion, kind);
    const namespace = text(record(metadata).namespace) ?? '';
    const template = Object.hasOwn(POD_TEMPLATES, type) ? POD_TEMPLATES[type] : undefined;
    if (template) {
      const labels = new Map(labelsOf(valueAt(manifest.object, [...template, 'metadata', 'labels'])));
      if (type === 'kubeflow.org/Notebook') notebookLabels(manifest, labels);
      const pods = { manifest, type, namespace, labels };
      this.byManifest.set(manifest, pods);
      push(this.byNamespace, namespace, pods);
      for (const [key, value] of labels) push(this.byLabel, `${namespace}\n${key}\n${value}`, pods);
    }
    if (mayMakePods(apiVersion, kind)) this.addCustom(manifest, namespace);
  }

  private addCustom({ object }: Manifest, namespace: string): void {
    const names = this.custom.get(namespace) ?? new Set<string>();
    this.custom.set(namespace, names);
    const { name, labels } = record(object.metadata);
    if (text(name)) names.add(text(name)!);
    for (const value of labelsOf(labels).values()) names.add(value);
  }
}

/** The index of a model, made once. */
export const podIndex = once((model: Model): PodIndex => new PodIndex(model));

/** Whether a controller made the object, as the YAML of a running cluster shows it. */
export function isOwned({ object }: Manifest): boolean {
  return list(record(object.metadata).ownerReferences).length > 0;
}

/** The notebook controller names its pods by the notebook and copies its labels. */
function notebookLabels({ object }: Manifest, labels: Map<string, string>): void {
  const { name, labels: own } = record(object.metadata);
  for (const [key, value] of labelsOf(own)) labels.set(key, value);
  for (const key of ['statefulset', 'notebook-name']) if (text(name)) labels.set(key, text(name)!);
}

function mayMakePods(apiVersion: string, kind: string): boolean {
  const group = groupOf(apiVersion);
  // The built-in groups have no dot or end so, and so do those of Kubernetes' own projects, such as LeaderWorkerSet.
  if (!group.includes('.') || WITHOUT_PODS.includes(group) || WITHOUT_PODS_KINDS.includes(kind)) return false;
  return !(group.endsWith('.k8s.io') && kindFacts(apiVersion, kind));
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const found = map.get(key);
  if (found) found.push(value);
  else map.set(key, [value]);
}
