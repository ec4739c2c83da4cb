import { Chart } from 'cdk8s';
import { Placement } from '../../src/core/placement';
import { PlatformApp } from '../../src/core/platform-app';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Taint } from '../../src/core/taint';
import { Target } from '../../src/facts/target';
import { Runner } from '../../src/runner';
import type { DocumentedVariant, RunnerProps } from '../../src/runner';
import { objectsOf, yamlFrom } from '../support/chart';
import { podOf, refusal, strictFindings } from './support';

const rabbit = { url: SecretSource.existing('studioml-queue', 'url') };
const encrypted = { encryption: {}, clearTextMessages: true };
const optionallyEncrypted = { encryption: { optional: true }, clearTextMessages: true };
const signed = { signing: {}, reportKeys: {} };
const cache = { dir: '/tmp/cache', size: '10Gib' };
const logging = { levels: '*=DBG' };
const limits = (memory: string, cpu: number) => ({ resources: { limits: { memory, cpu } } });
const awsKeys = {
  accessKeyId: SecretSource.existing('studioml-aws', 'accessKeyId'),
  secretAccessKey: SecretSource.existing('studioml-aws', 'secretAccessKey'),
  region: 'us-west-2',
};

/** The nine columns of the examples by options alone, with what is wrong in them put right. */
const PLATFORM: Readonly<Record<DocumentedVariant, RunnerProps>> = {
  'azure-1.9': {
    ...{ version: '0.12.0', logging, ...limits('50Gi', 4), ...encrypted },
    queues: { match: '^(rmq|sqs)_.*$', rabbit, sqs: {} },
    workSize: '80Gi',
  },
  'azure-1.11': {
    ...{ version: '0.12.0', logging, ...limits('10Gi', 2), ...encrypted },
    queues: { match: '^rmq_.*$', rabbit, sqs: {} },
    imagePullSecrets: ['studioml-go-docker-key'],
    imagePullSecretsOn: 'both',
  },
  'azure-1.13': {
    ...{ version: '0.12.0', logging, ...limits('40Gi', 5), ...encrypted },
    queues: { match: '^rmq_.*$', rabbit },
    replicas: 20,
    signing: {},
    imagePullSecrets: ['studioml-go-docker-key'],
    imagePullSecretsOn: 'account',
  },
  aws: {
    ...{ version: '0.12.1', logging, cache, ...limits('32Gi', 2), ...optionallyEncrypted, ...signed },
    queues: { match: '^rmq_.*$', rabbit, sqs: {} },
    image: 'quay.io/leafai/studio-go-runner:0.12.1-feature-370-CUDA-11-0-aaaagpxwrcq',
    imagePullSecrets: ['studioml-go-docker-key'],
    workSize: '200Gi',
  },
  'aws-cpu': {
    ...{ version: '0.12.1', logging, cache, ...limits('8Gi', 2), ...encrypted, ...signed },
    queues: { match: '^sqs_.*$', sqs: {} },
    cpuOnly: true,
    imagePullSecrets: ['studioml-go-docker-key'],
    workVolume: { ephemeral: { size: '200Gi' } },
  },
  google: {
    ...{ version: '0.12.0', logging, cache, ...limits('11Gi', 2), ...encrypted, ...signed },
    queues: { match: '^rmq_.*$', rabbit },
    placement: new Placement({ taints: [Taint.noSchedule('nvidia.com/gpu', 'present')] }),
    imagePullSecrets: ['studioml-go-docker-key'],
    workSize: '200Gi',
  },
  local: {
    ...{ version: '0.12.0', logging, ...limits('8Gi', 2), ...encrypted, ...signed },
    queues: { rabbit },
    gpus: 0,
    workVolume: 'none',
  },
  'docker-desktop': {
    ...{ version: '0.9.27', logging, ...limits('4Gi', 3), clearTextMessages: true },
    queues: { match: '^rmq_.*$', rabbit },
    image: 'docker.io/leafai/studio-go-runner:0.9.27-master-aaaagnrahyf',
    gpus: 0,
    imagePullSecrets: ['studioml-go-docker-key'],
    imagePullSecretsOn: 'account',
    workVolume: 'none',
  },
  'sqs-job': {
    ...{ version: '0.13.2', logging, cache, ...limits('16Gi', 2), ...optionallyEncrypted, ...signed },
    workload: 'Job',
    queues: { match: '^sqs_StudioML_.*$', sqs: {} },
    limits: { idleDuration: '15m' },
    allowEnvSecrets: true,
    s3: { credentials: awsKeys },
    imagePullSecrets: ['studioml-go-docker-key'],
    workSize: '200Gi',
  },
};

