import { ApiObject } from 'cdk8s';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Runner } from '../../src/runner';
import type { RunnerProps } from '../../src/runner';
import { testChart, yamlFrom } from '../support/chart';
import { find, rabbit, refusal, render, settingsOf, strictFindings } from './support';

const managementUrl = SecretSource.existing('studioml-queue', 'managementUrl');
const sqsQueue = 'https://sqs.us-west-2.amazonaws.com/123456789012/sqs_gpu';
const sqsCredentials = { podIdentity: { identityOwner: 'keda' as const } };

const scaledJob: RunnerProps = {
  version: '0.14.2',
  clearTextMessages: true,
  queues: { rabbit },
  scaling: { queues: ['rmq_gpu'], maxReplicaCount: 8 },
};
const scaledObject: RunnerProps = {
  version: '0.9.21',
  queues: { rabbit, sqs: {} },
  scaling: { kind: 'ScaledObject', queues: ['rmq_gpu', sqsQueue], maxReplicaCount: 8, managementUrl, sqsCredentials },
};

test.each([
  ['ScaledJob', scaledJob],
  ['ScaledObject', scaledObject],
])('%s as YAML, of which no check reports anything under strict', (_kind, props) => {
  expect(yamlFrom((chart) => new Runner(chart, 'runner', props))).toMatchSnapshot();
  expect(strictFindings((chart) => new Runner(chart, 'runner', props))).toEqual([]);
});

test('a scaled job takes the place of the Deployment, and ends by itself', () => {
  const objects = render(scaledJob);
  expect(objects.filter(({ kind }) => kind === 'Deployment' || kind === 'Job')).toEqual([]);
  expect(ApiObject.of(new Runner(testChart(), 'runner', scaledJob)).kind).toBe('ScaledJob');
  expect(settingsOf(scaledJob).LIMIT_IDLE_DURATION).toBe('15m');
  const limits = { idleDuration: '1h', tasks: 1 };
  expect(settingsOf({ ...scaledJob, limits })).toMatchObject({ LIMIT_IDLE_DURATION: '1h', LIMIT_TASKS: '1' });
});

test('KEDA and the runners have their credentials from one Secret', () => {
  const objects = render(scaledJob);
  expect(find(objects, 'TriggerAuthentication').spec.secretTargetRef).toEqual([
    { parameter: 'host', name: 'studioml-queue', key: 'url' },
  ]);
});

test('a scaled Deployment says no number, which each apply would set back', () => {
  const objects = render(scaledObject);
  expect(find(objects, 'Deployment').spec).not.toHaveProperty('replicas');
  const { scaleTargetRef, triggers } = find(objects, 'ScaledObject').spec;
  expect(scaleTargetRef.name).toBe(find(objects, 'Deployment').metadata.name);
  expect(triggers.map(({ type }: { type: string }) => type)).toEqual(['rabbitmq', 'aws-sqs-queue']);
  expect(triggers[0].metadata.protocol).toBe('http');
});

test('beside SQS the queue of RabbitMQ is counted with the messages that runners hold, where the management interface is known', () => {
  const scaling = { queues: ['rmq_gpu', sqsQueue], maxReplicaCount: 8, sqsCredentials };
  const both = { ...scaledJob, queues: { rabbit: { ...rabbit, managementUrl }, sqs: {} }, scaling };
  const { triggers, scalingStrategy } = find(render(both), 'ScaledJob').spec;
  expect(triggers.map(({ type }: { type: string }) => type)).toEqual(['rabbitmq', 'aws-sqs-queue']);
  expect(triggers[0].metadata).toMatchObject({ protocol: 'http', queueName: 'rmq_gpu' });
  expect(scalingStrategy).toEqual({ strategy: 'default' });
});

test('queues by an expression are counted by the management interface', () => {
  const scaling = { queueRegex: '^rmq_gpu_.*$', maxReplicaCount: 8 };
  const { triggers } = find(
    render({ ...scaledJob, queues: { rabbit: { ...rabbit, managementUrl } }, scaling }),
    'ScaledJob',
  ).spec;
  expect(triggers[0].metadata).toMatchObject({ protocol: 'http', queueName: '^rmq_gpu_.*$', useRegex: 'true' });
});

test('the number of messages for one runner reaches KEDA', () => {
  const scaling = { ...scaledJob.scaling!, messagesPerReplica: 4, minReplicaCount: 1, pollingInterval: 60 };
  const { spec } = find(render({ ...scaledJob, scaling }), 'ScaledJob');
  expect(spec).toMatchObject({ maxReplicaCount: 8, minReplicaCount: 1, pollingInterval: 60 });
  expect(spec.triggers[0].metadata.value).toBe('4');
});

