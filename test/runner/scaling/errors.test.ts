import { QueueScaledJob, QueueScaledObject, QueueTrigger } from '../../../src/runner/scaling';
import { messageOf, objectsOf, testChart, untyped } from '../../support/chart';
import { amqp, awsKeys, http, jobProps, sqs } from './triggers';

const jobMessage = (props: object): string =>
  messageOf(() => new QueueScaledJob(testChart(), 'job', untyped({ ...jobProps(), ...props })));
const triggerMessage = (trigger: QueueTrigger): string => jobMessage({ triggers: [trigger] });
const objectMessage = (props: object): string => {
  const given = { deployment: { name: 'runner' }, maxReplicaCount: 8, triggers: [http()], ...props };
  return messageOf(() => new QueueScaledObject(testChart(), 'scaling', untyped(given)));
};
const label = "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit";

describe('QueueScaledJob refuses', () => {
  test.each<[object, string]>([
    [{ name: 'A' }, `name 'A' ${label}`],
    [{ name: undefined }, `name '' ${label}`],
    [{ name: 'a'.repeat(64) }, `name '${'a'.repeat(64)}' must be no more than 63 characters, has 64`],
    [{ maxReplicaCount: undefined }, 'maxReplicaCount is missing, it bounds what the queue may cost'],
    [{ maxReplicaCount: 0 }, 'maxReplicaCount is 0, allowed are whole numbers of at least 1'],
    [{ maxReplicaCount: 1.5 }, 'maxReplicaCount is 1.5, allowed are whole numbers of at least 1'],
    [{ minReplicaCount: -1 }, 'minReplicaCount is -1, allowed are whole numbers of at least 0'],
    [{ minReplicaCount: 9 }, 'minReplicaCount is 9, more than maxReplicaCount 8'],
    [{ pollingInterval: 0 }, 'pollingInterval is 0, allowed are whole numbers of at least 1'],
    [{ successfulJobsHistoryLimit: -1 }, 'successfulJobsHistoryLimit is -1, allowed are whole numbers of at least 0'],
    [{ failedJobsHistoryLimit: '3' }, "failedJobsHistoryLimit is '3', allowed are whole numbers of at least 0"],
    [{ activeDeadlineSeconds: 0 }, 'activeDeadlineSeconds is 0, allowed are whole numbers of at least 1'],
    [{ backoffLimit: -1 }, 'backoffLimit is -1, allowed are whole numbers of at least 0'],
    [{ rollout: 'default' }, "rollout is 'default', allowed are gradual, immediate"],
    [{ multipleScalersCalculation: 'mean' }, "multipleScalersCalculation is 'mean', allowed are max, min, avg, sum"],
    [
      { template: { ...jobProps().template, restartPolicy: 'Always' } },
      "restartPolicy of a ScaledJob is 'Always', allowed are Never, OnFailure",
    ],
    [{ template: { containers: [] } }, 'a pod needs at least one container'],
    [{ triggers: [] }, 'triggers is empty, a scaler needs at least one queue'],
    [{ triggers: undefined }, 'triggers is empty, a scaler needs at least one queue'],
    [{ scalingStrategy: 'lazy' }, "scalingStrategy is 'lazy', allowed are default, accurate, eager"],
    [
      { scalingStrategy: { custom: { queueLengthDeduction: 1 } } },
      'scalingStrategy.custom lacks queueLengthDeduction or runningJobPercentage',
    ],
    [{ scalingStrategy: {} }, 'scalingStrategy.custom lacks queueLengthDeduction or runningJobPercentage'],
    [
      { scalingStrategy: { custom: { queueLengthDeduction: -1, runningJobPercentage: 0 } } },
      'scalingStrategy.custom.queueLengthDeduction is -1, allowed are whole numbers of at least 0',
    ],
    [
      { scalingStrategy: { custom: { queueLengthDeduction: 1, runningJobPercentage: 50 } } },
      'scalingStrategy.custom.runningJobPercentage is 50, allowed are numbers from 0 to 1',
    ],
    [
      { triggers: [sqs(), amqp()], scalingStrategy: 'default' },
      "scalingStrategy is 'default', but triggers[1] counts waiting messages only, from which KEDA would take off the Jobs that run and " +
        "leave messages waiting; leave scalingStrategy out, or give 'accurate'",
    ],
    [
      { triggers: [http()], scalingStrategy: 'accurate' },
      "scalingStrategy is 'accurate', but triggers[0] also counts messages that a Job holds, for which KEDA would start another Job at " +
        "each poll; leave scalingStrategy out, or give 'default'",
    ],
    [
      { triggers: [sqs(), amqp()] },
      'triggers[1] counts waiting messages only and triggers[0] all messages, and no strategy fits both; let both count alike, or give ' +
        'each a QueueScaledJob of its own',
    ],
  ])('%j', (props, message) => expect(jobMessage(props)).toBe(`[test/job] ${message}`));

  test('a field that containers have not', () => {
    const [container] = jobProps().template.containers;
    expect(jobMessage({ template: { containers: [{ ...container, gpuCount: 1 }] } })).toContain(
      "[test/job] container 'trainer' has the unknown field 'gpuCount', allowed are name, image, gpus,",
    );
  });

  test('nothing of triggers that differ but count alike', () => {
    expect(() =>
      objectsOf((chart) => new QueueScaledJob(chart, 'job', jobProps({ triggers: [sqs(), http()] }))),
    ).not.toThrow();
  });
});

