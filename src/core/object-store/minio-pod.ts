import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { fail } from '../fail';
import type { Placement } from '../placement';
import type { PodTemplateProps } from '../pod/pod-template';
import type { SecretSource } from '../secret/secret-source';
import { minioRelease } from './minio-release';
import { secretEnvironment } from './secret-environment';

/** The port of the S3 interface. */
export const MINIO_PORT = 9000;
/** The port of the console. */
export const MINIO_CONSOLE_PORT = 9001;

/** What {@link minioPod} is made of. */
export interface MinioPodProps {
  readonly image: string;
  /** @default 'IfNotPresent' */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';
  /** @default - none */
  readonly imagePullSecrets?: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** The name of the root user; 3 characters or more. */
  readonly user: SecretSource;
  /** The password of the root user; 8 characters or more. */
  readonly password: SecretSource;
  /** Where the data is; its `name` is that of the mount. */
  readonly data: k8s.Volume;
  /** @default false */
  readonly console?: boolean;
  /** @default - 100m and 512Mi requested, 1Gi as the limit of memory */
  readonly resources?: k8s.ResourceRequirements;
  /** @default - any node */
  readonly placement?: Placement;
}

/** The image runs as any user; this one owns nothing in it. */
const USER = 1000;

/**
 * The pod of one MinIO server on one volume. It may do the least that works: no root, a read-only image, no token. The names of its
 * credentials are those that the release of the image reads.
 *
 * @throws where the console is asked of a release that has none of its own
 */
export function minioPod(workload: Construct, props: MinioPodProps): PodTemplateProps {
  const { image, imagePullPolicy = 'IfNotPresent', imagePullSecrets, labels, data, console = false, placement } = props;
  const { credentials, hasConsoleAddress } = minioRelease(image);
  if (console && !hasConsoleAddress) {
    throw fail(
      workload,
      `console is true, but image '${image}' has none at a port of its own; releases since 2021-07-08 do`,
    );
  }
  const [user, password] = credentials;
  const secrets = secretEnvironment(workload, { [user]: props.user, [password]: props.password });
  return {
    labels,
    placement,
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
    securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER, fsGroupChangePolicy: 'OnRootMismatch' },
    containers: [
      {
        name: 'minio',
        image,
        imagePullPolicy,
        args: ['server', '/data', ...(console ? ['--console-address', `:${MINIO_CONSOLE_PORT}`] : [])],
        // It makes a directory for certificates in its home, which the image has not for this user.
        env: [
          { name: 'HOME', value: '/tmp' },
          ...(console ? [] : [{ name: 'MINIO_BROWSER', value: 'off' }]),
          ...secrets.env,
        ],
        ports: [
          { name: 's3', containerPort: MINIO_PORT },
          ...(console ? [{ name: 'console', containerPort: MINIO_CONSOLE_PORT }] : []),
        ],
        resources: props.resources ?? { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
        // The first start on a large volume takes a while; until it is over no other probe counts.
        startupProbe: { httpGet: { path: '/minio/health/live', port: 's3' }, periodSeconds: 5, failureThreshold: 60 },
        readinessProbe: { httpGet: { path: '/minio/health/ready', port: 's3' }, periodSeconds: 10, timeoutSeconds: 5 },
        livenessProbe: {
          httpGet: { path: '/minio/health/live', port: 's3' },
          periodSeconds: 20,
          timeoutSeconds: 10,
          failureThreshold: 3,
        },
        volumeMounts: [
          { name: data.name, mountPath: '/data' },
          { name: 'tmp', mountPath: '/tmp' },
          ...secrets.volumeMounts,
        ],
      },
    ],
    volumes: [data, ...secrets.volumes, { name: 'tmp', emptyDir: {} }],
  };
}
