import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { IMAGE } from '../../checks/image/image-reference';
import { fail, requireMatch, requireOneOf, requireSyntax } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { NetworkPeers } from '../../core/network/peers';
import type { SecretSource } from '../../core/secret/secret-source';
import { WorkloadObject } from '../../core/workload/workload-object';
import { dns1035Label, dns1123Subdomain } from '../../facts/names';
import { requireCredentials } from './credentials';
import type { Credentials } from './credentials';
import { requireOnly } from './documented';
import type { Edition } from './documented';
import { renderDocumentedRabbitMq } from './documented-rabbitmq';
import { expose } from './exposure';
import type { ServicePodProps } from './service-pod-props';
import { RABBITMQ_IMAGE } from './images';
import { RABBITMQ_PORTS, rabbitMqPod } from './rabbitmq-pod';
import { secretEnvironment } from '../../core/object-store/secret-environment';
import type { SecretEnvironment } from '../../core/object-store/secret-environment';
import { requireNamespace, serviceHost } from './service-reference';
import type { ServiceReference } from './service-reference';
import { claimSpec } from './storage';
import type { ServiceStorage } from './storage';
import { requireProps } from '../../core/require-props';
import { RABBIT_MQ } from '../known-props';

/** Properties of a {@link RabbitMq}. */
export interface RabbitMqProps extends ServicePodProps {
  /** The name of the user that the broker makes at its first start. The documented edition has none. */
  readonly user?: SecretSource;

  /**
   * The password of that user, of letters, digits and `-._~`, for it becomes a part of a URL. The documented edition has none.
   */
  readonly password?: SecretSource;

  /**
   * The name of the workload; its Service has `-service` behind it.
   * @default 'rabbitmq'
   */
  readonly name?: string;

  /**
   * An image with the management plugin.
   * @default - RabbitMQ 4.3 of Docker Hub; `rabbitmq` without a tag for the documented edition
   */
  readonly image?: string;

  /**
   * What keeps the pod; there is one in either.
   * @default 'StatefulSet'
   */
  readonly workload?: 'StatefulSet' | 'Deployment';

  /**
   * The disk for messages and queues; `false` loses them with the pod.
   * @default - 5Gi of the default storage class
   */
  readonly storage?: ServiceStorage | false;

  /**
   * What the container requests, and its limits.
   * @default - 250m CPU requested, and 1Gi of memory as request and limit
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * `documented`: the ReplicationController and the Service of build.yaml, field for field, with what is wrong with them.
   * @default 'platform'
   */
  readonly edition?: Edition;
}

const DOCUMENTED_OPTIONS = ['image', 'serviceType'];

/**
 * One RabbitMQ broker in the cluster, for development and tests: a workload with a disk, a Service and a NetworkPolicy that lets in the
 * pods of the namespace and KEDA's operator. It is no cluster of brokers and has no disruption budget, which would only keep its node from being drained. For
 * production use a broker outside of the cluster ({@link ExternalQueue}) or the operator of RabbitMQ.
 *
 * The broker reads user and password at its first start on an empty disk; a later change of the Secret changes nothing in it.
 *
 * @example
 * new runner.RabbitMq(chart, 'rabbitmq', {
 *   user: SecretSource.existing('studioml-queue', 'user'),
 *   password: SecretSource.existing('studioml-queue', 'password'),
 * });
 * @see https://www.rabbitmq.com/docs/kubernetes/operator/operator-overview
 */
export class RabbitMq extends Construct {
  /** The Service, at the port of AMQP. */
  public readonly service: ServiceReference;

  /**
   * The URL that belongs into a Secret for {@link Runner}, with words where user and password stand:
   * `amqp://USER:PASSWORD@rabbitmq-service.studioml.svc:5672/%2f`.
   */
  public readonly urlForm: string;

  /** The credentials of its user; none in the documented edition, which has the broker's own. */
  public readonly credentials?: Credentials;

  /** @throws where a credential is missing, a value is out of its bounds, or the documented edition is given more than it has */
  public constructor(scope: Construct, id: string, props: RabbitMqProps) {
    super(scope, id);
    requireProps(this, 'a RabbitMq', props, RABBIT_MQ);
    const { edition = 'platform', name = 'rabbitmq' } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    requireSyntax(this, 'name', `${name}-service`, dns1035Label);
    this.service = { name: `${name}-service`, namespace: requireNamespace(this), port: RABBITMQ_PORTS[0].port };
    this.urlForm = this.url('USER', 'PASSWORD');
    if (edition === 'documented') {
      requireOnly(this, edition, props, DOCUMENTED_OPTIONS);
      renderDocumentedRabbitMq(this, props);
      return;
    }
    this.credentials = requireCredentials(this, props);
    this.renderPlatform(name, props, this.credentials);
  }

