import { Construct } from 'constructs';
import { withoutEmpty } from '../core/copy';
import { fail, requireMatch, requireOneOf } from '../core/fail';
import { renderInTreeAzureFiles } from './documented-azure-files';
import { ownerOptions } from './file-owner';
import type { FileOwner } from './file-owner';
import { StorageClassObject } from './storage-class';
import type { StorageClassOptions } from './storage-class';
import { requireProps } from '../core/require-props';
import { AZURE_FILES } from './known-props';

/** The kinds of storage account that Azure Files knows; those of `Premium` are on SSD. */
export const AZURE_FILES_SKUS = [
  'Standard_LRS',
  'Standard_ZRS',
  'Standard_GRS',
  'Standard_GZRS',
  'Standard_RAGRS',
  'Standard_RAGZRS',
  'StandardV2_LRS',
  'StandardV2_ZRS',
  'StandardV2_GRS',
  'StandardV2_GZRS',
  'Premium_LRS',
  'Premium_ZRS',
  'PremiumV2_LRS',
  'PremiumV2_ZRS',
] as const;

/** A kind of storage account. */
export type AzureFilesSku = (typeof AZURE_FILES_SKUS)[number];

/** Properties of an {@link AzureFiles}. */
export interface AzureFilesProps extends StorageClassOptions, FileOwner {
  /** The name that claims refer to. */
  readonly name: string;

  /**
   * `smb` for any account; `nfs`, which keeps owners and modes of files, only for `Premium` ones in a network of one's own.
   * @default 'smb'
   */
  readonly protocol?: 'smb' | 'nfs';

  /**
   * The kind of the storage account: how many copies there are, and how fast it is.
   * @default 'Standard_LRS', and 'Premium_LRS' for the protocol nfs
   */
  readonly sku?: AzureFilesSku;

  /**
   * How nodes reach the account. NFS has no password: whoever reaches a share may mount it, so a private endpoint is the rule.
   * @default 'privateEndpoint' for the protocol nfs; else the driver's own
   */
  readonly networkEndpointType?: 'privateEndpoint' | 'default';

  /**
   * Encryption on the way of the protocol nfs; it needs a driver that knows it, 1.33 or newer.
   * @default - the driver's own, off
   */
  readonly encryptInTransit?: boolean;

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

  /**
   * `documented` renders the in-tree class of document 002, with the cluster role by which its controller reads and makes Secrets
   * everywhere. Kubernetes 1.26 and later do not have that controller.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

/**
 * A class of volumes on Azure Files that several pods on several nodes can write, by the CSI driver that AKS brings. It makes no claim and
 * no account: the driver makes the account with the first claim, and reads its key itself.
 *
 * On SMB all files belong to one user, so `uid` and `gid` must be those that the pods run as.
 *
 * @example
 * new storage.AzureFiles(chart, 'work', { name: 'simsvc-work', uid: 65534, gid: 65534 });
 * @see https://github.com/kubernetes-sigs/azurefile-csi-driver/blob/master/docs/driver-parameters.md
 */
export class AzureFiles extends Construct {
  /** The name of the class. */
  public readonly name: string;

  /** @throws where account and protocol do not go together, or a mode lets everyone write */
  public constructor(scope: Construct, id: string, props: AzureFilesProps) {
    super(scope, id);
    requireProps(this, 'an AzureFiles', props, AZURE_FILES);
    this.name = props.name;
    requireOneOf(this, 'edition', props.edition, ['platform', 'documented']);
    if (props.edition === 'documented') {
      renderInTreeAzureFiles(this, props);
      return;
    }
    const { protocol = 'smb', mountOptions = [] } = props;
    requireOneOf(this, 'protocol', protocol, ['smb', 'nfs']);
    const parameters = protocol === 'nfs' ? this.nfs(props) : this.smb(props);
    const own = protocol === 'nfs' ? ['nconnect=4', 'noresvport', 'actimeo=30'] : smbOptions(this, props);
    new StorageClassObject(this, {
      ...props,
      provisioner: 'file.csi.azure.com',
      parameters,
      mountOptions: [...own, ...mountOptions],
    });
  }

  private smb(props: AzureFilesProps): Record<string, string> {
    if (props.encryptInTransit !== undefined)
      throw fail(this, "encryptInTransit is given, and protocol 'smb' is always encrypted; it is for 'nfs'");
    return { skuName: props.sku ?? 'Standard_LRS', ...this.account(props) };
  }

  private nfs(props: AzureFilesProps): Record<string, string> {
    const { sku = 'Premium_LRS', dirMode = '0770', networkEndpointType = 'privateEndpoint', encryptInTransit } = props;
    if (!sku.startsWith('Premium'))
      throw fail(
        this,
        `sku is '${sku}' with protocol 'nfs', allowed are Premium_LRS, Premium_ZRS, PremiumV2_LRS, PremiumV2_ZRS`,
      );
    for (const option of ['uid', 'gid', 'fileMode'] as const) {
      if (props[option] !== undefined)
        throw fail(this, `${option} is given, and protocol 'nfs' keeps the owner of each file; it is for 'smb'`);
    }
    ownerOptions(this, { dirMode });
    return {
      protocol: 'nfs',
      skuName: sku,
      mountPermissions: dirMode,
      ...(encryptInTransit !== undefined && { encryptInTransit: String(encryptInTransit) }),
      ...this.account({ ...props, networkEndpointType }),
    };
  }

  private account({
    sku,
    resourceGroup,
    storageAccount,
    networkEndpointType,
  }: AzureFilesProps): Record<string, string> {
    requireOneOf(this, 'sku', sku, AZURE_FILES_SKUS);
    requireOneOf(this, 'networkEndpointType', networkEndpointType, ['privateEndpoint', 'default']);
    requireMatch(this, 'resourceGroup', resourceGroup, /^[\w.()-]{1,90}$/, 'the name of a resource group');
    requireMatch(this, 'storageAccount', storageAccount, /^[a-z0-9]{3,24}$/, '3 to 24 lower case letters and digits');
    return withoutEmpty({
      resourceGroup,
      storageAccount,
      networkEndpointType: networkEndpointType === 'default' ? undefined : networkEndpointType,
    }) as Record<string, string>;
  }
}

/** Links work, one byte range lock is not sent to the server, and what a node wrote others see after half a minute at most. */
function smbOptions(share: Construct, props: AzureFilesProps): string[] {
  return [...ownerOptions(share, props), 'mfsymlinks', 'cache=strict', 'nosharesock', 'actimeo=30'];
}
