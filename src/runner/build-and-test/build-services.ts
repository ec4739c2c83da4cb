import type { Construct } from 'constructs';
import { fail } from '../../core/fail';
import type { SecretSource } from '../../core/secret/secret-source';
import type { Credentials } from '../services/credentials';
import { isExternalObjectStore } from '../services/external-object-store';
import { isExternalQueue } from '../services/external-queue';
import { MinioServer } from '../services/minio-server';
import { RabbitMq } from '../services/rabbitmq';
import type { BuildAndTestProps } from './build-and-test-props';

/** What the tests of a build use beside it, and the variables by which they find it. */
export interface BuildServices {
  /** The broker that is made for the tests. */
  readonly rabbit?: RabbitMq;
  /** The object store that is made for the tests. */
  readonly minio?: MinioServer;
  /** Variables from secrets. */
  readonly secrets: Readonly<Record<string, SecretSource>>;
  /** Variables that are composed of those, or hold no secret. */
  readonly composed: Readonly<Record<string, string>>;
}

/**
 * Renders the broker and the store of a build, or takes those outside of the cluster.
 *
 * @throws where one of them is of the documented edition, which has no credentials by reference
 */
export function buildServices(build: Construct, props: Pick<BuildAndTestProps, 'rabbit' | 'minio'>): BuildServices {
  const queue = props.rabbit && queueOf(build, props.rabbit);
  const store = props.minio && storeOf(build, props.minio);
  return {
    rabbit: queue?.rabbit,
    minio: store?.minio,
    secrets: { ...queue?.secrets, ...store?.secrets },
    composed: { ...queue?.composed, ...store?.composed },
  };
}

function queueOf(build: Construct, rabbit: NonNullable<BuildAndTestProps['rabbit']>): BuildServices {
  if (isExternalQueue(rabbit)) return { secrets: { AMQP_URL: rabbit.url }, composed: {} };
  const broker = new RabbitMq(build, 'RabbitMq', rabbit);
  const { user, password } = credentialsOf(build, 'rabbit', broker);
  return {
    rabbit: broker,
    secrets: { RABBITMQ_USER: user, RABBITMQ_PASSWORD: password },
    composed: { AMQP_URL: broker.composedUrl },
  };
}

function storeOf(build: Construct, minio: NonNullable<BuildAndTestProps['minio']>): BuildServices {
  const own = isExternalObjectStore(minio) ? undefined : new MinioServer(build, 'Minio', minio);
  const store = isExternalObjectStore(minio) ? minio : own!;
  const { user, password } = credentialsOf(build, 'minio', store);
  return {
    minio: own,
    secrets: { MINIO_ACCESS_KEY: user, MINIO_SECRET_KEY: password },
    composed: { MINIO_TEST_SERVER: store.endpoint },
  };
}

function credentialsOf(build: Construct, name: string, { credentials }: Pick<RabbitMq, 'credentials'>): Credentials {
  if (credentials) return credentials;
  throw fail(build, `${name} has edition 'documented', which has no credentials for a build of edition 'platform'`);
}