const NAMES = Object.keys(PLATFORM) as DocumentedVariant[];

/** Those whose image the examples leave to a template, or name without tag. */
const IMAGES: Partial<Record<DocumentedVariant, string>> = {
  'azure-1.9': 'leafai/studio-go-runner:0.9.21',
  'azure-1.11': 'leafai/studio-go-runner:0.9.21',
  'azure-1.13': 'studioml/studio-go-runner',
  'aws-cpu': 'docker.io/leafai/studio-go-runner:0.9.18',
  local: 'leafai/studio-go-runner:0.12.0',
};
const documented = (variant: DocumentedVariant): RunnerProps => ({
  version: '0.9.21',
  edition: 'documented',
  variant,
  image: IMAGES[variant],
});

describe.each(NAMES)('variant: %s', (variant) => {
  test('with its defects corrected', () => {
    expect(yamlFrom((chart) => new Runner(chart, 'runner', PLATFORM[variant]))).toMatchSnapshot();
  });

  test('as it was, as far as an API server takes it', () => {
    expect(yamlFrom((chart) => new Runner(chart, 'runner', documented(variant)))).toMatchSnapshot();
  });

  test('corrected, no check reports anything under strict but the registry secret that is made outside', () => {
    const found = strictFindings((chart) => new Runner(chart, 'runner', PLATFORM[variant]));
    expect(found.filter((finding) => !finding.includes('studioml-go-docker-key'))).toEqual([]);
  });

  test('as it was, no rule on what an API server takes reports it', () => {
    const app = new PlatformApp({ target: Target.generic('1.27') });
    new Runner(new Chart(app, 'test', { namespace: 'ml' }), 'runner', documented(variant));
    expect(app.check().filter(({ rule }) => rule.startsWith('ACC'))).toEqual([]);
  });

  test('both have the same number of GPUs, workload and place of pull secrets', () => {
    const [corrected, original] = [PLATFORM[variant], documented(variant)].map((props) => {
      const objects = objectsOf((chart) => new Runner(chart, 'runner', props));
      const pod = podOf(objects);
      const [container] = pod.containers;
      const { memory, cpu, ...others } = container.resources.limits;
      return {
        kinds: objects.map(({ kind }) => kind as string).filter((kind) => kind === 'Deployment' || kind === 'Job'),
        limits: [memory, Number(cpu)],
        gpus: Object.values(others),
        onPod: pod.imagePullSecrets,
        onAccount: objects.find(({ kind }) => kind === 'ServiceAccount').imagePullSecrets,
        mounts: (container.volumeMounts ?? [])
          .map(({ mountPath }: { mountPath: string }) => mountPath)
          .filter((path: string) => !path.includes('nvidia') && !path.includes('libcuda')),
      };
    });
    expect(corrected).toEqual(original);
  });
});

test('the images that the examples name are those of the variant, and others must be said', () => {
  const unnamed = NAMES.filter((variant) => IMAGES[variant] !== undefined);
  for (const variant of unnamed)
    expect(refusal({ ...documented(variant), image: undefined })).toBe(
      `image is missing, and variant '${variant}' names none that can be pulled`,
    );
});

test('a variant that is none', () => {
  expect(refusal({ version: '0.9.21', edition: 'documented', variant: 'azure' })).toBe(
    `variant is 'azure', allowed are ${NAMES.join(', ')}`,
  );
});

test('a variant of the platform edition, which has options in its place', () => {
  expect(refusal({ version: '0.9.21', queues: { rabbit }, variant: 'aws' })).toBe(
    "variant is given, and only edition 'documented' has it",
  );
});

test('an option beside a variant, which would be lost', () => {
  expect(refusal({ ...documented('aws'), replicas: 2 })).toBe("replicas is given, and variant 'aws' does not have it");
});

test('an image that is none', () => {
  expect(refusal({ ...documented('aws'), image: 'A:1' })).toBe("image 'A:1' has upper-case letters in its repository");
});
