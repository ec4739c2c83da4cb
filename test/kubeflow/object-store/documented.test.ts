import { findings, objects, only, yaml } from './support';

const documented = (backend: object): object => ({ edition: 'documented', backend });
const gateway = documented({ kind: 'minio-azure-gateway' });

test('document 003: MinIO as a gateway to Azure', () => expect(yaml(gateway)).toMatchSnapshot());

test("document 003's repository at its end: MinIO on a container of Azure Blob", () => {
  expect(yaml(documented({ kind: 'minio', storageClassName: 'azureblob-fuse-premium' }))).toMatchSnapshot();
});

test('no Secret is rendered, for its values are nowhere in the document', () => {
  expect(objects(gateway).map(({ kind }) => kind as string)).not.toContain('Secret');
});

test('the checks report the image that nobody can pull any more, and the policy that lets everybody in', () => {
  const image = 'gcr.io/ml-pipeline/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance';
  expect(findings(gateway)).toEqual([expect.stringContaining('RBA022'), expect.stringContaining('IMG004')]);
  expect(findings(gateway)[1]).toContain(image);
});

test('the Deployment has what the document changes, and nothing of the platform', () => {
  const { spec } = only(objects(gateway), 'Deployment').spec.template;
  expect(Object.keys(spec as object)).toEqual(['containers']);
  expect(spec.containers[0].args).toEqual(['gateway', 'azure']);
});
