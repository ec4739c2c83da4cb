import { ApiObject } from 'cdk8s';
import { AzureBlob, AzureFiles } from '../../src/storage';
import type { AzureBlobProps, AzureFilesProps } from '../../src/storage';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';
import { Target } from '../../src/facts/target';

const files = (props: Partial<AzureFilesProps>) =>
  yamlFrom((chart) => new AzureFiles(chart, 'it', { name: 'work', ...props }));
const blob = (props: Partial<AzureBlobProps>) =>
  yamlFrom((chart) => new AzureBlob(chart, 'it', { name: 'data', ...props }));

describe('AzureFiles', () => {
  test('defaults', () => expect(files({})).toMatchSnapshot());

  test('everything set, SMB', () => {
    const props: Partial<AzureFilesProps> = {
      sku: 'StandardV2_ZRS',
      uid: 1000,
      gid: 100,
      dirMode: '0750',
      fileMode: '640',
      networkEndpointType: 'privateEndpoint',
      resourceGroup: 'ml',
      storageAccount: 'mlfiles',
      reclaimPolicy: 'Delete',
      allowVolumeExpansion: false,
      mountOptions: ['nobrl'],
      defaultClass: true,
    };
    expect(files(props)).toMatchSnapshot();
  });

  test('NFS', () => expect(files({ protocol: 'nfs' })).toMatchSnapshot());

  test('everything set, NFS', () => {
    const props = { protocol: 'nfs', sku: 'PremiumV2_ZRS', dirMode: '0750', encryptInTransit: true } as const;
    expect(files({ ...props, networkEndpointType: 'default' })).toMatchSnapshot();
  });

  test('the class of document 002, with its cluster role', () => {
    expect(files({ name: 'intens-work', edition: 'documented' })).toMatchSnapshot();
  });

  test('SIM-08: the driver is the CSI one, and the in-tree one only in the documented edition', () => {
    expect(files({})).toContain('provisioner: file.csi.azure.com');
    expect(files({})).not.toContain('kubernetes.io/azure-file');
  });

  test('SIM-09: others may do nothing, and the owner is the user of the image', () => {
    expect(files({})).toContain('- dir_mode=0770\n  - file_mode=0660\n  - uid=65534\n  - gid=65534');
    expect(messageOf(() => files({ dirMode: '0777' }))).toBe(
      "[test/it] dirMode is '0777', which lets every user of a node write; allowed is a mode such as 0770",
    );
    expect(messageOf(() => files({ fileMode: '0666' }))).toBe(
      "[test/it] fileMode is '0666', which lets every user of a node write; allowed is a mode such as 0770",
    );
    expect(messageOf(() => files({ fileMode: '0664' }))).toBe('nothing was thrown');
  });

  test('SIM-10: no right to read Secrets, for the driver has its own', () => {
    const kinds = objectsOf((chart) => new AzureFiles(chart, 'it', { name: 'work' })).map(({ kind }) => kind as string);
    expect(kinds).toEqual(['StorageClass']);
  });

  test.each<[string, Partial<AzureFilesProps>, string]>([
    ['a name', { name: 'Work' }, "name 'Work' "],
    [
      'NFS on a standard account',
      { protocol: 'nfs', sku: 'Standard_LRS' },
      "sku is 'Standard_LRS' with protocol 'nfs', allowed are Premium_LRS, Premium_ZRS, PremiumV2_LRS, PremiumV2_ZRS",
    ],
    [
      'an owner with NFS',
      { protocol: 'nfs', uid: 1000 },
      "uid is given, and protocol 'nfs' keeps the owner of each file; it is for 'smb'",
    ],
    [
      'encryption with SMB',
      { encryptInTransit: true },
      "encryptInTransit is given, and protocol 'smb' is always encrypted; it is for 'nfs'",
    ],
    ['a protocol', { protocol: untyped('cifs') }, "protocol is 'cifs', allowed are smb, nfs"],
    ['a kind of account', { sku: untyped('Standard') }, "sku is 'Standard', allowed are Standard_LRS, "],
    [
      'an account',
      { storageAccount: 'My-Account' },
      "storageAccount is 'My-Account', allowed is 3 to 24 lower case letters and digits",
    ],
    ['a user', { uid: -1 }, 'uid is -1, allowed are whole numbers from 0 to 4294967294'],
    ['a mode', { dirMode: 'rwx' }, "dirMode is 'rwx', allowed is a mode in octal such as 0770"],
    ['a policy', { reclaimPolicy: untyped('Recycle') }, "reclaimPolicy is 'Recycle', allowed are Retain, Delete"],
  ])('%s is refused', (_what, props, message) => {
    expect(messageOf(() => files(props)).startsWith(`[test/it] ${message}`)).toBe(true);
  });
});

describe('AzureBlob', () => {
  test('defaults', () => expect(blob({})).toMatchSnapshot());

  test('everything set', () => {
    const props = {
      sku: 'Premium_ZRS',
      resourceGroup: 'ml',
      storageAccount: 'mlblobs',
      mountOptions: ['-o ro'],
    } as const;
    expect(blob({ ...props, fileCacheTimeoutSeconds: 0, reclaimPolicy: 'Delete' })).toMatchSnapshot();
  });

  test('NFS', () => expect(blob({ protocol: 'nfs' })).toMatchSnapshot());

  test.each<[string, Partial<AzureBlobProps>, string]>([
    [
      'a cache with NFS',
      { protocol: 'nfs', fileCacheTimeoutSeconds: 5 },
      "fileCacheTimeoutSeconds is given, and protocol 'nfs' keeps no files on the node; it is for 'fuse2'",
    ],
    ['a protocol', { protocol: untyped('fuse') }, "protocol is 'fuse', allowed are fuse2, nfs"],
    [
      'a time',
      { fileCacheTimeoutSeconds: 0.5 },
      'fileCacheTimeoutSeconds is 0.5, allowed are whole numbers of at least 0',
    ],
  ])('%s is refused', (_what, props, message) => {
    expect(messageOf(() => blob(props))).toBe(`[test/it] ${message}`);
  });
});

test('the class is the main object', () => {
  expect(ApiObject.of(new AzureFiles(testChart(), 'it', { name: 'work' })).kind).toBe('StorageClass');
  expect(ApiObject.of(new AzureBlob(testChart(), 'it', { name: 'data' })).kind).toBe('StorageClass');
});

test('a class that the cluster has from the start is refused, one of another cluster is not', () => {
  const named = (name: string, target: Target): string =>
    messageOf(() => new AzureFiles(testChart(target), 'it', { name }));
  expect(named('azurefile-csi', Target.aks('1.34'))).toBe(
    "[test/it] name is 'azurefile-csi', a class that aks brings, which cannot be changed; allowed is a name of its own",
  );
  expect(named('azurefile-csi', Target.generic('1.34'))).toBe('nothing was thrown');
  expect(named('standard', Target.aks('1.34'))).toBe('nothing was thrown');
});