const source = 'allowed is a SecretSource, such as SecretSource.existing(name, key)';
const noSource = `is a value, ${source}: no value of a secret is written to a file`;

describe('a trigger of RabbitMQ refuses', () => {
  const ofRabbit =
    'allowed is an object of url, credentials, queue, queueRegex, operation, messagesPerReplica, activationMessages, ' +
    'protocol, vhostName, excludeUnacknowledged, timeout, insecureSkipTlsVerify';
  const onlyHttp = (option: string): string =>
    `${option} is given, but protocol is 'amqp'; only the management interface, protocol 'http', can do it`;

  test.each<[QueueTrigger, string]>([
    [QueueTrigger.rabbit(untyped(null)), ` is nothing, ${ofRabbit}`],
    [amqp({ url: untyped(undefined) }), `url is missing, ${source}`],
    [amqp({ url: untyped('amqp://rabbit') }), `url ${noSource}`],
    [
      amqp({ credentials: untyped({ username: 'a', password: awsKeys().accessKeyId }) }),
      `credentials.username ${noSource}`,
    ],
    [
      amqp({ credentials: untyped({ username: awsKeys().accessKeyId, password: 'b' }) }),
      `credentials.password ${noSource}`,
    ],
    [amqp({ credentials: untyped('guest') }), 'credentials is text, allowed is an object of username, password'],
    [amqp({ queue: untyped(undefined) }), ' has neither queue nor queueRegex, give one of the two'],
    [http({ queue: 'a', queueRegex: 'b' }), ' has both queue and queueRegex, give one of the two'],
    [amqp({ queue: '' }), "queue is '', allowed is the name of a queue"],
    [amqp({ queue: 'q'.repeat(256) }), `queue is '${'q'.repeat(256)}', allowed is the name of a queue`],
    [http({ queueRegex: '' }), "queueRegex is '', allowed is a regular expression of queue names"],
    [amqp({ queueRegex: '^rmq_.*$' }), onlyHttp('queueRegex')],
    [amqp({ excludeUnacknowledged: true }), onlyHttp('excludeUnacknowledged')],
    [amqp({ timeout: 1000 }), onlyHttp('timeout')],
    [amqp({ protocol: untyped('auto') }), "protocol is 'auto', allowed are amqp, http"],
    [amqp({ vhostName: '' }), "vhostName is '', allowed is the name of a virtual host, such as / or studioml"],
    [http({ queueRegex: 'a', operation: untyped('min') }), "operation is 'min', allowed are sum, max, avg"],
    [http({ operation: 'sum' }), 'operation is given, but there is only one queue; it belongs to queueRegex'],
    [amqp({ messagesPerReplica: 0 }), 'messagesPerReplica is 0, allowed are whole numbers of at least 1'],
    [amqp({ activationMessages: -1 }), 'activationMessages is -1, allowed are whole numbers of at least 0'],
    [http({ timeout: 0 }), 'timeout is 0, allowed are whole numbers of at least 1'],
    [
      amqp({ credentials: untyped({ username: awsKeys().accessKeyId }) }),
      'credentials lacks username or password, KEDA takes both or none',
    ],
    [
      amqp(untyped({ mode: 'MessageRate' })),
      ` has the unknown field 'mode', ${ofRabbit.replace('is an object of', 'are')}`,
    ],
  ])('%#: %s', (trigger, message) => {
    expect(triggerMessage(trigger)).toBe(`[test/job] triggers[0]${message.startsWith(' ') ? '' : '.'}${message}`);
  });

  test('nothing of excludeUnacknowledged false with amqp, which is how it is', () => {
    expect(triggerMessage(amqp({ excludeUnacknowledged: false }))).toBe('nothing was thrown');
  });
});

