import { SecretSource } from '../../../src/core/secret/secret-source';
import { accountKey, gateway, minio, minioGateway, refusal } from './support';

const existing = (name: string, key: string): SecretSource => SecretSource.existing(name, key);
const ACCESS_KEY =
  "allowed is key 'accesskey' of Secret 'mlpipeline-minio-artifact', where Kubeflow Pipelines looks for it";
const SECRET_KEY =
  "allowed is key 'secretkey' of Secret 'mlpipeline-minio-artifact', where Kubeflow Pipelines looks for it";

test.each<[string, object, string]>([
  [
    'a Secret of another name',
    { accessKey: existing('store', 'accesskey') },
    `accessKey is key 'accesskey' of Secret 'store', ${ACCESS_KEY}`,
  ],
  [
    'another key',
    { secretKey: existing('mlpipeline-minio-artifact', 'password') },
    `secretKey is key 'password' of Secret 'mlpipeline-minio-artifact', ${SECRET_KEY}`,
  ],
  [
    'two keys the wrong way round',
    { accessKey: existing('mlpipeline-minio-artifact', 'secretkey') },
    `accessKey is key 'secretkey' of Secret 'mlpipeline-minio-artifact', ${ACCESS_KEY}`,
  ],
  [
    'a kind',
    { backend: { kind: 'gcs' } },
    "backend.kind is 'gcs', allowed are versitygw, s3proxy, minio-azure-gateway, minio, seaweedfs",
  ],
  [
    'no account',
    { backend: { accountKey } },
    'backend.account is missing, allowed is 3 to 24 lower case letters and digits',
  ],
  [
    'an address as account',
    { backend: { account: 'kubeflowsa.blob.core.windows.net', accountKey } },
    "backend.account is 'kubeflowsa.blob.core.windows.net', allowed is 3 to 24 lower case letters and digits",
  ],
  [
    'no way to sign in',
    { backend: { account: 'kubeflowsa' } },
    'backend has no way to sign in to the account, allowed is one of accountKey, sasToken, clientId',
  ],
  [
    'two ways to sign in',
    { backend: { ...gateway, accountKey } },
    'backend has accountKey and clientId, allowed is one of accountKey, sasToken, clientId',
  ],
  [
    'a token for s3proxy',
    { backend: { kind: 's3proxy', account: 'kubeflowsa', sasToken: accountKey } },
    "backend of kind 's3proxy' has the unknown field 'sasToken', allowed are kind, account, accountKey, clientId, endpoint, replicas, image",
  ],
  [
    'the name of an identity',
    { backend: { account: 'kubeflowsa', clientId: 'kubeflow-store' } },
    "backend.clientId is 'kubeflow-store', allowed is the client id of a managed identity, such as 11111111-2222-3333-4444-555555555555",
  ],
  [
    'an address without TLS',
    { backend: { ...gateway, endpoint: 'http://kubeflowsa' } },
    "backend.endpoint is 'http://kubeflowsa', allowed is an address such as https://kubeflowsa.blob.core.windows.net/",
  ],
  [
    'no pods',
    { backend: { ...gateway, replicas: 0 } },
    'backend.replicas is 0, allowed are whole numbers of at least 1',
  ],
  ['an empty image', { backend: { ...gateway, image: '' } }, "backend.image is '', allowed is an image with its tag"],
  [
    'MinIO without an image',
    { backend: { kind: 'minio' } },
    "backend.image is missing, and the images of MinIO's makers can no longer be pulled (https://github.com/ray-project/kuberay/issues/5339); " +
      "allowed is one of a registry of your own, such as registry.example.com/minio:RELEASE.2025-09-07T16-13-09Z, or kind 'seaweedfs'",
  ],
  [
    'a gateway without an image',
    { backend: { ...minioGateway, image: undefined } },
    "backend.image is missing, and the images of MinIO's makers can no longer be pulled (https://github.com/ray-project/kuberay/issues/5339); " +
      "allowed is one of a registry of your own, such as registry.example.com/minio:RELEASE.2022-04-29T01-27-09Z, or kind 'versitygw'",
  ],
  [
    'a gateway without its account',
    { backend: { ...minioGateway, account: undefined } },
    'backend.account is missing, allowed is 3 to 24 lower case letters and digits',
  ],
  [
    'a gateway without key',
    { backend: { ...minioGateway, accountKey: undefined } },
    'backend.accountKey is missing, the gateway of MinIO knows no other way',
  ],
  ['a size', { backend: { ...minio, size: 'big' } }, "backend.size is 'big', allowed is a quantity such as 20Gi"],
  ['no size', { backend: { kind: 'seaweedfs', size: '0' } }, "backend.size is '0', allowed is a quantity such as 20Gi"],
  [
    'a caller',
    { mesh: { callers: ['default-editor'] } },
    "mesh.callers is 'default-editor', allowed is namespace/name, such as admin/default-editor",
  ],
  [
    'a trust domain',
    { mesh: { trustDomain: 'spiffe://ml' } },
    "mesh.trustDomain is 'spiffe://ml', allowed is a domain such as cluster.local",
  ],
  [
    'a setting of the mesh',
    { mesh: { open: true } },
    "mesh has the unknown field 'open', allowed are callers, withoutSidecar, trustDomain",
  ],
  ['an edition', { edition: '1.8' }, "edition is '1.8', allowed are platform, documented"],
  [
    'a backend that the document has not',
    { edition: 'documented' },
    "backend.kind is 'versitygw' with edition 'documented', allowed are minio-azure-gateway and minio",
  ],
  [
    'an option that the document has not',
    { edition: 'documented', backend: { kind: 'minio' }, mesh: false },
    "edition 'documented' has the unknown field 'mesh', allowed are edition, backend, accessKey, secretKey",
  ],
  [
    'an account beside the one in the Secret',
    { edition: 'documented', backend: { kind: 'minio-azure-gateway', account: 'kubeflowsa' } },
    "backend.account is given with edition 'documented', where accessKey and secretKey are name and key of the account",
  ],
])('%s is refused', (_what, props, message) => {
  expect(refusal(props)).toBe(message);
});

test.each([
  [
    'a storage class',
    { backend: { ...minio, storageClassName: 'Managed CSI' } },
    "backend.storageClassName 'Managed CSI' ",
  ],
  ['a pull secret', { imagePullSecrets: ['My Secret'] }, "imagePullSecrets 'My Secret' "],
])('the name of %s is refused', (_what, props, message) => {
  expect(refusal(props).startsWith(message)).toBe(true);
});

test('a chart without namespace is refused', () => {
  expect(refusal({}, null)).toBe(
    "the chart has no namespace, allowed is that of Kubeflow Pipelines, such as { namespace: 'kubeflow' }",
  );
});

test('the nearest neighbours are taken', () => {
  const neighbours: object[] = [
    { backend: { account: 'abc', accountKey } },
    {
      backend: { ...gateway, kind: 'versitygw', replicas: 1, endpoint: 'https://azurite.test:10000/devstoreaccount1' },
    },
    { backend: { ...minio, size: '1Ti', storageClassName: 'azureblob-nfs-premium' } },
    { mesh: { callers: ['kserve/default', '*/model-server'], withoutSidecar: true } },
    { edition: 'documented', backend: { kind: 'minio', storageClassName: 'azureblob-fuse-premium' } },
  ];
  expect(neighbours.map((props) => refusal(props))).toEqual(neighbours.map(() => 'nothing was thrown'));
});
