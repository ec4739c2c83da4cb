import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { SUPPRESS } from '../../checks/suppression';
import { IMAGE } from '../../checks/image/image-reference';
import { requireMatch, requireOneOf, requireSyntax } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { MINIO_CONSOLE_PORT, MINIO_PORT, minioPod } from '../../core/object-store/minio-pod';
import { MINIO_IMAGE, MINIO_REASON } from '../../core/object-store/minio-release';
import type { SecretSource } from '../../core/secret/secret-source';
import { WorkloadObject } from '../../core/workload/workload-object';
import { dns1035Label, dns1123Subdomain } from '../../facts/names';
import { requireCredentials } from './credentials';
import type { Credentials } from './credentials';
import { requireOnly } from './documented';
import type { Edition } from './documented';
import { renderDocumentedMinio } from './documented-minio';
import { expose } from './exposure';
import type { ServicePodProps } from './service-pod-props';
import { requireNamespace, serviceHost } from './service-reference';
import type { ServiceReference } from './service-reference';
import { claimSpec } from './storage';
import type { ServiceStorage } from './storage';
import { requireProps } from '../../core/require-props';
import { MINIO_SERVER } from '../known-props';

/** Properties of a {@link MinioServer}. */
export interface MinioServerProps extends ServicePodProps {
  /** The name of the root user, 3 characters or more. */
  readonly user?: SecretSource;

  /** The password of the root user, 8 characters or more. */
  readonly password?: SecretSource;

  /**
   * The first part of all names: `minio-deployment`, `minio-service`, `minio-pv-claim`.
   * @default 'minio'
   */
  readonly name?: string;

  /**
   * The image; its release decides how the variables of the credentials are called.
   * @default - the last one that MinIO published, of 2025-09-07; `minio/minio` without a tag for the documented edition
   */
  readonly image?: string;

  /**
   * The disk; `false` loses all data with the pod.
   * @default - 10Gi of the default storage class
   */
  readonly storage?: ServiceStorage | false;

  /**
   * Whether the console is served too, at port 9001.
   * @default false
   */
  readonly console?: boolean;

  /**
   * What the container requests, and its limits.
   * @default - 100m CPU and 512Mi of memory requested, 1Gi of memory as the limit
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * `documented`: claim, Deployment and Service of build.yaml, field for field, with what is wrong with them.
   * @default 'platform'
   */
  readonly edition?: Edition;
}

const DOCUMENTED_OPTIONS = ['image', 'serviceType', 'storage', 'user', 'password'];

/**
 * One MinIO server in the cluster, for development and tests: a Deployment with a disk, a Service and a NetworkPolicy that lets in the pods
 * of the namespace. It is not for data that matters: it has one copy on one disk, and MinIO's community edition has ended. The finding that
 * says so (IMG005) is accepted for the default image by an annotation with the reason; another image is judged as any other.
 *
 * @example
 * new runner.MinioServer(chart, 'minio', {
 *   user: SecretSource.existing('studioml-store', 'user'),
 *   password: SecretSource.existing('studioml-store', 'password'),
 *   storage: { size: '50Gi', storageClassName: 'managed-csi' },
 * });
 * @see https://github.com/minio/minio
 */
export class MinioServer extends Construct {
  /** The Service, at the port of the S3 interface. */
  public readonly service: ServiceReference;
  /** Host and port, as clients want them: `minio-service.studioml.svc:9000`. */
  public readonly endpoint: string;
  /** The credentials of the root user; none where the documented edition shows its own. */
  public readonly credentials?: Credentials;

  /** @throws where a credential is missing, a value is out of its bounds, or the documented edition is given more than it has */
  public constructor(scope: Construct, id: string, props: MinioServerProps) {
    super(scope, id);
    requireProps(this, 'a MinioServer', props, MINIO_SERVER);
    const { edition = 'platform', name = 'minio', user, password } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    requireSyntax(this, 'name', `${name}-service`, dns1035Label);
    this.service = { name: `${name}-service`, namespace: requireNamespace(this), port: MINIO_PORT };
    this.endpoint = `${serviceHost(this.service)}:${MINIO_PORT}`;
    if (edition === 'documented') {
      requireOnly(this, edition, props, DOCUMENTED_OPTIONS);
      if (user !== undefined || password !== undefined) this.credentials = requireCredentials(this, props);
      renderDocumentedMinio(this, { ...props, credentials: this.credentials });
      return;
    }
    this.credentials = requireCredentials(this, props);
    this.renderPlatform(name, props, this.credentials);
  }

  private renderPlatform(name: string, props: MinioServerProps, credentials: Credentials): void {
    const { image = MINIO_IMAGE, imagePullPolicy, imagePullSecrets = [], storage = {}, console = false } = props;
    requireMatch(this, 'image', image, IMAGE, 'an image with its tag');
    requireOneOf(this, 'imagePullPolicy', imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
    for (const secret of imagePullSecrets) requireSyntax(this, 'imagePullSecrets', secret, dns1123Subdomain);
    const labels = { 'app.kubernetes.io/name': name };
    const claim = storage === false ? undefined : claimSpec(this, storage, '10Gi');
    const ports = [
      { name: 's3', port: MINIO_PORT },
      ...(console ? [{ name: 'console', port: MINIO_CONSOLE_PORT }] : []),
    ];
    expose(this, { service: this.service.name, policy: name, labels, ports }, props);
    const claimName = `${name}-pv-claim`;
    if (claim) {
      new KubeObject(this, 'Claim', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: claimName, labels },
        spec: claim,
      });
    }
    const data = claim ? { name: 'data', persistentVolumeClaim: { claimName } } : { name: 'data', emptyDir: {} };
    const annotations = image === MINIO_IMAGE ? { [`${SUPPRESS}IMG005`]: MINIO_REASON } : undefined;
    new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `${name}-deployment`, labels, annotations },
      // Two servers on one disk would destroy it.
      spec: { replicas: 1, strategy: { type: 'Recreate' } },
      template: minioPod(this, { ...props, ...credentials, image, labels, data, console }),
      selector: true,
    });
  }
}
