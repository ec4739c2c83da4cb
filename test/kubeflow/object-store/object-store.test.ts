import { ApiObject } from 'cdk8s';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { Placement } from '../../../src/core/placement';
import { Taint } from '../../../src/core/taint';
import {
  CLIENT_ID,
  accountKey,
  findings,
  gateway,
  make,
  minio,
  minioGateway,
  objects,
  only,
  podOf,
  restrictedFindings,
  yaml,
} from './support';

const sasToken = SecretSource.existing('kubeflow-storage', 'sas');

describe.each<[string, object]>([
  ['VersityGW with workload identity', {}],
  ['VersityGW with a key', { backend: { account: 'kubeflowsa', accountKey } }],
  ['VersityGW with a token', { backend: { kind: 'versitygw', account: 'kubeflowsa', sasToken } }],
  ['s3proxy with a key', { backend: { kind: 's3proxy', account: 'kubeflowsa', accountKey } }],
  ['s3proxy with workload identity', { backend: { ...gateway, kind: 's3proxy' } }],
  ["MinIO's gateway to Azure", { backend: minioGateway }],
  ['MinIO on a volume', { backend: minio }],
  ['MinIO on a container of Azure Blob', { backend: { ...minio, storageClassName: 'azureblob-fuse-premium' } }],
  ['SeaweedFS on a volume', { backend: { kind: 'seaweedfs' } }],
  ['no mesh', { mesh: false }],
  [
    'everything set',
    {
      backend: {
        ...gateway,
        endpoint: 'https://kubeflowsa.blob.core.usgovcloudapi.net/',
        replicas: 3,
        image: 'registry.example.com/versitygw:v1.8.0',
      },
      mesh: { callers: ['katib/katib-controller', '*/kserve'], withoutSidecar: false, trustDomain: 'ml.example.com' },
      allowFrom: [{ namespaceSelector: { matchLabels: { team: 'ops' } } }],
      imagePullSecrets: ['registry'],
      resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '2Gi' } },
      placement: new Placement({ taints: [Taint.noSchedule('pool', 'system')], nodeSelector: { pool: 'system' } }),
    },
  ],
  [
    'a volume with everything set',
    {
      backend: {
        kind: 'seaweedfs',
        size: '100Gi',
        storageClassName: 'managed-csi',
        image: 'registry.example.com/seaweedfs:4.34',
      },
      imagePullSecrets: ['registry'],
    },
  ],
])('%s', (_name, props) => {
  test('as YAML', () => expect(yaml(props)).toMatchSnapshot());

  test('every check under strict passes', () => {
    expect(findings(props)).toEqual([]);
  });

  test('it is what Kubeflow Pipelines wires to', () => {
    const all = objects(props);
    const service = only(all, 'Service', 'minio-service');
    expect(service.spec.ports).toEqual([{ name: 'http', port: 9000, targetPort: 's3', protocol: 'TCP' }]);
    const deployment = only(all, 'Deployment');
    expect(deployment.spec.template.metadata.labels).toMatchObject(service.spec.selector as object);
    const [container] = deployment.spec.template.spec.containers;
    expect(container.ports.map((port: { name: string }) => port.name)).toContain('s3');
    const refs = container.env.flatMap(({ valueFrom }: { valueFrom?: { secretKeyRef: object } }) =>
      valueFrom ? [valueFrom.secretKeyRef] : [],
    );
    expect(refs).toContainEqual({ name: 'mlpipeline-minio-artifact', key: 'accesskey' });
    expect(refs).toContainEqual({ name: 'mlpipeline-minio-artifact', key: 'secretkey' });
  });
});

