import { check } from '../../../src/checks/check';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Target } from '../../../src/facts/target';
import { saying } from './support';

const says = saying('keda.sh/v1alpha1', 'ScaledObject');
const CPU = { type: 'cpu', metadata: { value: '60' } };
const QUEUE = { type: 'rabbitmq', metadata: {} };
const HOURS = { timezone: 'Europe/Berlin', start: '0 8 * * 1-5', end: '0 18 * * 1-5', desiredReplicas: '2' };
const TARGET = { scaleTargetRef: { name: 'web' } };
const base = { ...TARGET, triggers: [QUEUE] };

const object = (kind: string, apiVersion: string, name: string, spec: object, metadata: object = {}): object => ({
  apiVersion,
  kind,
  metadata: { name, namespace: 'app', ...metadata },
  spec,
});
const deployment = (resources: object): object =>
  object('Deployment', 'apps/v1', 'web', { template: { spec: { containers: [{ name: 'c', resources }] } } });
const hpa = (metadata: object = {}, kind = 'Deployment'): object =>
  object(
    'HorizontalPodAutoscaler',
    'autoscaling/v2',
    'web',
    { scaleTargetRef: { apiVersion: 'apps/v1', kind, name: 'web' } },
    metadata,
  );
const SCALES = 'ADM010 spec.scaleTargetRef.name: Invalid value: "web":';