const scaling = { queues: ['rmq_gpu'], maxReplicaCount: 8 };
test.each<[string, object, string]>([
  [
    'a release that never ends',
    { version: '0.9.21', clearTextMessages: undefined },
    "scaling makes Jobs, and 0.9.21 never ends by itself; releases from 0.13.2 up to 0.14.x do, or give kind 'ScaledObject'",
  ],
  [
    'no queue',
    { scaling: { maxReplicaCount: 8 } },
    'scaling has neither queues nor queueRegex, and nothing would be counted',
  ],
  [
    'no queue in the list',
    { scaling: { queues: [], maxReplicaCount: 8 } },
    'scaling has neither queues nor queueRegex, and nothing would be counted',
  ],
  [
    'another kind',
    { scaling: { ...scaling, kind: 'Pod' } },
    "scaling.kind is 'Pod', allowed are ScaledJob, ScaledObject",
  ],
  [
    'a typo',
    { scaling: { ...scaling, max: 8 } },
    "scaling has the unknown field 'max', allowed are kind, queues, queueRegex, maxReplicaCount, minReplicaCount, messagesPerReplica, pollingInterval, managementUrl, sqsCredentials",
  ],
  ['replicas', { replicas: 2 }, 'replicas is given, and a scaled job does not have it'],
  ['a Job', { workload: 'Job' }, "scaling is given, and workload 'Job' is one that nothing scales"],
  [
    'replicas of a Deployment that KEDA scales',
    { ...scaledObject, clearTextMessages: undefined, replicas: 2 },
    'replicas is given, and scaling decides it',
  ],
  [
    'a queue that the match leaves out',
    { queues: { rabbit, match: '^sqs_.*$' } },
    "scaling.queues has 'rmq_gpu', which the runner does not look at: its match is '^sqs_.*$'",
  ],
  [
    'a queue that the match of the program leaves out',
    { scaling: { ...scaling, queues: ['gpu'] } },
    "scaling.queues has 'gpu', which the runner does not look at: its match is '^(rmq|sqs|local)_.*$'",
  ],
  [
    'a queue that the mismatch leaves out',
    { queues: { rabbit, mismatch: '_gpu$' } },
    "scaling.queues has 'rmq_gpu', which the runner does not look at: its mismatch is '_gpu$'",
  ],
  [
    'a queue of SQS that the match of the program leaves out, by the end of its URL',
    {
      queues: { sqs: {} },
      scaling: { queues: [sqsQueue.replace(/[^/]*$/, 'training')], maxReplicaCount: 8, sqsCredentials },
    },
    "scaling.queues has 'https://sqs.us-west-2.amazonaws.com/123456789012/training', which the runner does not look at as 'training': its match is '^(rmq|sqs|local)_.*$'",
  ],
  [
    'a queue of SQS without its account',
    {
      queues: { sqs: {} },
      scaling: { queues: ['https://sqs.us-west-2.amazonaws.com/sqs_gpu'], maxReplicaCount: 8, sqsCredentials },
    },
    "scaling.queues has 'https://sqs.us-west-2.amazonaws.com/sqs_gpu', allowed is a URL such as https://sqs.us-west-2.amazonaws.com/123456789012/name",
  ],
  ['RabbitMQ that is no source', { queues: { sqs: {} } }, "scaling.queues has 'rmq_gpu', and queues has no rabbit"],
  [
    'SQS that is no source',
    { scaling: { queues: [sqsQueue], maxReplicaCount: 8, sqsCredentials } },
    `scaling.queues has '${sqsQueue}', and queues has no sqs`,
  ],
  [
    'SQS without credentials for KEDA',
    { queues: { sqs: {} }, scaling: { queues: [sqsQueue], maxReplicaCount: 8 } },
    `scaling.queues has '${sqsQueue}', and scaling.sqsCredentials is missing`,
  ],
  [
    'a ScaledObject that would not see messages that runners hold',
    { scaling: { ...scaling, kind: 'ScaledObject' } },
    "scaling.kind is 'ScaledObject' and scaling.managementUrl is missing, for only the management interface tells it",
  ],
  [
    'an expression that nobody could answer',
    { scaling: { queueRegex: '^rmq_.*$', maxReplicaCount: 8 } },
    'scaling.queueRegex is given and scaling.managementUrl is missing, for only the management interface tells it',
  ],
])('%s', (_what, props, message) => expect(refusal({ ...scaledJob, ...props })).toBe(message));

test.each([{ match: 'gpu' }, { match: '^rmq_gpu$', mismatch: '^rmq_cpu$' }])('a queue that %j lets through', (given) =>
  expect(refusal({ ...scaledJob, queues: { rabbit, ...given } })).toBe('nothing was thrown'),
);
