import { Construct } from 'constructs';
import { withoutEmpty } from '../core/copy';
import { fail, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { sizeProblem } from '../core/amount';
import { requireExport, requireMountOptions } from './nfs-export';
import type { NfsExport } from './nfs-export';
import { requireProps } from '../core/require-props';
import { NFS_VOLUME } from './known-props';

/** Properties of an {@link NfsVolume}. */
export interface NfsVolumeProps {
  /** The name of both objects; volumes of all namespaces share one list of names. */
  readonly name: string;

  /** The namespace of the claim. */
  readonly namespace: string;

  /** The server and its directory: an `NfsServer`, or one outside of the cluster. */
  readonly server: NfsExport;

  /**
   * What the volume says of its size, such as `100Gi`; NFS itself limits nothing.
   * @default '1Gi'
   */
  readonly size?: string;

  /**
   * Options of the mount. A version that the server does not speak is refused.
   * @default - none: node and server agree on a version
   */
  readonly mountOptions?: readonly string[];

  /**
   * Who may mount the volume at the same time.
   * @default 'ReadWriteMany'
   */
  readonly accessMode?: 'ReadWriteMany' | 'ReadOnlyMany' | 'ReadWriteOnce';
}

/**
 * A directory of an NFS server as a PersistentVolume, with the one claim that it is reserved for. Its data stay when the claim is
 * deleted.
 *
 * @example
 * new storage.NfsVolume(chart, 'datasets', { name: 'datasets', namespace: 'admin', server: { server: '10.0.0.4', path: '/datasets' } });
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
 */
export class NfsVolume extends Construct {
  /** The name of the claim. */
  public readonly claimName: string;

  /** @throws where a name, the size, the server or a mount option is not allowed */
  public constructor(scope: Construct, id: string, props: NfsVolumeProps) {
    super(scope, id);
    requireProps(this, 'an NfsVolume', props, NFS_VOLUME);
    const { name, namespace, server, size = '1Gi', mountOptions = [], accessMode = 'ReadWriteMany' } = props;
    requireSyntax(this, 'name', name, dns1123Subdomain);
    requireSyntax(this, 'namespace', namespace, dns1123Label);
    requireExport(this, server);
    requireMountOptions(this, server, mountOptions);
    requireOneOf(this, 'accessMode', accessMode, ['ReadWriteMany', 'ReadOnlyMany', 'ReadWriteOnce']);
    const problem = sizeProblem(size, '100Gi');
    if (problem !== undefined) throw fail(this, `size is '${size}', ${problem}`);
    this.claimName = name;
    new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: {
        capacity: { storage: size },
        accessModes: [accessMode],
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { name, namespace },
        // Empty: no class ever makes another volume for this claim.
        storageClassName: '',
        ...withoutEmpty({ mountOptions: [...mountOptions] }),
        nfs: { server: server.server, path: server.path },
      },
    });
    new KubeObject(this, 'Claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, namespace },
      spec: {
        accessModes: [accessMode],
        storageClassName: '',
        volumeName: name,
        resources: { requests: { storage: size } },
      },
    });
  }
}
