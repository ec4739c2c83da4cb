import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { AzureFilesProps } from './azure-files';
import type { AzureBlobProps } from './azure-blob';
import type { NfsVolumeProps } from './nfs-volume';
import type { NfsProvisionerProps } from './nfs-provisioner';
import type { NfsServerProps } from './nfs-server';

const EXPORT = {
  made: ['path', "an NfsServer, or an object of server and path, such as { server: '10.0.0.4', path: '/exports' }"],
} as const;

/** The properties of AzureFiles. */
export const AZURE_FILES: PropShapes<AzureFilesProps> = {
  name: 'value',
  protocol: 'value?',
  sku: 'value?',
  networkEndpointType: 'value?',
  encryptInTransit: 'boolean?',
  resourceGroup: 'value?',
  storageAccount: 'value?',
  edition: 'value?',
  reclaimPolicy: 'value?',
  allowVolumeExpansion: 'boolean?',
  mountOptions: 'texts?',
  defaultClass: 'boolean?',
  uid: 'value?',
  gid: 'value?',
  dirMode: 'value?',
  fileMode: 'value?',
};

/** The properties of AzureBlob. */
export const AZURE_BLOB: PropShapes<AzureBlobProps> = {
  name: 'value',
  protocol: 'value?',
  sku: 'value?',
  fileCacheTimeoutSeconds: 'value?',
  resourceGroup: 'value?',
  storageAccount: 'value?',
  reclaimPolicy: 'value?',
  allowVolumeExpansion: 'boolean?',
  mountOptions: 'texts?',
  defaultClass: 'boolean?',
};

/** The properties of NfsVolume. */
export const NFS_VOLUME: PropShapes<NfsVolumeProps> = {
  name: 'value',
  namespace: 'value',
  server: EXPORT,
  size: 'text?',
  mountOptions: 'texts?',
  accessMode: 'value?',
};

/** The properties of NfsProvisioner. */
export const NFS_PROVISIONER: PropShapes<NfsProvisionerProps> = {
  server: EXPORT,
  namespace: 'value?',
  createNamespace: 'boolean?',
  storageClassName: 'value?',
  provisionerName: 'value?',
  onDelete: 'value?',
  pathPattern: 'text?',
  mountOptions: 'texts?',
  defaultClass: 'boolean?',
  networkPolicy: 'boolean?',
  image: 'value?',
  edition: 'value?',
};

/** The properties of NfsServer. */
export const NFS_SERVER: PropShapes<NfsServerProps> = {
  clusterIP: 'value?',
  data: { 'object?': "an object of hostPath or of claim, such as { hostPath: '/var/nfs' }" },
  clients: 'texts?',
  namespace: 'value?',
  placement: PLACEMENT,
  image: 'value?',
  edition: 'value?',
};
