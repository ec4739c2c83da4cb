import type * as k8s from '../../../imports/kubernetes';
import type { Placement } from '../../core/placement';
import type { PodTemplateProps } from '../../core/pod/pod-template';
import type { SecretEnvironment } from '../../core/object-store/secret-environment';
import { parseMilli } from '../../facts/quantity';
import type { ExposedPort } from './exposure';

/** The ports of the broker: its protocol, and the interface over which the runner lists queues. */
export const RABBITMQ_PORTS = [
  { name: 'amqp', port: 5672 },
  { name: 'management', port: 15672 },
] as const satisfies readonly ExposedPort[];

/** What {@link rabbitMqPod} is made of. */
export interface RabbitMqPodProps {
  readonly image: string;
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never';
  readonly imagePullSecrets?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** The variables of its user and password. */
  readonly secrets: SecretEnvironment;
  readonly resources: k8s.ResourceRequirements;
  readonly placement?: Placement;
  /** The name of the volume that holds messages. */
  readonly data: string;
  /** Volumes of the pod beside those that a claim template makes. */
  readonly volumes: readonly k8s.Volume[];
}

/** The user of the image. */
const USER = 999;

/** What the broker may do at most: memory that it does not know as its own it would take from the whole node. */
function memoryArgument({ limits = {} }: k8s.ResourceRequirements): k8s.EnvVar[] {
  const milli = limits.memory === undefined ? undefined : parseMilli(limits.memory);
  if (milli === undefined) return [];
  // A fifth is for the runtime around the broker, and for the commands of the probes.
  const bytes = (milli / 1000n) * 8n;
  const value = `-rabbit total_memory_available_override_value ${bytes / 10n}`;
  return [{ name: 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS', value }];
}

/**
 * The pod of one broker. Its home is new with each pod and holds the cookie of its cluster of one, which no other pod needs; on the disk
 * the cookie would become readable for a group, by `fsGroup`, and the broker would refuse to start.
 */
export function rabbitMqPod(props: RabbitMqPodProps): PodTemplateProps {
  const { labels, placement, imagePullSecrets, image, imagePullPolicy, resources, data, volumes, secrets } = props;
  const diagnostics = (check: string): k8s.ExecAction => ({ command: ['rabbitmq-diagnostics', '-q', check] });
  return {
    labels,
    placement,
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
    terminationGracePeriodSeconds: 120,
    securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER, fsGroupChangePolicy: 'OnRootMismatch' },
    containers: [
      {
        name: 'rabbitmq',
        image,
        imagePullPolicy,
        env: [
          // Messages are kept under the name of the node, which must not change with the pod.
          { name: 'RABBITMQ_NODENAME', value: 'rabbit@localhost' },
          // The runtime reserves memory for each file that it may open, and on some nodes these are a thousand million.
          { name: 'ERL_MAX_PORTS', value: '65536' },
          ...memoryArgument(resources),
          ...secrets.env,
        ],
        ports: RABBITMQ_PORTS.map(({ name, port }) => ({ name, containerPort: port })),
        resources,
        // Each command starts a runtime of its own, which takes seconds on a small share of a CPU.
        startupProbe: {
          exec: diagnostics('check_running'),
          periodSeconds: 10,
          timeoutSeconds: 30,
          failureThreshold: 60,
        },
        readinessProbe: {
          exec: diagnostics('check_running'),
          periodSeconds: 30,
          timeoutSeconds: 30,
          failureThreshold: 3,
        },
        livenessProbe: { exec: diagnostics('ping'), periodSeconds: 60, timeoutSeconds: 30, failureThreshold: 5 },
        volumeMounts: [
          { name: 'home', mountPath: '/var/lib/rabbitmq' },
          { name: data, mountPath: '/var/lib/rabbitmq/mnesia' },
          { name: 'log', mountPath: '/var/log/rabbitmq' },
          { name: 'tmp', mountPath: '/tmp' },
          ...secrets.volumeMounts,
        ],
      },
    ],
    volumes: [...volumes, ...secrets.volumes, ...['home', 'log', 'tmp'].map((name) => ({ name, emptyDir: {} }))],
  };
}