  /**
   * The variable `AMQP_URL` for a container, composed of the same two secrets by Kubernetes when the pod starts, so that no third Secret
   * holds them once more. The variables stand in the order in which Kubernetes needs them; they come with the volumes of their secrets.
   *
   * @param workload gives secrets the chart to render into; its namespace must have them
   * @throws for the documented edition, whose broker has no user of its own
   */
  public amqpUrlEnv(workload: Construct): SecretEnvironment {
    if (!this.credentials) throw fail(this, "edition 'documented' has no credentials to compose a URL of");
    const { user, password } = this.credentials;
    return secretEnvironment(
      workload,
      { RABBITMQ_USER: user, RABBITMQ_PASSWORD: password },
      { AMQP_URL: this.composedUrl },
    );
  }

  /** The URL with the variables `RABBITMQ_USER` and `RABBITMQ_PASSWORD` of a container, which stand before it in its `env`. */
  public get composedUrl(): string {
    return this.url('$(RABBITMQ_USER)', '$(RABBITMQ_PASSWORD)');
  }

  private url(user: string, password: string): string {
    return `amqp://${user}:${password}@${serviceHost(this.service)}:${this.service.port}/%2f`;
  }

  private renderPlatform(name: string, props: RabbitMqProps, credentials: Credentials): void {
    const { workload = 'StatefulSet', storage = {}, image = RABBITMQ_IMAGE, imagePullPolicy = 'IfNotPresent' } = props;
    requireOneOf(this, 'workload', workload, ['StatefulSet', 'Deployment']);
    requireOneOf(this, 'imagePullPolicy', imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
    this.requireManagement(image);
    for (const secret of props.imagePullSecrets ?? [])
      requireSyntax(this, 'imagePullSecrets', secret, dns1123Subdomain);
    const labels = { 'app.kubernetes.io/name': name };
    const claim = storage === false ? undefined : claimSpec(this, storage, '5Gi');
    // Before the workload, so that what must exist first stands first in the file.
    const callers = [NetworkPeers.kedaOperator()];
    expose(this, { service: this.service.name, policy: name, labels, ports: RABBITMQ_PORTS, callers }, props);
    const stateful = workload === 'StatefulSet';
    const claimName = `${name}-data`;
    if (claim && !stateful) {
      new KubeObject(this, 'Claim', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: claimName, labels },
        spec: claim,
      });
    }
    const volume: k8s.Volume = claim
      ? { name: 'data', persistentVolumeClaim: { claimName } }
      : { name: 'data', emptyDir: {} };
    const template = rabbitMqPod({
      ...props,
      secrets: secretEnvironment(this, {
        RABBITMQ_DEFAULT_USER: credentials.user,
        RABBITMQ_DEFAULT_PASS: credentials.password,
      }),
      ...{ image, imagePullPolicy, labels },
      resources: props.resources ?? { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '1Gi' } },
      data: 'data',
      volumes: claim && stateful ? [] : [volume],
    });
    new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: workload,
      metadata: { name, labels },
      spec: stateful
        ? {
            replicas: 1,
            serviceName: this.service.name,
            ...(claim && { volumeClaimTemplates: [{ metadata: { name: 'data', labels }, spec: claim }] }),
          }
        : // Two brokers on one disk would destroy it.
          { replicas: 1, strategy: { type: 'Recreate' } },
      template,
      selector: true,
      claimedVolumes: ['data'],
    });
  }

  /** Known only where the tag is of the image's own project; a copy of it may have any tag. */
  private requireManagement(image: string): void {
    requireMatch(this, 'image', image, IMAGE, 'an image with its tag');
    const tag = /(?:^|\/)rabbitmq:([^@]+)$/.exec(image)?.[1];
    const plain = image === 'rabbitmq' || (tag !== undefined && /^\d/.test(tag) && !tag.includes('management'));
    if (plain) {
      throw fail(
        this,
        `image is '${image}', allowed is one with the management plugin, such as ${RABBITMQ_IMAGE}: the runner lists queues over it`,
      );
    }
  }
}