describe('a trigger of SQS refuses', () => {
  const url = 'a URL such as https://sqs.us-west-2.amazonaws.com/123456789012/name';

  test.each<[QueueTrigger, string]>([
    [sqs({ queueUrl: untyped(undefined) }), `.queueUrl is '', allowed is ${url}`],
    [sqs({ queueUrl: 'sqs_StudioML_gpu' }), `.queueUrl is 'sqs_StudioML_gpu', allowed is ${url}`],
    [
      sqs({ queueUrl: 'https://sqs.eu-west-1.amazonaws.com/q' }),
      `.queueUrl is 'https://sqs.eu-west-1.amazonaws.com/q', allowed is ${url}`,
    ],
    [sqs({ region: 'us_west' }), ".region is 'us_west', allowed is a region such as us-west-2"],
    [sqs({ region: 'eu-west-1' }), ".region is 'eu-west-1', but the queue is in us-west-2"],
    [
      sqs({ queueUrl: 'http://localstack:4566/000000000000/q' }),
      '.region is missing, and http://localstack:4566/000000000000/q does not tell it',
    ],
    [sqs({ messagesPerReplica: 0 }), '.messagesPerReplica is 0, allowed are whole numbers of at least 1'],
    [sqs({ activationMessages: 0.5 }), '.activationMessages is 0.5, allowed are whole numbers of at least 0'],
    [
      QueueTrigger.sqs(untyped(undefined)),
      ' is nothing, allowed is an object of queueUrl, region, credentials, messagesPerReplica, activationMessages, scaleOnInFlight, ' +
        'scaleOnDelayed',
    ],
    [sqs({ credentials: untyped(undefined) }), '.credentials is missing'],
    [
      sqs({ credentials: untyped('keda') }),
      '.credentials is text, allowed is an object of podIdentity, accessKeyId, secretAccessKey, sessionToken',
    ],
    [
      sqs({ credentials: untyped({ podIdentity: true }) }),
      '.credentials.podIdentity is a boolean, allowed is an object of identityOwner, roleArn',
    ],
    [sqs({ credentials: untyped({ ...awsKeys(), accessKeyId: 'a' }) }), `.credentials.accessKeyId ${noSource}`],
    [sqs({ credentials: untyped({ ...awsKeys(), secretAccessKey: 'a' }) }), `.credentials.secretAccessKey ${noSource}`],
    [sqs({ credentials: untyped({ ...awsKeys(), sessionToken: 'a' }) }), `.credentials.sessionToken ${noSource}`],
    [
      sqs({ credentials: untyped({ accessKeyId: awsKeys().accessKeyId }) }),
      '.credentials lacks accessKeyId or secretAccessKey, or podIdentity instead of them',
    ],
    [
      sqs({ credentials: { podIdentity: { identityOwner: untyped('operator') } } }),
      ".credentials.podIdentity.identityOwner is 'operator', allowed are keda, workload",
    ],
    [
      sqs({ credentials: { podIdentity: { roleArn: 'keda' } } }),
      ".credentials.podIdentity.roleArn is 'keda', allowed is a role such as arn:aws:iam::123456789012:role/keda",
    ],
    [
      sqs({
        credentials: { podIdentity: { identityOwner: 'workload', roleArn: 'arn:aws:iam::123456789012:role/keda' } },
      }),
      ".credentials.podIdentity has roleArn, but identityOwner is 'workload', whose role stands at its service account",
    ],
    [
      sqs(untyped({ queueLength: 5 })),
      " has the unknown field 'queueLength', allowed are queueUrl, region, credentials, messagesPerReplica, activationMessages, " +
        'scaleOnInFlight, scaleOnDelayed',
    ],
  ])('%#: %s', (trigger, message) => expect(triggerMessage(trigger)).toBe(`[test/job] triggers[0]${message}`));
});