test.each<[string, object, string[]]>([
  ['a queue, down to zero', base, []],
  ['cpu', { ...TARGET, minReplicaCount: 1, triggers: [CPU] }, []],
  ['cpu and a queue, down to zero', { ...TARGET, triggers: [CPU, QUEUE] }, []],
  [
    'cpu alone, down to zero',
    { ...TARGET, triggers: [CPU] },
    [
      'ADM010 spec.minReplicaCount: Required value: triggers on cpu and memory alone need 1 or more, for 0 pods use none',
    ],
  ],
  [
    'cpu of a kind whose pods KEDA does not know, down to zero',
    { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' }, triggers: [CPU] },
    [],
  ],
  ['idle', { ...base, minReplicaCount: 2, idleReplicaCount: 0 }, []],
  [
    'idle as many as at least',
    { ...base, idleReplicaCount: 0 },
    ['ADM010 spec.idleReplicaCount: Invalid value: 0: must be below minReplicaCount, which is 0'],
  ],
  [
    'names',
    {
      ...TARGET,
      triggers: [
        { ...QUEUE, name: 'a' },
        { ...QUEUE, name: 'b' },
      ],
    },
    [],
  ],
  [
    'one name twice',
    {
      ...TARGET,
      triggers: [
        { ...QUEUE, name: 'a' },
        { ...QUEUE, name: 'a' },
      ],
    },
    ['ADM010 spec.triggers[1].name: Duplicate value: "a"'],
  ],
  ['what is measured before', { ...TARGET, triggers: [{ ...QUEUE, useCachedMetrics: true }] }, []],
  [
    'a clock that is measured before',
    { ...TARGET, triggers: [{ type: 'cron', metadata: HOURS, useCachedMetrics: true }] },
    ['ADM010 spec.triggers[0].useCachedMetrics: Invalid value: true: a trigger of type cron has none'],
  ],
])('%s', (_what, spec, lines) => {
  expect(says(spec)).toEqual(lines);
});

test('names', () => {
  expect(says(base, { name: 'a'.repeat(54) })).toEqual([]);
  expect(says(base, { name: 'a'.repeat(55) })[0]).toMatch(
    /^ADM010 metadata\.name: .* makes an autoscaler of more than 63 characters, keda-hpa-a/,
  );
  expect(says(base, { name: 'a'.repeat(64) })[0]).toMatch(/must have 63 characters at most$/);
});

test('one workload, one autoscaler', () => {
  const other = (spec: object, metadata: object = {}): string[] =>
    says(base, {}, [object('ScaledObject', 'keda.sh/v1alpha1', 'b', { ...base, ...spec }, metadata)]);
  expect(other({})).toEqual([`${SCALES} ScaledObject b scales it, too`, `${SCALES} ScaledObject a scales it, too`]);
  expect(other({ scaleTargetRef: { kind: 'StatefulSet', name: 'web' } })).toEqual([]);
  expect(other({}, { namespace: 'edge' })).toEqual([]);
  const named = { scaleTargetRef: { name: 'db' }, advanced: { horizontalPodAutoscalerConfig: { name: 'keda-hpa-a' } } };
  expect(other(named)).toContain(
    'ADM010 spec.advanced.horizontalPodAutoscalerConfig.name: Duplicate value: "keda-hpa-a"',
  );
});

test('a HorizontalPodAutoscaler beside', () => {
  const beside = (one: object, metadata: object = {}, more: object = {}): string[] =>
    says({ ...base, ...more }, metadata, [one]);
  expect(beside(hpa())).toEqual([`${SCALES} HorizontalPodAutoscaler web scales it, too`]);
  expect(beside(hpa({}, 'StatefulSet'))).toEqual([]);
  expect(beside(hpa({ namespace: 'edge' }))).toEqual([]);
  expect(beside(hpa({ annotations: { 'validations.keda.sh/hpa-ownership': 'false' } }))).toEqual([]);
  expect(beside(hpa({ ownerReferences: [{ kind: 'ScaledObject', name: 'a' }] }))).toEqual([]);
  const transfer = { annotations: { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' } };
  expect(beside(hpa(), transfer)).toHaveLength(1);
  expect(beside(hpa(), transfer, { advanced: { horizontalPodAutoscalerConfig: { name: 'web' } } })).toEqual([]);
});

test('a trigger on cpu needs containers that request it', () => {
  const spec = { ...TARGET, minReplicaCount: 1, triggers: [CPU] };
  const line =
    'ADM010 spec.triggers[0].type: Invalid value: "cpu": container c of the workload requests no cpu, and no LimitRange gives it';
  expect(says(spec, {}, [deployment({ requests: { cpu: '100m' } })])).toEqual([]);
  expect(says(spec, {}, [deployment({ limits: { cpu: 1 } })])).toEqual([]);
  expect(says(spec, {}, [deployment({ requests: { memory: '1Gi' } })])).toEqual([line]);
  const range = object('LimitRange', 'v1', 'r', { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] });
  expect(says(spec, {}, [deployment({}), range])).toEqual([]);
  const other = { ...spec, triggers: [{ ...CPU, metadata: { value: '60', containerName: 'd' } }] };
  expect(says(other, {}, [deployment({})])).toEqual([]);
});

describe('a trigger of type cron', () => {
  const cron = (metadata: object): string[] =>
    says({ ...TARGET, triggers: [{ type: 'cron', metadata: { ...HOURS, ...metadata } }] });
  const AT = 'ADM010 spec.triggers[0].metadata.';

  test.each([
    [{}],
    [{ start: 'TZ=America/New_York 0 8 * * 1-5', end: 'CRON_TZ=America/New_York 0 18 * * 1-5' }],
    [{ start: 'TZ= 0 8 * * 1-5', timezone: 'UTC' }],
    [{ timezone: 'Local', desiredReplicas: 2 }],
  ])('with %j KEDA reads', (metadata) => {
    expect(cron(metadata)).toEqual([]);
  });

  test.each<[object, string]>([
    [{ start: '@daily' }, 'start: Invalid value: "@daily": parser does not accept descriptors: @daily'],
    [{ start: 'TZ=UTC @daily' }, 'start: Invalid value: "TZ=UTC @daily": parser does not accept descriptors: @daily'],
    [
      { end: 'TZ=Europe/Berlln 0 18 * * *' },
      'end: Invalid value: "TZ=Europe/Berlln 0 18 * * *": provided bad location Europe/Berlln: unknown time zone Europe/Berlln',
    ],
    [{ end: '0 18 * *' }, 'end: Invalid value: "0 18 * *": expected exactly 5 fields, found 4: [0 18 * *]'],
    [{ end: HOURS.start }, 'end: Invalid value: "0 8 * * 1-5": must be another time than start'],
    [{ start: '' }, 'start: Required value'],
    [{ timezone: undefined }, 'timezone: Required value'],
    [{ timezone: 'CEST' }, 'timezone: Invalid value: "CEST": unknown time zone CEST'],
    [{ desiredReplicas: '' }, 'desiredReplicas: Required value'],
  ])('with %j it does not', (metadata, line) => {
    expect(cron(metadata)).toEqual([AT + line]);
  });

  test('says how a trigger of type cron is mended, and of others how those are', () => {
    const fixes = (spec: object): string[] =>
      check(
        [{ object: object('ScaledObject', 'keda.sh/v1alpha1', 'a', spec) as KubernetesObject, origin: {} }],
        Target.generic('1.36'),
      )
        .filter(({ rule }) => rule === 'ADM010')
        .map(({ fix }) => fix);
    expect(fixes({ ...TARGET, triggers: [{ type: 'cron', metadata: { ...HOURS, timezone: '' } }] })).toEqual([
      'give a trigger of type cron a timezone such as Europe/Berlin, start and end as two schedules of five fields, and desiredReplicas',
    ]);
    expect(fixes({ ...TARGET, triggers: [CPU] })).toEqual([
      expect.stringMatching(/^give each workload one autoscaler/),
    ]);
  });
});
