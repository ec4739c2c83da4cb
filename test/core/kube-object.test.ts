import { ApiObject } from 'cdk8s';
import { KubeObject } from '../../src/core/kube-object';
import { testChart } from '../support/chart';

test('every field is rendered as it is given, also those that no class knows', () => {
  const object = {
    apiVersion: 'example.com/v1',
    kind: 'Thing',
    metadata: { name: 'a' },
    spec: { x: 1 },
    extra: [{}],
    flag: false,
  };
  expect(new KubeObject(testChart(), 'thing', object).toJson()).toEqual({
    ...object,
    metadata: { name: 'a', namespace: 'ml' },
  });
});

test.each([
  ['v1', 'Namespace'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  ['karpenter.sh/v1', 'NodePool'],
])('an object of the cluster-scoped kind %s %s has no namespace, also in a chart that has one', (apiVersion, kind) => {
  expect(
    new KubeObject(testChart(), 'object', { apiVersion, kind, metadata: { name: 'a' } }).toJson().metadata,
  ).toEqual({ name: 'a' });
});

test.each([
  ['v1', 'ConfigMap'],
  ['example.com/v1', 'Unknown'],
])('an object of the kind %s %s has the namespace of its chart', (apiVersion, kind) => {
  expect(
    new KubeObject(testChart(), 'object', { apiVersion, kind, metadata: { name: 'a' } }).toJson().metadata,
  ).toEqual({
    name: 'a',
    namespace: 'ml',
  });
});

test('a namespace that is given wins over that of the chart', () => {
  const metadata = { name: 'a', namespace: 'other' };
  expect(
    new KubeObject(testChart(), 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata }).toJson().metadata,
  ).toEqual(metadata);
});

test('what the caller changes later changes nothing', () => {
  const data = { key: 'value' };
  const labels: Record<string, string> = { app: 'web' };
  const object = new KubeObject(testChart(), 'object', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a', labels },
    data,
  });
  data.key = 'changed';
  labels.more = 'changed';
  expect(object.toJson()).toMatchObject({ data: { key: 'value' }, metadata: { labels: { app: 'web' } } });
  expect(object.toJson().metadata).not.toHaveProperty('labels.more');
});

test('what is done with the rendered object changes nothing', () => {
  const object = new KubeObject(testChart(), 'object', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a' },
    data: { k: 'v' },
  });
  (object.toJson().data as Record<string, string>).k = 'changed';
  expect(object.toJson().data).toEqual({ k: 'v' });
});

test('it is found as any object of cdk8s, by itself', () => {
  const object = new KubeObject(testChart(), 'object', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a' },
  });
  expect(ApiObject.of(object)).toBe(object);
  expect(object.name).toBe('a');
});
