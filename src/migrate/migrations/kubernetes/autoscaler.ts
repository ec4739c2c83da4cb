import type { FieldPath } from '../../../checks/field-path';
import { isMapping } from '../../../facts/is-mapping';
import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';

/** What each old field of a metric says of its target: the type, and the name of the field there. */
const TARGETS: Readonly<Record<string, Readonly<Record<string, readonly [type: string, field: string]>>>> = {
  resource: {
    targetAverageUtilization: ['Utilization', 'averageUtilization'],
    targetAverageValue: ['AverageValue', 'averageValue'],
  },
  containerResource: {
    targetAverageUtilization: ['Utilization', 'averageUtilization'],
    targetAverageValue: ['AverageValue', 'averageValue'],
  },
  pods: { targetAverageValue: ['AverageValue', 'averageValue'] },
  // An object may have both; the average counts then.
  object: { averageValue: ['AverageValue', 'averageValue'], targetValue: ['Value', 'value'] },
  external: { targetAverageValue: ['AverageValue', 'averageValue'], targetValue: ['Value', 'value'] },
};

/** HorizontalPodAutoscaler before autoscaling/v2, and the workload that one of any version names by a removed version. */
export const AUTOSCALER: Migration = {
  id: 'kubernetes-autoscaler-v2',
  title: 'HorizontalPodAutoscaler of autoscaling/v2beta1 to autoscaling/v2',
  changes: [
    'Each metric gets metric.name, metric.selector and target with type and value.',
    'scaleTargetRef.apiVersion of a workload of extensions/v1beta1, apps/v1beta1 or apps/v1beta2 becomes apps/v1.',
  ],
  warnings: [],
  apply(object) {
    if (object.group !== 'autoscaling' || object.kind !== 'HorizontalPodAutoscaler') return;
    const ref = ['spec', 'scaleTargetRef', 'apiVersion'];
    if (/^(extensions\/v1beta1|apps\/v1beta[12])$/.test(object.text(ref) ?? '')) object.set(ref, 'apps/v1');
    if (object.apiVersion !== 'autoscaling/v2beta1') return;
    for (const [index, metric] of object.list(['spec', 'metrics']).entries()) {
      if (!isMapping(metric)) return object.refuse(['spec', 'metrics', index], 'is no mapping');
      for (const source of Object.keys(TARGETS))
        if (isMapping(metric[source])) metricOf(object, ['spec', 'metrics', index, source], source);
    }
    object.set(['apiVersion'], 'autoscaling/v2');
  },
};

function metricOf(object: ObjectEditor, path: FieldPath, source: string): void {
  if (source === 'object' && object.has([...path, 'target'])) object.rename([...path, 'target'], 'describedObject');
  const selector = source === 'external' ? 'metricSelector' : 'selector';
  if (object.has([...path, 'metricName'])) object.move([...path, 'metricName'], [...path, 'metric', 'name']);
  if (source !== 'resource' && source !== 'containerResource' && object.has([...path, selector]))
    object.move([...path, selector], [...path, 'metric', 'selector']);
  const given = Object.entries(TARGETS[source]!).filter(([field]) => object.has([...path, field]));
  if (given.length === 0) object.refuse(path, 'says no target value');
  if (given.length > 1 && source !== 'object')
    object.refuse(path, 'says more than one target value, take one of them away');
  for (const [index, [field, [type, name]]] of given.entries()) {
    if (index > 0) {
      object.warn([...path, field], `${String(object.at([...path, field]))} is removed, averageValue counts beside it`);
      object.remove([...path, field]);
      continue;
    }
    object.set([...path, 'target'], { type });
    object.move([...path, field], [...path, 'target', name]);
  }
}