describe('the construct', () => {
  test('says where the store is and whom the identity must trust', () => {
    const store = make();
    expect(store.service).toEqual({ name: 'minio-service', namespace: 'kubeflow', port: 9000 });
    expect(store.endpoint).toBe('minio-service.kubeflow:9000');
    expect(store.secretName).toBe('mlpipeline-minio-artifact');
    expect(store.federatedSubject).toBe('system:serviceaccount:kubeflow:object-store');
    expect(make({ backend: minio }).federatedSubject).toBeUndefined();
    expect(ApiObject.of(store).kind).toBe('Deployment');
  });

  test('an external secret is rendered by the name that Kubeflow looks for', () => {
    const key = (field: string): SecretSource =>
      SecretSource.externalSecret({
        name: 'mlpipeline-minio-artifact',
        key: field,
        store: { name: 'vault' },
        remoteKey: `kubeflow-${field}`,
      });
    const all = objects({ accessKey: key('accesskey'), secretKey: key('secretkey') });
    const { target, data } = only(all, 'ExternalSecret', 'mlpipeline-minio-artifact').spec;
    expect(target.name).toBe('mlpipeline-minio-artifact');
    expect(data.map(({ secretKey }: { secretKey: string }) => secretKey)).toEqual(['accesskey', 'secretkey']);
  });

  test('a vault of Azure is mounted, for the Secret is there as long as a pod does', () => {
    const key = (field: string): SecretSource =>
      SecretSource.azureKeyVault({
        name: 'mlpipeline-minio-artifact',
        key: field,
        vaultName: 'ml',
        tenantId: '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31',
        clientId: CLIENT_ID,
        objectName: field,
      });
    for (const backend of [gateway, { kind: 'seaweedfs' }, minio]) {
      const pod = podOf({ backend, accessKey: key('accesskey'), secretKey: key('secretkey') });
      const mounted = pod.volumes.filter(({ csi }: { csi?: object }) => csi !== undefined);
      expect(mounted).toHaveLength(1);
    }
  });
});

describe('who may call', () => {
  const policy = (props: object = {}) => only(objects(props), 'AuthorizationPolicy').spec;

  test('Kubeflow Pipelines and profiles by identity, and pods without a sidecar only at the port of S3', () => {
    expect(policy().rules).toEqual([
      {
        from: [
          {
            source: {
              principals: [
                'cluster.local/ns/kubeflow/sa/ml-pipeline',
                'cluster.local/ns/kubeflow/sa/ml-pipeline-ui',
                '*/sa/default-editor',
              ],
            },
          },
        ],
        to: [{ operation: { ports: ['9000'] } }],
      },
      { from: [{ source: { notPrincipals: ['*'] } }], to: [{ operation: { ports: ['9000'] } }] },
    ]);
  });

  test('the pods reach the account, and not what tells a machine its credentials', () => {
    const { policyTypes, egress } = only(objects(), 'NetworkPolicy').spec;
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    const blocks = egress.flatMap(({ to = [] }: { to?: { ipBlock?: { cidr: string; except: string[] } }[] }) =>
      to.flatMap(({ ipBlock }) => ipBlock ?? []),
    );
    expect(blocks.map(({ cidr }: { cidr: string }) => cidr)).toEqual(['0.0.0.0/0', '::/0']);
    expect(blocks[0].except).toContain('169.254.169.254/32');
  });

  test('SeaweedFS: its users at another port, which only the controller of profiles reaches', () => {
    const all = objects({ backend: { kind: 'seaweedfs' } });
    const [named, anonymous] = policy({ backend: { kind: 'seaweedfs' } }).rules;
    expect(named.to).toEqual([{ operation: { ports: ['8333'] } }]);
    expect(anonymous.to).toEqual([{ operation: { ports: ['8333', '8111'] } }]);
    const { ingress } = only(all, 'NetworkPolicy').spec;
    expect(ingress[1]).toEqual({
      from: [{ podSelector: { matchLabels: { app: 'kubeflow-pipelines-profile-controller' } } }],
      ports: [{ protocol: 'TCP', port: 'iam' }],
    });
    expect(only(all, 'Service', 'seaweedfs').spec.ports[0].port).toBe(8111);
  });

  test('the sidecar that the destination rule asks for is there, and neither is without a mesh', () => {
    const [withMesh, without] = [objects(), objects({ mesh: false })];
    const label = 'sidecar.istio.io/inject';
    expect(only(withMesh, 'DestinationRule').spec.trafficPolicy.tls.mode).toBe('ISTIO_MUTUAL');
    expect(only(withMesh, 'Deployment').spec.template.metadata.labels[label]).toBe('true');
    expect(only(without, 'Deployment').spec.template.metadata.labels[label]).toBeUndefined();
    expect(without.map(({ kind }) => kind as string)).not.toContain('DestinationRule');
    expect(without.map(({ kind }) => kind as string)).not.toContain('AuthorizationPolicy');
  });
});

describe.each(['1.27', '1.36'] as const)('in a restricted namespace of Kubernetes %s', (version) => {
  test.each<[string, object]>([
    ['versitygw', gateway],
    ['s3proxy', { ...gateway, kind: 's3proxy' }],
    ['minio-azure-gateway', minioGateway],
    ['minio', minio],
    ['seaweedfs', { kind: 'seaweedfs' }],
  ])('%s is admitted', (_kind, backend) => {
    expect(restrictedFindings(version, backend)).toEqual([]);
  });
});
