export { QueueScaledJob } from './queue-scaled-job';
export type { QueueScaledJobProps } from './queue-scaled-job';
export { QueueScaledObject } from './queue-scaled-object';
export type { QueueScaledObjectProps } from './queue-scaled-object';
export { QueueTrigger } from './queue-trigger';
export type { RabbitTriggerOptions } from './rabbit-trigger';
export type { CustomStrategy, ScalingStrategy } from './scaling-strategy';
export type { AwsKeys, AwsPodIdentity, SqsTriggerOptions } from './sqs-trigger';
