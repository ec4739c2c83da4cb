import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import type { Report, Rule } from '../rule';
import { isBlank, objectsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { duplicate, invalid, required } from '../accept/field-error';
import type { FieldError } from '../accept/field-error';
import { isSet, list, number, record, text } from '../accept/read';
import { cronTrigger } from './cron-trigger';
import { isWorkload, unset } from './resource-of-trigger';

/**
 * ADM010: KEDA takes the ScaledObject.
 *
 * @see https://github.com/kedacore/keda/blob/main/apis/keda/v1alpha1/scaledobject_webhook.go
 */
export const kedaScaledObject: Rule = {
  id: 'ADM010',
  title: 'ScaledObject that KEDA refuses',
  severity: 'warning',
  why: 'the admission webhook of KEDA refuses the object; where it does not run, two autoscalers fight over one workload, or none scales it',
  fix: 'give each workload one autoscaler, and triggers on cpu or memory a minReplicaCount above 0 and containers that request it',
  page: {
    reports:
      'a ScaledObject whose workload another ScaledObject or a HorizontalPodAutoscaler of the manifests scales already, one that takes an autoscaler over by name aside; two that name one autoscaler; triggers on cpu and memory alone with `minReplicaCount` 0, the default, for without a pod nothing is measured; such a trigger where a container requests none of it and no LimitRange of the namespace gives it; `idleReplicaCount` that is not below `minReplicaCount`; two triggers of one name; `useCachedMetrics` on a trigger that measures itself; a trigger of type cron without `timezone`, `start`, `end` or `desiredReplicas`, in a zone that there is not, or with a `start` or `end` that KEDA does not read: it takes five fields, also with `TZ=` or `CRON_TZ=` before them, which then holds in place of `timezone`, and neither `@daily` and its kin nor two times that are one; and a name of more than 63 characters. It is a warning, because the webhook is installed so that the API server goes on without it (failurePolicy Ignore).',
    mend: 'Delete the HorizontalPodAutoscaler: KEDA makes one of its own. Put all triggers of a workload into one ScaledObject.',
    before: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: web
  namespace: studioml
spec:
  scaleTargetRef:
    name: web
  maxReplicaCount: 4
  triggers:
    - type: cpu
      metricType: Utilization
      metadata:
        value: '60'
`,
    after: [['  maxReplicaCount: 4', '  minReplicaCount: 1\n  maxReplicaCount: 4']],
  },
  *check(model) {
    const all = model.ofKind('keda.sh', 'ScaledObject');
    for (const manifest of all) {
      for (const error of [...others(manifest, all, model), ...own(manifest, model)])
        yield { manifest, ...error } satisfies Report;
    }
  },
};

/** The namespace, the kind and the name of what an autoscaler scales, as one text. */
function targetOf({ object }: Manifest, version: string): string {
  const { apiVersion, kind, name } = record(record(object.spec).scaleTargetRef);
  const group = (isBlank(apiVersion) ? version : (text(apiVersion) ?? '')).split('/').slice(0, -1).join('/');
  return JSON.stringify([namespaceOf(object), group, isBlank(kind) ? 'Deployment' : kind, name]);
}

function namespaceOf(object: Fields): string {
  const { namespace } = record(object.metadata);
  return isBlank(namespace) ? 'default' : (text(namespace) ?? '');
}

function nameOf({ object }: Manifest): string {
  return text(record(object.metadata).name) ?? '';
}

function autoscalerOf(manifest: Manifest): string {
  const { advanced } = record(manifest.object.spec);
  const { name } = record(record(advanced).horizontalPodAutoscalerConfig);
  return isBlank(name) ? `keda-hpa-${nameOf(manifest)}` : (text(name) ?? '');
}

const HPA = ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'];

function* others(manifest: Manifest, all: readonly Manifest[], model: Model): Iterable<FieldError> {
  const target = targetOf(manifest, 'apps/v1');
  const path = ['spec', 'scaleTargetRef'];
  const { name } = record(record(manifest.object.spec).scaleTargetRef);
  for (const other of all) {
    if (nameOf(other) === nameOf(manifest) || namespaceOf(other.object) !== namespaceOf(manifest.object)) continue;
    if (targetOf(other, 'apps/v1') === target)
      yield invalid([...path, 'name'], name, `ScaledObject ${nameOf(other)} scales it, too`);
    else if (autoscalerOf(other) === autoscalerOf(manifest)) yield duplicate(HPA, autoscalerOf(manifest));
  }
  const annotations = record(record(manifest.object.metadata).annotations);
  const takesOver = annotations['scaledobject.keda.sh/transfer-hpa-ownership'] === 'true';
  for (const hpa of model.ofKind('autoscaling', 'HorizontalPodAutoscaler')) {
    const { ownerReferences, annotations: own } = record(hpa.object.metadata);
    if (targetOf(hpa, 'v1') !== target || record(own)['validations.keda.sh/hpa-ownership'] === 'false') continue;
    const owners = list(ownerReferences).map(record);
    if (owners.some((one) => one.kind === 'ScaledObject' && one.name === nameOf(manifest))) continue;
    if (takesOver && autoscalerOf(manifest) === nameOf(hpa)) continue;
    yield invalid([...path, 'name'], name, `HorizontalPodAutoscaler ${nameOf(hpa)} scales it, too`);
  }
}

const MEASURED: readonly unknown[] = ['cpu', 'memory'];

function* own(manifest: Manifest, model: Model): Iterable<FieldError> {
  const spec = record(manifest.object.spec);
  const name = nameOf(manifest);
  if (name.length > 63) yield invalid(['metadata', 'name'], name, 'must have 63 characters at most');
  else if (autoscalerOf(manifest).length > 63)
    yield invalid(
      ['metadata', 'name'],
      name,
      `makes an autoscaler of more than 63 characters, ${autoscalerOf(manifest)}`,
    );
  const least = number(spec.minReplicaCount) ?? 0;
  const idle = number(spec.idleReplicaCount);
  if (idle !== undefined && idle >= least)
    yield invalid(['spec', 'idleReplicaCount'], idle, `must be below minReplicaCount, which is ${least}`);
  const triggers = objectsOf(spec.triggers, ['spec', 'triggers']);
  const isMeasured = triggers.length > 0 && triggers.every(([one]) => MEASURED.includes(one.type));
  if (isMeasured && least === 0 && isWorkload(spec.scaleTargetRef))
    yield required(['spec', 'minReplicaCount'], 'triggers on cpu and memory alone need 1 or more, for 0 pods use none');
  const names = new Set<unknown>();
  for (const [trigger, path] of triggers) {
    if (!isBlank(trigger.name) && names.has(trigger.name)) yield duplicate([...path, 'name'], trigger.name);
    names.add(trigger.name);
    const isOwn = MEASURED.includes(trigger.type) || trigger.type === 'cron';
    if (isOwn && trigger.useCachedMetrics === true)
      yield invalid([...path, 'useCachedMetrics'], true, `a trigger of type ${text(trigger.type) ?? ''} has none`);
    if (trigger.type === 'cron') yield* cronTrigger(record(trigger.metadata), [...path, 'metadata']);
    if (!MEASURED.includes(trigger.type)) continue;
    const resource = text(trigger.type)!;
    const container = unset(model, manifest, resource, record(trigger.metadata).containerName);
    if (isSet(container))
      yield invalid(
        [...path, 'type'],
        resource,
        `container ${container ?? ''} of the workload requests no ${resource}, and no LimitRange gives it`,
      );
  }
}
