import { Construct } from 'constructs';
import { withoutEmpty } from '../core/copy';
import { fail, requireInteger, requireMatch, requireOneOf } from '../core/fail';
import { StorageClassObject } from './storage-class';
import type { StorageClassOptions } from './storage-class';
import { requireProps } from '../core/require-props';
import { AZURE_BLOB } from './known-props';

/** The kinds of storage account that the driver of Azure Blob takes. */
export const AZURE_BLOB_SKUS = [
  'Standard_LRS',
  'Standard_ZRS',
  'Standard_GRS',
  'Standard_GZRS',
  'Standard_RAGRS',
  'Standard_RAGZRS',
  'Premium_LRS',
  'Premium_ZRS',
] as const;

/** Properties of an {@link AzureBlob}. */
export interface AzureBlobProps extends StorageClassOptions {
  /** The name that claims refer to. */
  readonly name: string;

  /**
   * `fuse2` caches whole files on the node and is for large files that are read in order; `nfs` needs a network of one's own.
   * @default 'fuse2'
   */
  readonly protocol?: 'fuse2' | 'nfs';

  /**
   * The kind of the storage account: how many copies there are, and how fast it is.
   * @default 'Standard_LRS', and 'Premium_LRS' for the protocol nfs
   */
  readonly sku?: (typeof AZURE_BLOB_SKUS)[number];

  /**
   * How long a node keeps a file that it read, in seconds; only for fuse2.
   * @default 120
   */
  readonly fileCacheTimeoutSeconds?: number;

  /**
   * The resource group of the accounts.
   * @default - the one of the nodes
   */
  readonly resourceGroup?: string;

  /**
   * An account that exists; without it the driver makes one.
   * @default - the driver makes accounts
   */
  readonly storageAccount?: string;
}

/**
 * A class of volumes that are containers of Azure Blob Storage, by the CSI driver of AKS (`az aks update --enable-blob-driver`). It is no
 * file system with locks and renames, so no database belongs on it, and it speaks no S3: see `kubeflow.ObjectStore` for that.
 *
 * @example
 * new storage.AzureBlob(chart, 'datasets', { name: 'datasets' });
 * @see https://github.com/kubernetes-sigs/blob-csi-driver/blob/master/docs/driver-parameters.md
 */
export class AzureBlob extends Construct {
  /** The name of the class. */
  public readonly name: string;

  /** @throws where an option is not for the protocol, or a value is out of its bounds */
  public constructor(scope: Construct, id: string, props: AzureBlobProps) {
    super(scope, id);
    requireProps(this, 'an AzureBlob', props, AZURE_BLOB);
    const { protocol = 'fuse2', fileCacheTimeoutSeconds, resourceGroup, storageAccount, mountOptions = [] } = props;
    this.name = props.name;
    requireOneOf(this, 'protocol', protocol, ['fuse2', 'nfs']);
    requireOneOf(this, 'sku', props.sku, AZURE_BLOB_SKUS);
    requireInteger(this, 'fileCacheTimeoutSeconds', fileCacheTimeoutSeconds, 0);
    requireMatch(this, 'resourceGroup', resourceGroup, /^[\w.()-]{1,90}$/, 'the name of a resource group');
    requireMatch(this, 'storageAccount', storageAccount, /^[a-z0-9]{3,24}$/, '3 to 24 lower case letters and digits');
    if (protocol === 'nfs' && fileCacheTimeoutSeconds !== undefined)
      throw fail(
        this,
        "fileCacheTimeoutSeconds is given, and protocol 'nfs' keeps no files on the node; it is for 'fuse2'",
      );
    const fuse = [
      '-o allow_other',
      `--file-cache-timeout-in-seconds=${fileCacheTimeoutSeconds ?? 120}`,
      '--use-attr-cache=true',
      '--cancel-list-on-mount-seconds=10',
      '-o attr_timeout=120',
      '-o entry_timeout=120',
      '-o negative_timeout=120',
      '--log-level=LOG_WARNING',
    ];
    new StorageClassObject(this, {
      ...props,
      provisioner: 'blob.csi.azure.com',
      parameters: withoutEmpty({
        protocol,
        skuName: props.sku ?? (protocol === 'nfs' ? 'Premium_LRS' : 'Standard_LRS'),
        resourceGroup,
        storageAccount,
      }) as Record<string, string>,
      mountOptions: [...(protocol === 'fuse2' ? fuse : ['nconnect=4', 'noresvport']), ...mountOptions],
    });
  }
}
