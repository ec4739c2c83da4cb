/**
 * The RabbitMQ that this library was written against, with the management plugin: the runner lists queues over its interface.
 *
 * @see https://hub.docker.com/_/rabbitmq
 */
export const RABBITMQ_IMAGE = 'rabbitmq:4.3.6-management';

/** The images of the documents. */
export const DOCUMENTED_SERVICE_IMAGES = {
  /** build.yaml, without a tag. */
  rabbitMq: 'rabbitmq',
  /** Document 000. */
  'rabbitMq-000': 'rabbitmq:3.7.17-alpine',
  /** build.yaml, without a tag. */
  minio: 'minio/minio',
  /** Document 000. */
  'minio-000': 'minio/minio:RELEASE.2019-09-11T19-53-16Z',
  /** `examples/local` of the runner's repository. */
  'minio-local': 'minio/minio:RELEASE.2020-05-08T02-40-49Z',
} as const;
