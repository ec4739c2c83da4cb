import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { AzureFilesProps } from './azure-files';
import type { AzureBlobProps } from './azure-blob';
import type { NfsVolumeProps } from './nfs-volume';
import type { NfsProvisionerProps } from './nfs-provisioner';
import type { NfsServerProps } from './nfs-server';

/** The properties of AzureFiles. */
export const AZURE_FILES: PropShapes<AzureFilesProps> = {
  name: 'value',
  protocol: 'value?',
  sku: 'value?',
  networkEndpointType: 'value?',
  encryptInTransit: 'value?',
  resourceGroup: 'value?',
  storageAccount: 'value?',
  edition: 'value?',
  reclaimPolicy: 'value?',
  allowVolumeExpansion: 'value?',
  mountOptions: 'texts?',
  defaultClass: 'value?',
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
  allowVolumeExpansion: 'value?',
  mountOptions: 'texts?',
  defaultClass: 'value?',
};

/** The properties of NfsVolume. */
export const NFS_VOLUME: PropShapes<NfsVolumeProps> = {
  name: 'value',
  namespace: 'value',
  server: 'object',
  size: 'value?',
  mountOptions: 'texts?',
  accessMode: 'value?',
};

/** The properties of NfsProvisioner. */
export const NFS_PROVISIONER: PropShapes<NfsProvisionerProps> = {
  server: 'object',
  namespace: 'value?',
  createNamespace: 'value?',
  storageClassName: 'value?',
  provisionerName: 'value?',
  onDelete: 'value?',
  pathPattern: 'value?',
  mountOptions: 'texts?',
  defaultClass: 'value?',
  image: 'value?',
  edition: 'value?',
};

/** The properties of NfsServer. */
export const NFS_SERVER: PropShapes<NfsServerProps> = {
  clusterIP: 'value?',
  data: 'object?',
  clients: 'texts?',
  namespace: 'value?',
  placement: PLACEMENT,
  image: 'value?',
  edition: 'value?',
};
