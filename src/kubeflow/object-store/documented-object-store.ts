import type { Construct } from 'constructs';
import { fail, requireKnown } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { WorkloadObject } from '../../core/workload/workload-object';
import type { MinioBackend, MinioGatewayBackend } from './backend';
import { requireGatewayRelease } from './gateway-release';
import { DOCUMENTED_MINIO_IMAGE } from './images';
import type { ObjectStoreProps } from './object-store';
import { claimOf } from './on-volume';
import { ARTIFACT_PORT, ARTIFACT_SERVICE } from './store-objects';

const LABELS = { app: 'minio' };
const OPTIONS = ['edition', 'backend', 'accessKey', 'secretKey'];

/**
 * The objects of document 003: Deployment, Service and claim of Kubeflow 1.8 with the document's changes, and Kubeflow's policies of the
 * mesh. With `minio-azure-gateway` the claim is one that nothing mounts (KKA-14), and the credentials of S3 are those of the account
 * (KKA-13); with `minio` it is the form that the document's repository has at its end.
 */
export function renderDocumentedObjectStore(construct: Construct, props: ObjectStoreProps, namespace: string): void {
  const { backend } = props;
  requireKnown(construct, "edition 'documented'", withoutUndefined(props), OPTIONS);
  if (backend.kind !== 'minio-azure-gateway' && backend.kind !== 'minio') {
    const given = backend.kind ?? 'versitygw';
    throw fail(
      construct,
      `backend.kind is '${given}' with edition 'documented', allowed are minio-azure-gateway and minio`,
    );
  }
  const gateway = backend.kind === 'minio-azure-gateway';
  if (gateway) requireDocumentedGateway(construct, backend);
  const { claim, data } = claimOf(construct, 'minio-pvc', gateway ? {} : backend);
  new KubeObject(construct, 'Claim', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: claim.name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(claim.storageClassName !== undefined && { storageClassName: claim.storageClassName }),
      resources: { requests: { storage: claim.size } },
    },
  });
  new WorkloadObject(construct, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'minio', labels: LABELS },
    spec: { selector: { matchLabels: LABELS }, strategy: { type: 'Recreate' } },
    selector: true,
    template: {
      safeDefaults: false,
      labels: LABELS,
      containers: [
        {
          args: gateway ? ['gateway', 'azure'] : ['server', '/data'],
          secretEnv: { MINIO_ACCESS_KEY: props.accessKey, MINIO_SECRET_KEY: props.secretKey },
          image: imageOf(backend),
          name: 'minio',
          ports: [{ containerPort: 9000 }],
          ...(!gateway && { volumeMounts: [{ mountPath: '/data', name: data.name, subPath: 'minio' }] }),
          resources: { requests: { cpu: '20m', memory: '100Mi' } },
        },
      ],
      ...(!gateway && { volumes: [data] }),
    },
  });
  new KubeObject(construct, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: ARTIFACT_SERVICE },
    spec: { ports: [{ name: 'http', port: ARTIFACT_PORT, protocol: 'TCP', targetPort: 9000 }], selector: LABELS },
  });
  renderDocumentedPolicies(construct, namespace);
}

function requireDocumentedGateway(construct: Construct, backend: MinioGatewayBackend): void {
  if (backend.account !== undefined || backend.accountKey !== undefined) {
    const given = backend.account === undefined ? 'accountKey' : 'account';
    throw fail(
      construct,
      `backend.${given} is given with edition 'documented', where accessKey and secretKey are name and key of the account`,
    );
  }
  requireGatewayRelease(construct, imageOf(backend), false);
}

function imageOf({ image = DOCUMENTED_MINIO_IMAGE }: MinioGatewayBackend | MinioBackend): string {
  return image;
}

/** Kubeflow's own policies; the last rule of the first lets everybody in (KKA-13). */
function renderDocumentedPolicies(construct: Construct, namespace: string): void {
  const account = (name: string): object => ({
    from: [{ source: { principals: [`cluster.local/ns/${namespace}/sa/${name}`] } }],
  });
  new KubeObject(construct, 'AuthorizationPolicy', {
    apiVersion: 'security.istio.io/v1beta1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'minio-service' },
    spec: {
      action: 'ALLOW',
      selector: { matchLabels: LABELS },
      rules: [account('ml-pipeline'), account('ml-pipeline-ui'), {}],
    },
  });
  new KubeObject(construct, 'DestinationRule', {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'DestinationRule',
    metadata: { name: 'ml-pipeline-minio' },
    spec: {
      host: `${ARTIFACT_SERVICE}.${namespace}.svc.cluster.local`,
      trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
    },
  });
}

function withoutUndefined(props: object): object {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
}
