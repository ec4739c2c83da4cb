import { isSet, own } from '../read';
import { dns1123Label, pathSegment, qualifiedName } from '../../../facts/names';
import { isQuantity, parseMilli } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { validateObjectReference } from './autoscaler';
import { fields, items, reported, specsOf, textOr } from './spec';
import type { Fields } from './spec';

/** The field of each type, in the order in which the API server looks for them. */
const SOURCES: Readonly<Record<string, string>> = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
};

/** ACC052: by what a HorizontalPodAutoscaler measures. */
export const autoscalerMetrics: Rule = {
  id: 'ACC052',
  title: 'metrics of an autoscaler',
  severity: 'error',
  fix: 'give each metric its type, the one source of that type, and one target of that source',
  why: 'the API server refuses a metric that names no source or no target to reach',
  page: {
    reports:
      'a metric without a type or with one that is not known, without the source of its type, or with more than one source. In a source it reports what is missing (the name of the metric, the resource, the container, the object), a target type other than `Utilization`, `Value` and `AverageValue`, values that are not positive, a resource with both or none of `averageUtilization` and `averageValue`, a pods metric without `averageValue`, an object metric with neither `value` nor `averageValue` and an external metric with both or none of them. In `autoscaling/v1` it reports `targetCPUUtilizationPercentage` below 1.',
    mend: 'Write one source a metric, and in its target the value that belongs to its type.',
    before: `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: console
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: console
  maxReplicas: 10
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          value: 80
`,
    after: [['value: 80', 'averageUtilization: 80']],
  },
  *check(model, target) {
    for (const { manifest, path, spec } of specsOf(model, 'autoscaling', ['HorizontalPodAutoscaler'])) {
      if (manifest.object.apiVersion === 'autoscaling/v1') {
        yield* reported(manifest, (sink) => versionOne(spec, path, sink));
      } else {
        for (const [index, metric] of items(spec.metrics)) {
          yield* reported(manifest, (sink) => metricErrors(metric, [...path, 'metrics', index], target.minor, sink));
        }
      }
    }
  },
};

function versionOne(spec: Fields, path: FieldPath, sink: Sink): void {
  const percentage = spec.targetCPUUtilizationPercentage;
  if (typeof percentage === 'number' && percentage < 1) {
    sink(invalid([...path, 'targetCPUUtilizationPercentage'], percentage, 'must be greater than 0'));
  }
}

function metricErrors(metric: Fields, path: FieldPath, minor: number, sink: Sink): void {
  const type = textOr(metric.type, '');
  const expected = type === undefined ? undefined : own(SOURCES, type);
  if (type === '') sink(required([...path, 'type'], 'must specify a metric source type'));
  else if (type !== undefined && expected === undefined) {
    sink(notSupported([...path, 'type'], type, Object.keys(SOURCES)));
  }
  const present = Object.values(SOURCES).filter((field) => isSet(metric[field]));
  // Of several sources only the first is looked into.
  const source = present[0] === undefined ? undefined : fields(metric[present[0]]);
  if (source) sourceErrors(present[0]!, source, [...path, present[0]!], minor, sink);
  if (expected !== undefined && !isSet(metric[expected])) {
    sink(required([...path, expected], 'must populate information for the given metric source'));
  }
  if (present.length < 2) return;
  for (const field of present) {
    if (field !== expected) sink(forbidden([...path, field], 'must populate the given metric source only'));
  }
}

function sourceErrors(kind: string, source: Fields, path: FieldPath, minor: number, sink: Sink): void {
  const target = isSet(source.target) ? fields(source.target) : {};
  const targetAt = [...path, 'target'];
  if (kind === 'object') {
    const described = isSet(source.describedObject) ? fields(source.describedObject) : {};
    if (described) validateObjectReference(described, [...path, 'describedObject'], minor, true, sink);
  }
  if (kind === 'resource' || kind === 'containerResource') resourceNames(kind, source, path, sink);
  else metricName(source, [...path, 'metric'], sink);
  if (!target) return;
  targetErrors(target, targetAt, sink);
  const value = isSet(target.value);
  const averageValue = isSet(target.averageValue);
  const utilization = isSet(target.averageUtilization);
  const averageAt = [...targetAt, 'averageValue'];
  if (kind === 'resource' || kind === 'containerResource') {
    if (!utilization && !averageValue) {
      const detail = 'must set either a target raw value or a target utilization';
      sink(required([...targetAt, 'averageUtilization'], detail));
    }
    if (utilization && averageValue) {
      sink(forbidden(averageAt, 'may not set both a target raw value and a target utilization'));
    }
  } else if (kind === 'pods') {
    if (!averageValue) sink(required(averageAt, 'must specify a positive target averageValue'));
  } else if (!value && !averageValue) {
    const other = kind === 'object' ? 'value or averageValue' : 'value for metric or a per-pod target';
    sink(required(averageAt, `must set either a target ${other}`));
  } else if (kind === 'external' && value && averageValue) {
    sink(forbidden([...targetAt, 'value'], 'may not set both a target value for metric and a per-pod target'));
  }
}

function resourceNames(kind: string, source: Fields, path: FieldPath, sink: Sink): void {
  const name = textOr(source.name, '');
  if (name === '') sink(required([...path, 'name'], 'must specify a resource name'));
  if (kind === 'resource') return;
  if (name !== undefined && name !== '') {
    const known = /^(cpu|memory|ephemeral-storage|hugepages-.*)$/s.test(name);
    const standard = name.includes('/') || known ? undefined : 'must be a standard resource for containers';
    const problem = qualifiedName(name) ?? standard;
    if (problem !== undefined) sink(invalid([...path, 'name'], name, problem));
  }
  const container = textOr(source.container, '');
  if (container === '') sink(required([...path, 'container'], 'must specify a container'));
  else if (container !== undefined) {
    const problem = dns1123Label(container);
    if (problem !== undefined) sink(invalid([...path, 'container'], container, problem));
  }
}

function metricName(source: Fields, path: FieldPath, sink: Sink): void {
  const metric = isSet(source.metric) ? fields(source.metric) : {};
  const name = metric && textOr(metric.name, '');
  if (name === '') sink(required([...path, 'name'], 'must specify a metric name'));
  const problem = name === undefined ? undefined : pathSegment(name);
  if (problem !== undefined) sink(invalid([...path, 'name'], name, problem));
}

function targetErrors(target: Fields, path: FieldPath, sink: Sink): void {
  const type = textOr(target.type, '');
  if (type === '') sink(required([...path, 'type'], 'must specify a metric target type'));
  else if (type !== undefined && !['Utilization', 'Value', 'AverageValue'].includes(type)) {
    sink(invalid([...path, 'type'], type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const field of ['value', 'averageValue']) {
    const value = target[field];
    if (isQuantity(value) && (parseMilli(value) ?? 0n) <= 0n)
      sink(invalid([...path, field], value, 'must be positive'));
  }
  const utilization = target.averageUtilization;
  if (typeof utilization === 'number' && utilization < 1) {
    sink(invalid([...path, 'averageUtilization'], utilization, 'must be greater than 0'));
  }
}
