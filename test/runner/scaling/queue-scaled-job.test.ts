import { ApiObject } from 'cdk8s';
import { Placement } from '../../../src/core/placement';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { Taint } from '../../../src/core/taint';
import { QueueScaledJob } from '../../../src/runner/scaling';
import type { QueueScaledJobProps, QueueTrigger, ScalingStrategy } from '../../../src/runner/scaling';
import { objectsOf, testChart, yamlFrom } from '../../support/chart';
import type { Rendered } from '../../support/chart';
import { checkFindings } from './findings';
import { amqp, awsKeys, http, jobProps, secret, sqs, vaultSecret } from './triggers';

const yaml = (props: QueueScaledJobProps): string => yamlFrom((chart) => new QueueScaledJob(chart, 'job', props));
const render = (props: QueueScaledJobProps): Rendered[] =>
  objectsOf((chart) => new QueueScaledJob(chart, 'job', props));
const scaledJob = (props: QueueScaledJobProps): Rendered => render(props).find(({ kind }) => kind === 'ScaledJob');

const EVERYTHING: Required<QueueScaledJobProps> = {
  name: 'trainer-a100',
  annotations: { 'example.com/note': 'it' },
  podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }] },
  labels: { team: 'vision' },
  template: {
    placement: new Placement({ taints: [Taint.gpu()], nodeSelector: { 'karpenter.sh/nodepool': 'a100' } }),
    annotations: { 'example.com/note': 'it' },
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 3600,
    containers: [{ name: 'trainer', image: 'ghcr.io/example/trainer:1.0', gpus: 2 }],
  },
  triggers: [http({ queueRegex: '^rmq_gpu_.*$', operation: 'max' }), sqs()],
  maxReplicaCount: 16,
  minReplicaCount: 1,
  pollingInterval: 10,
  scalingStrategy: { custom: { queueLengthDeduction: 1, runningJobPercentage: 0.5 } },
  pendingPodConditions: ['Ready', 'PodScheduled'],
  multipleScalersCalculation: 'sum',
  rollout: 'immediate',
  successfulJobsHistoryLimit: 0,
  failedJobsHistoryLimit: 10,
  activeDeadlineSeconds: 86400,
  backoffLimit: 0,
  doNotDisrupt: false,
  paused: true,
};

