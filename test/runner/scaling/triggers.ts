import { SecretSource } from '../../../src/core/secret/secret-source';
import { QueueTrigger } from '../../../src/runner/scaling';
import type {
  AwsKeys,
  QueueScaledJobProps,
  RabbitTriggerOptions,
  SqsTriggerOptions,
} from '../../../src/runner/scaling';

export const SQS_URL = 'https://sqs.us-west-2.amazonaws.com/123456789012/sqs_StudioML_gpu';

/** A queue of which KEDA learns only what waits. */
export function amqp(options: Partial<RabbitTriggerOptions> = {}): QueueTrigger {
  return QueueTrigger.rabbit({
    url: SecretSource.existing('studioml-queue', 'url'),
    ...(options.queueRegex === undefined && { queue: 'rmq_gpu' }),
    ...options,
  });
}

/** A queue of which KEDA also learns what workers hold. */
export function http(options: Partial<RabbitTriggerOptions> = {}): QueueTrigger {
  return amqp({ protocol: 'http', url: SecretSource.existing('studioml-queue', 'managementUrl'), ...options });
}

export function sqs(options: Partial<SqsTriggerOptions> = {}): QueueTrigger {
  return QueueTrigger.sqs({ queueUrl: SQS_URL, credentials: { podIdentity: {} }, ...options });
}

export function secret(key: string): SecretSource {
  return SecretSource.existing('studioml-queue', key);
}

/** Keys of an AWS user, in one Secret. */
export function awsKeys(): AwsKeys {
  return {
    accessKeyId: SecretSource.existing('aws', 'id'),
    secretAccessKey: SecretSource.existing('aws', 'secret'),
  };
}

/** A secret of which the driver makes a Secret only while a pod mounts it. */
export function vaultSecret(key = 'url', vaultName = 'ml-vault'): SecretSource {
  return SecretSource.azureKeyVault({
    name: `queue-${vaultName}`,
    key,
    vaultName,
    tenantId: '00000000-0000-0000-0000-000000000001',
    clientId: '00000000-0000-0000-0000-000000000002',
    objectName: `amqp-${key}`,
  });
}

export function jobProps(props: Partial<QueueScaledJobProps> = {}): QueueScaledJobProps {
  return {
    name: 'trainer',
    maxReplicaCount: 8,
    triggers: [amqp()],
    template: { containers: [{ name: 'trainer', image: 'ghcr.io/example/trainer:1.0', gpus: 1 }] },
    ...props,
  };
}
