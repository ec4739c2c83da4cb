import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { fail, requireOneOf } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { WorkloadObject } from '../../core/workload/workload-object';
import type { Credentials } from './credentials';
import { DOCUMENTED_SERVICE_IMAGES } from './images';
import { claimSpec } from './storage';
import type { ServiceStorage } from './storage';

/** What the documented edition can be told. */
export interface DocumentedMinioProps {
  readonly image?: string;
  readonly serviceType?: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly storage?: ServiceStorage | false;
  /** In place of those that everybody knows. */
  readonly credentials?: Credentials;
}

/** The credentials that build.yaml shows, which everybody knows; the checks report them (SEC005). */
const PUBLIC: readonly k8s.EnvVar[] = [
  { name: 'MINIO_ACCESS_KEY', value: 'UserUser' },
  { name: 'MINIO_SECRET_KEY', value: 'PasswordPassword' },
];

const LABELS = { app: 'minio' };

/**
 * Claim, Deployment and Service of the runner's build.yaml (eaa596f), for comparison, not for use. The Deployment is of `apps/v1` with a
 * selector, for no API server of today takes `extensions/v1beta1`.
 *
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/build.yaml
 */
export function renderDocumentedMinio(construct: Construct, props: DocumentedMinioProps): void {
  const { image = DOCUMENTED_SERVICE_IMAGES.minio, serviceType = 'LoadBalancer', storage = {}, credentials } = props;
  requireOneOf(construct, 'serviceType', serviceType, ['ClusterIP', 'NodePort', 'LoadBalancer']);
  if (storage === false) throw fail(construct, "storage is false, and edition 'documented' has a claim");
  const claimName = 'minio-pv-claim';
  new KubeObject(construct, 'Claim', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: claimName, labels: { app: 'minio-storage-claim' } },
    spec: claimSpec(construct, storage, '10Gi'),
  });
  new WorkloadObject(construct, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'minio-deployment' },
    spec: { strategy: { type: 'Recreate' } },
    template: {
      labels: LABELS,
      safeDefaults: false,
      volumes: [{ name: 'storage', persistentVolumeClaim: { claimName } }],
      containers: [
        {
          name: 'minio',
          image,
          args: ['server', '/storage'],
          ...(credentials
            ? { secretEnv: { MINIO_ACCESS_KEY: credentials.user, MINIO_SECRET_KEY: credentials.password } }
            : { env: PUBLIC }),
          ports: [{ containerPort: 9000 }],
          volumeMounts: [{ name: 'storage', mountPath: '/storage' }],
        },
      ],
    },
    selector: true,
  });
  new KubeObject(construct, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'minio-service' },
    spec: { type: serviceType, ports: [{ port: 9000, targetPort: 9000, protocol: 'TCP' }], selector: LABELS },
  });
}