describe('QueueScaledJob', () => {
  test('defaults', () => expect(yaml(jobProps())).toMatchSnapshot());
  test('everything set', () => expect(yaml(EVERYTHING)).toMatchSnapshot());

  test('a pod that is evicted counts as no failure, and its GPU is free before the next one asks for one', () => {
    const { jobTargetRef } = scaledJob(jobProps()).spec;
    // With any policy the Job waits until the old pod has ended.
    expect(jobTargetRef.podFailurePolicy).toEqual({
      rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
    });
  });

  test('containers that the kubelet starts again have no such policy, which the API server would refuse', () => {
    const { template } = jobProps();
    const props = jobProps({ template: { ...template, restartPolicy: 'OnFailure' } });
    expect(scaledJob(props).spec.jobTargetRef).not.toHaveProperty('podFailurePolicy');
    expect(() => scaledJob({ ...props, podFailurePolicy: { rules: [] } })).toThrow(
      "podFailurePolicy is given, and with restartPolicy 'OnFailure' the kubelet starts containers again itself",
    );
  });

  test.each<[string, QueueTrigger]>([
    [
      'amqp with all options',
      amqp({ vhostName: 'studioml', messagesPerReplica: 2, activationMessages: 5, insecureSkipTlsVerify: true }),
    ],
    ['http with all options', http({ excludeUnacknowledged: true, timeout: 5000, vhostName: '/' })],
    ['http with a regular expression', http({ queueRegex: '^rmq_.*$' })],
    [
      'user and password beside the URL',
      amqp({ credentials: { username: secret('user'), password: secret('password') } }),
    ],
    ['SQS with keys', sqs({ credentials: awsKeys(), messagesPerReplica: 3, activationMessages: 1 })],
    ['SQS with temporary keys', sqs({ credentials: { ...awsKeys(), sessionToken: secret('token') } })],
    [
      'SQS with the role of KEDA',
      sqs({ credentials: { podIdentity: { roleArn: 'arn:aws:iam::123456789012:role/keda' } } }),
    ],
    [
      'SQS with the role of the pods',
      sqs({
        credentials: { podIdentity: { identityOwner: 'workload' } },
        scaleOnInFlight: false,
        scaleOnDelayed: true,
      }),
    ],
    [
      'SQS behind another host',
      sqs({ queueUrl: 'https://vpce-1.sqs.example.com/123456789012/q', region: 'eu-west-1' }),
    ],
  ])('trigger: %s', (_, trigger) => expect(yaml(jobProps({ triggers: [trigger] }))).toMatchSnapshot());

  test('ApiObject.of finds the ScaledJob', () => {
    const job = new QueueScaledJob(testChart(), 'job', jobProps());
    expect(ApiObject.of(job).kind).toBe('ScaledJob');
    expect(job.name).toBe('trainer');
  });

  test.each([jobProps(), EVERYTHING])('its output passes all checks (%#)', (props) => {
    expect(checkFindings((chart) => new QueueScaledJob(chart, 'job', props))).toEqual([]);
  });

  test('the user of a Secret and KEDA read the same name and key', () => {
    const [authentication] = render(jobProps()).filter(({ kind }) => kind === 'TriggerAuthentication');
    expect(authentication.spec).toEqual({
      secretTargetRef: [{ parameter: 'host', name: 'studioml-queue', key: 'url' }],
    });
  });

  test('triggers of one source share a TriggerAuthentication, others have their own', () => {
    const objects = render(jobProps({ triggers: [http({ queue: 'a' }), http({ queue: 'b' }), sqs()] }));
    const names = objects
      .filter(({ kind }) => kind === 'TriggerAuthentication')
      .map(({ metadata }) => metadata.name as string);
    expect(names).toEqual(['trainer', 'trainer-2']);
    const job = objects.find(({ kind }) => kind === 'ScaledJob');
    const used = job.spec.triggers.map((trigger: Rendered) => trigger.authenticationRef.name as string);
    expect(used).toEqual(['trainer', 'trainer', 'trainer-2']);
  });

  test('SGR-05: the URL stands in its Secret and nowhere else', () => {
    const value = 'amqp://user:hunter2@rabbit:5672/%2f';
    const url = SecretSource.insecureLiteral({ name: 'queue', key: 'url', value });
    const holders = render(jobProps({ triggers: [amqp({ url })] })).filter((object) =>
      JSON.stringify(object).includes('hunter2'),
    );
    expect(holders.map(({ kind }) => kind as string)).toEqual(['Secret']);
  });

  describe('a Key Vault source', () => {
    const url = vaultSecret();
    const template = {
      containers: [{ name: 'trainer', image: 'ghcr.io/example/trainer:1.0', secretEnv: { AMQP_URL: url } }],
    };

    test('is read from the vault, for its Secret does not exist while nothing runs', () => {
      expect(yaml(jobProps({ triggers: [amqp({ url: vaultSecret() })] }))).toMatchSnapshot();
    });

    test('that the pods use too is one SecretProviderClass', () => {
      const objects = render(jobProps({ triggers: [amqp({ url })], template }));
      expect(objects.map(({ kind }) => kind as string).sort()).toEqual([
        'ScaledJob',
        'SecretProviderClass',
        'TriggerAuthentication',
      ]);
    });

    test('of another vault is refused', () => {
      const credentials = { username: vaultSecret('user', 'b'), password: vaultSecret('password', 'b') };
      expect(() => render(jobProps({ triggers: [amqp({ url: vaultSecret(), credentials })] }))).toThrow(
        '[test/job] triggers[0] has secrets in two key vaults, and KEDA reads only one for a trigger',
      );
    });
  });

  test.each<[string, QueueTrigger, string]>([
    ['amqp', amqp(), 'accurate'],
    ['http', http(), 'default'],
    ['http without held messages', http({ excludeUnacknowledged: true }), 'accurate'],
    ['SQS', sqs(), 'default'],
    ['SQS without held messages', sqs({ scaleOnInFlight: false }), 'accurate'],
  ])('the strategy fits what %s counts', (_, trigger, strategy) => {
    expect(scaledJob(jobProps({ triggers: [trigger] })).spec.scalingStrategy).toEqual({ strategy });
    const asked = jobProps({ triggers: [trigger], scalingStrategy: strategy as ScalingStrategy });
    expect(scaledJob(asked).spec.scalingStrategy).toEqual({ strategy });
    const eager = scaledJob(jobProps({ triggers: [trigger], scalingStrategy: 'eager' }));
    expect(eager.spec.scalingStrategy).toEqual({ strategy: 'eager' });
  });

  test('SGR-21: a change waits for no place on a full pool, and lets running Jobs end, where KEDA alone would delete them', () => {
    expect(scaledJob(jobProps()).spec.rollout).toEqual({ strategy: 'gradual' });
  });
});
