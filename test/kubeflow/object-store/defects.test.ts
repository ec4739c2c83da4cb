import { SecretSource } from '../../../src/core/secret/secret-source';
import { checkObjects } from '../../checks/support';
import { gateway, minio, minioGateway, objects, only, podOf, refusal, yaml } from './support';

const azureGateway = (image = minioGateway.image): object => ({ backend: { ...minioGateway, image } });
const documentedGateway = (image?: string): object => ({
  edition: 'documented',
  backend: { kind: 'minio-azure-gateway', image },
});
const DIGEST = `sha256:${'0f'.repeat(32)}`;

test('KKA-10: the words that start the gateway are written here, in each edition', () => {
  for (const props of [azureGateway(), documentedGateway()])
    expect(podOf(props).containers[0].args).toEqual(['gateway', 'azure']);
});

describe('KKA-11', () => {
  test('a credential that is missing is refused, so that no null comes into a Secret', () => {
    const allowed =
      "allowed is key 'accesskey' of Secret 'mlpipeline-minio-artifact', where Kubeflow Pipelines looks for it";
    for (const props of [{}, documentedGateway()])
      expect(refusal({ ...props, accessKey: undefined })).toBe(`accessKey is missing, ${allowed}`);
  });

  test('the checks report the field that the document names, which no Secret has', () => {
    const metadata = { name: 'mlpipeline-minio-artifact', namespace: 'kubeflow' };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata };
    const paths = (object: object): string[] => checkObjects([object]).map(({ path }) => String(path));
    expect(paths({ ...secret, stringSecret: { accesskey: 'a' } })).toContain('stringSecret');
    expect(paths({ ...secret, stringData: { accesskey: 'a' } })).not.toContain('stringSecret');
  });
});

describe('KKA-12: a gateway only of a release that has one', () => {
  const removed = (image: string): string =>
    `image '${image}' has no 'minio gateway azure', which MinIO removed after RELEASE.2022-04-29T01-27-09Z ` +
    '(https://github.com/minio/minio/pull/14418); allowed are releases up to that one, and ' +
    "kind 'versitygw' or 's3proxy' does the same today";
  const unknown = (image: string): string =>
    `image '${image}' names no release of MinIO in its tag, so nobody can tell whether it has 'minio gateway azure'; ` +
    'allowed is a tag such as RELEASE.2022-04-29T01-27-09Z, also with a digest';
  const early = (image: string): string =>
    `image '${image}' is of a release that gives the key of the account to every client of S3; ` +
    'allowed are RELEASE.2021-01-08T21-18-21Z to RELEASE.2022-04-29T01-27-09Z';

  test.each([
    'quay.io/minio/minio:RELEASE.2022-04-30T22-23-53Z',
    'quay.io/minio/minio:RELEASE.2022-04-29T01-27-10Z',
    'quay.io/minio/minio:RELEASE.2022-10-24T18-35-07Z',
    'mirror.example.com:5000/minio:RELEASE.2025-09-07T16-13-09Z',
    `quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z@${DIGEST}`,
    'quay.io/minio/minio:RELEASE.2023-01-02T09-40-09Z.fips',
  ])('%s has none', (image) => {
    expect(refusal(azureGateway(image))).toBe(removed(image));
    expect(refusal(documentedGateway(image))).toBe(removed(image));
  });

  test.each([
    'minio/minio',
    'minio/minio:latest',
    'mirror.example.com:5000/minio',
    `quay.io/minio/minio@${DIGEST}`,
    'quay.io/minio/minio:edge',
    'quay.io/minio/minio:RELEASE.2022',
    'bitnami/minio:2022.4.29',
  ])('%s names no release', (image) => {
    expect(refusal(azureGateway(image))).toBe(unknown(image));
    expect(refusal(documentedGateway(image))).toBe(unknown(image));
  });

  test.each([
    'quay.io/minio/minio:RELEASE.2022-04-29T01-27-09Z',
    `quay.io/minio/minio:RELEASE.2022-04-29T01-27-09Z@${DIGEST}`,
    'mirror.example.com:5000/minio:RELEASE.2021-04-22T15-44-28Z',
    'quay.io/minio/minio:RELEASE.2021-01-08T21-18-21Z.hotfix.1',
  ])('%s has one', (image) => {
    expect(refusal(azureGateway(image))).toBe('nothing was thrown');
    expect(refusal(documentedGateway(image))).toBe('nothing was thrown');
  });

  test.each([
    'gcr.io/ml-pipeline/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance',
    'quay.io/minio/minio:RELEASE.2021-01-05T05-22-38Z',
  ])('%s has one, for the documented edition alone', (image) => {
    expect(refusal(azureGateway(image))).toBe(early(image));
    expect(refusal(documentedGateway(image))).toBe('nothing was thrown');
  });
});

describe('KKA-13: the key of the account stays with the store', () => {
  const copied = SecretSource.existing('mlpipeline-minio-artifact', 'key');

  test.each([
    ['accountKey', { account: 'kubeflowsa', accountKey: copied }],
    ['sasToken', { account: 'kubeflowsa', sasToken: copied }],
    ['accountKey', { kind: 's3proxy', account: 'kubeflowsa', accountKey: copied }],
    ['accountKey', { ...minioGateway, accountKey: copied }],
  ])('%s in the Secret that profiles get is refused', (way, backend) => {
    expect(refusal({ backend })).toBe(
      `backend.${way} is in Secret 'mlpipeline-minio-artifact', which Kubeflow copies into every profile; allowed is a Secret of its own`,
    );
  });

  test('no rule lets everybody in, and the one of the document does', () => {
    const rules = (props: object): object[] => only(objects(props), 'AuthorizationPolicy').spec.rules;
    for (const backend of [gateway, minio, { kind: 'seaweedfs' }])
      for (const rule of rules({ backend })) expect(Object.keys(rule)).toEqual(['from', 'to']);
    expect(rules(documentedGateway()).at(-1)).toEqual({});
  });
});

describe('KKA-14: a volume is there where it is mounted', () => {
  const claims = (props: object): string[] =>
    objects(props).flatMap(({ kind, metadata }) => (kind === 'PersistentVolumeClaim' ? [String(metadata.name)] : []));
  const mounted = (props: object): string[] =>
    podOf(props).volumes.flatMap(
      ({ persistentVolumeClaim: claim }: { persistentVolumeClaim?: { claimName: string } }) =>
        claim ? [claim.claimName] : [],
    );

  test.each<[object, string[]]>([
    [{}, []],
    [{ backend: { ...gateway, kind: 's3proxy' } }, []],
    [azureGateway(), []],
    [{ backend: minio }, ['minio-pvc']],
    [{ backend: { kind: 'seaweedfs' } }, ['seaweedfs-pvc']],
  ])('%j', (props, names) => {
    expect(claims(props)).toEqual(names);
    expect(mounted(props)).toEqual(names);
  });

  test('a size is no field of a backend that keeps nothing', () => {
    expect(refusal({ backend: { ...gateway, size: '20Gi' } })).toBe(
      "backend of kind 'versitygw' has the unknown field 'size', allowed are kind, account, accountKey, clientId, endpoint, replicas, image, sasToken",
    );
  });

  test('the documented edition has the claim that nothing mounts', () => {
    expect(claims(documentedGateway())).toEqual(['minio-pvc']);
    expect(yaml(documentedGateway())).not.toContain('volumeMounts');
  });
});
