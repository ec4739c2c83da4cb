import { App, Chart } from 'cdk8s';
import { Placement } from '../../src/core/placement';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Runner, RunnerAccess, RunnerState } from '../../src/runner';
import { messageOf, testChart, untyped } from '../support/chart';

const rabbit = { url: SecretSource.existing('queue', 'url') };
const valid = { version: '0.9.21', queues: { rabbit } };

describe('Runner refuses', () => {
  const name = "must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit";
  const cases: [string, object, string][] = [
    [
      'no queues',
      { queues: undefined },
      'queues is missing, the runner needs at least one source of work: rabbit, sqs, local or google',
    ],
    [
      'no source of work',
      { queues: { match: '.*' } },
      'queues has none of rabbit, sqs, local or google, the runner needs at least one source of work',
    ],
    ...['^(rmq', '[z-a]', '*_rmq', 'rmq_(?!dev)', '(?<=rmq)_a', '(a)\\1', 'a)'].map(
      (match): [string, object, string] => [
        `the queues ${match}`,
        { queues: { rabbit, match } },
        `queues.match is '${match}', allowed is a regular expression of Go, which has no lookaround and no back-reference`,
      ],
    ),
    [
      'queues that are no text',
      { queues: { rabbit, match: 5 } },
      "queues.match is '5', allowed is a regular expression of Go, which has no lookaround and no back-reference",
    ],
    [
      'RabbitMQ without URL',
      { queues: { rabbit: {} } },
      'queues.rabbit.url is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    ['SQS with an empty Secret', { queues: { sqs: { secretName: '' } } }, `queues.sqs.secretName '' ${name}`],
    [
      'SQS with one of its two files',
      { queues: { sqs: { config: SecretSource.existing('aws', 'config') } } },
      'queues.sqs has no credentials, and the program wants exactly two files',
    ],
    [
      'SQS with the other one of its two files',
      { queues: { sqs: { credentials: SecretSource.existing('aws', 'credentials') } } },
      'queues.sqs has no config, and the program wants exactly two files',
    ],
    [
      'SQS with files and their Secret',
      { queues: { sqs: { secretName: 'aws', credentials: rabbit.url, config: rabbit.url } } },
      'queues.sqs has secretName and the two files, allowed is one of both',
    ],
    [
      'PubSub without key',
      { version: '0.9.9', queues: { google: {} } },
      'queues.google.credentials is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    ['file queues without directory', { version: '0.14.2', queues: { local: {} } }, 'queues.local.root is missing'],
    [
      'file queues in a relative directory',
      { version: '0.14.2', queues: { local: { root: 'queues' } } },
      "queues.local.root is 'queues', allowed is an absolute path, such as /tmp/cache",
    ],
    [
      'a claim of file queues that is no name',
      { version: '0.14.2', clearTextMessages: true, queues: { local: { root: '/queues', claimName: 'Q' } } },
      `queues.local.claimName 'Q' ${name}`,
    ],
    [
      'a mistyped source',
      { queues: { rabit: {} } },
      "queues has the unknown field 'rabit', allowed are match, mismatch, rabbit, sqs, local, google",
    ],
    ['a bad Secret of SQS', { queues: { sqs: { secretName: 'AWS' } } }, `queues.sqs.secretName 'AWS' ${name}`],
    ['an unknown edition', { edition: 'newest' }, "edition is 'newest', allowed are platform, documented"],
    [
      'a state for 0.14.3',
      { version: '0.14.3', state: 'Running' },
      'state is not read by 0.14.3; releases before 0.14.3 read it',
    ],
    [
      'a state for a build of 0.14.3',
      { version: '0.14.3-main-aaaag', state: 'DrainAndSuspend' },
      'state is not read by 0.14.3-main-aaaag; releases before 0.14.3 read it',
    ],
    ['a version of two numbers', { version: '0.9' }, "version is '0.9', allowed is a version such as 0.9.21, or HEAD"],
    ['a version in words', { version: 'latest' }, "version is 'latest', allowed is a version such as 0.9.21, or HEAD"],
    ['no version', { version: undefined }, 'version is nothing, allowed is a version such as 0.9.21, or HEAD'],
    ['a bad name', { name: 'Runner' }, `name 'Runner' ${name}`],
    ['an empty name', { name: '' }, `name '' ${name}`],
    ['an empty image', { image: '' }, "image is '', allowed is an image with its tag"],
    [
      'a pull policy that is none',
      { imagePullPolicy: 'Sometimes' },
      "imagePullPolicy is 'Sometimes', allowed are Always, IfNotPresent, Never",
    ],
    ['a bad pull secret', { imagePullSecrets: ['key', ''] }, `imagePullSecrets '' ${name}`],
    ['fewer than no replicas', { replicas: -1 }, 'replicas is -1, allowed are whole numbers of at least 0'],
    ['half a replica', { replicas: 1.5 }, 'replicas is 1.5, allowed are whole numbers of at least 0'],
    ['half a GPU', { gpus: 0.5 }, 'gpus is 0.5, allowed are whole numbers of at least 0'],
    [
      'GPUs said twice',
      { gpus: 1, resources: { limits: { 'nvidia.com/gpu': 1 } } },
      "container 'studioml-go-runner' has gpus and also a limit of nvidia.com/gpu, give one of the two",
    ],
    [
      'a request above its limit',
      { resources: { requests: { cpu: 4 }, limits: { cpu: 2 } } },
      "container 'studioml-go-runner' requests 4 of cpu, more than its limit 2",
    ],
    [
      'memory that is no quantity',
      { resources: { limits: { memory: '10 GB' } } },
      "limit of memory of container 'studioml-go-runner' is '10 GB', allowed are quantities such as 512Mi or 16Gi; did you mean 10Gi or 10G?",
    ],
    [
      'a work size that is no quantity',
      { workSize: '80 GB' },
      "workSize is '80 GB', allowed is a quantity such as 80Gi; did you mean 80Gi or 80G?",
    ],
    ['no work size at all', { workSize: '0' }, "workSize is '0', allowed is a quantity such as 80Gi"],
    [
      'a grace period in words',
      { terminationGracePeriodSeconds: '1h' },
      "terminationGracePeriodSeconds is '1h', allowed are whole numbers of at least 0",
    ],
    [
      'a cache of 1023 MiB',
      { cache: { dir: '/tmp/c', size: '1023MiB' } },
      "cache.size is '1023MiB', allowed is at least 1 GiB",
    ],
    ['a cache of 1 GB', { cache: { dir: '/tmp/c', size: '1GB' } }, "cache.size is '1GB', allowed is at least 1 GiB"],
    [
      'a cache without unit',
      { cache: { dir: '/tmp/c', size: '10' } },
      "cache.size is '10', allowed is a size such as 10Gib",
    ],
    [
      'a cache in Kubernetes units',
      { cache: { dir: '/tmp/c', size: '10Gi' } },
      "cache.size is '10Gi', allowed is a size such as 10Gib",
    ],
    [
      'a cache without size',
      { cache: { dir: '/tmp/c' } },
      'cache.size is missing, a cache needs its directory and its size',
    ],
    [
      'a cache without directory',
      { cache: { size: '10Gib' } },
      'cache.dir is missing, a cache needs its directory and its size',
    ],
    [
      'a cache below the program',
      { cache: { dir: 'cache', size: '10Gib' } },
      "cache.dir is 'cache', allowed is an absolute path, such as /tmp/cache",
    ],
    [
      'nodes that are not Linux',
      { placement: Placement.labels({ 'kubernetes.io/os': 'windows' }) },
      "node selector 'kubernetes.io/os' is 'windows' and also 'linux', and no node has both",
    ],
  ];

  test.each(cases)('%s', (_, props, message) => {
    expect(messageOf(() => new Runner(testChart(), 'runner', untyped({ ...valid, ...props })))).toBe(
      `[test/runner] ${message}`,
    );
  });

  test.each([
    ['queues', { rabbit }],
    ['workSize', '80Gi'],
    ['cache', { dir: '/tmp/cache', size: '10Gib' }],
    ['logging', {}],
    ['state', 'Running'],
    ['state', false],
    ['terminationGracePeriodSeconds', 60],
    ['doNotDisrupt', true],
  ])('%s with the documented edition, which would lose it', (option, value) => {
    const props = { version: '0.9.21', edition: 'documented', [option]: value };
    expect(messageOf(() => new Runner(testChart(), 'runner', untyped(props)))).toBe(
      `[test/runner] ${option} is given, and edition 'documented' does not have it`,
    );
  });

  test('a version in words with the documented edition, where it is the tag', () => {
    expect(messageOf(() => new Runner(testChart(), 'runner', untyped({ edition: 'documented' })))).toBe(
      '[test/runner] version is nothing, allowed is a version such as 0.9.21, or HEAD',
    );
  });

  test.each([
    ['Paused', "'Paused'"],
    ['DrainAndTerminate', "'DrainAndTerminate'"],
    [true, 'true'],
    ['', "''"],
  ])('a state of %s, which nothing implements', (state, shown) => {
    expect(messageOf(() => new Runner(testChart(), 'runner', untyped({ ...valid, state })))).toBe(
      `[test/runner/State] state is ${shown}, allowed are Running, DrainAndSuspend`,
    );
  });

  test('a chart without namespace, for rights name that of their account', () => {
    const chart = new Chart(new App(), 'test');
    expect(messageOf(() => new Runner(chart, 'runner', valid))).toBe(
      '[test/runner/Access] a role binding names the namespace of its account; give the chart a namespace, or a RunnerAccess of yours',
    );
    expect(() => new Runner(chart, 'without', { ...valid, state: false })).not.toThrow();
  });
});

describe('RunnerState refuses', () => {
  test.each([
    [{ state: 'Stopped' }, "state is 'Stopped', allowed are Running, DrainAndSuspend"],
    [{ state: 'Unknown' }, "state is 'Unknown', allowed are Running, DrainAndSuspend"],
    [
      { name: 'A' },
      "name 'A' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    [
      { podName: 'a_b' },
      "podName 'a_b' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
  ])('%j', (props, message) => {
    expect(messageOf(() => new RunnerState(testChart(), 'state', untyped(props)))).toBe(`[test/state] ${message}`);
  });
});

describe('RunnerAccess refuses', () => {
  test.each([false, true])('a chart without namespace (insecureClusterAdmin: %s)', (insecureClusterAdmin) => {
    const chart = new Chart(new App(), 'test');
    const props = { serviceAccount: { name: 'a' }, insecureClusterAdmin };
    expect(messageOf(() => new RunnerAccess(chart, 'access', props))).toBe(
      '[test/access] a role binding names the namespace of its account; give the chart a namespace, or a RunnerAccess of yours',
    );
  });
});