describe('QueueScaledObject refuses', () => {
  const lost = 'a busy worker looks idle and is scaled down in the midst of its work';
  const job = 'or use QueueScaledJob, which never ends a Job that runs';

  test.each<[object, string]>([
    [
      { triggers: [amqp()] },
      `triggers[0] has protocol 'amqp', which does not see messages that a worker holds unacknowledged: ${lost}; ` +
        `give protocol 'http' with the URL of the management interface, ${job}`,
    ],
    [
      { triggers: [http(), http({ excludeUnacknowledged: true })] },
      `triggers[1] has excludeUnacknowledged, which hides messages that a worker holds: ${lost}; leave excludeUnacknowledged out, ${job}`,
    ],
    [
      { triggers: [sqs({ scaleOnInFlight: false })] },
      `triggers[0] has scaleOnInFlight false, which hides messages that a worker holds: ${lost}; leave scaleOnInFlight out, ${job}`,
    ],
    [
      { triggers: [sqs({ activationMessages: 2 })] },
      `triggers[0].activationMessages is 2: KEDA would end all replicas while they hold that many messages; leave it out, ${job}`,
    ],
    [{ deployment: undefined }, 'deployment is missing, a QueueScaledObject needs it'],
    [{ name: 'A' }, `name 'A' ${label}`],
    [{ triggers: [] }, 'triggers is empty, a scaler needs at least one queue'],
    [{ maxReplicaCount: undefined }, 'maxReplicaCount is missing, it bounds what the queue may cost'],
    [{ maxReplicaCount: 0 }, 'maxReplicaCount is 0, allowed are whole numbers of at least 1'],
    [{ minReplicaCount: 9 }, 'minReplicaCount is 9, more than maxReplicaCount 8'],
    [{ minReplicaCount: 1, idleReplicaCount: 1 }, 'idleReplicaCount is 1, allowed are 0'],
    [
      { idleReplicaCount: 0 },
      'idleReplicaCount is 0, and so is minReplicaCount, which KEDA refuses; leave idleReplicaCount out',
    ],
    [{ cooldownPeriod: -1 }, 'cooldownPeriod is -1, allowed are whole numbers of at least 0'],
    [{ initialCooldownPeriod: -1 }, 'initialCooldownPeriod is -1, allowed are whole numbers of at least 0'],
    [{ pollingInterval: 0 }, 'pollingInterval is 0, allowed are whole numbers of at least 1'],
    [{ scaleDown: 'never' }, "scaleDown is 'never', allowed are whenIdle, gradual"],
    [
      { scaleDown: 'whenIdle', minReplicaCount: 1 },
      "scaleDown is 'whenIdle', but minReplicaCount is 1, so that nothing would ever go; give idleReplicaCount 0 as well",
    ],
    [
      { fallback: { failureThreshold: 0, replicas: 1 } },
      'fallback.failureThreshold is 0, allowed are whole numbers of at least 1',
    ],
    [
      { fallback: { failureThreshold: 1, replicas: -1 } },
      'fallback.replicas is -1, allowed are whole numbers of at least 0',
    ],
    [
      { fallback: { failureThreshold: 1, replicas: 1, behavior: 'scalingModifiers' } },
      "fallback.behavior is 'scalingModifiers', allowed are static, currentReplicas, currentReplicasIfHigher, currentReplicasIfLower",
    ],
  ])('%#', (props, message) => expect(objectMessage(props)).toBe(`[test/scaling] ${message}`));

  test.each([{ triggers: [sqs(), http()] }, { minReplicaCount: 1, idleReplicaCount: 0 }, { minReplicaCount: 8 }])(
    'nothing of %#',
    (props) => expect(objectMessage(props)).toBe('nothing was thrown'),
  );
});
