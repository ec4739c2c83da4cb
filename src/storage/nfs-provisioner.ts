import { Construct } from 'constructs';
import { IMAGE } from '../checks/image/image-reference';
import { withoutEmpty } from '../core/copy';
import { fail, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { NetworkEgress } from '../core/network/egress';
import { notRestricted } from '../core/pod/not-restricted';
import { WorkloadObject } from '../core/workload/workload-object';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { requireOwnClass } from './built-in-classes';
import { documentedNfsProvisioner } from './documented-nfs-provisioner';
import { requireExport, requireMountOptions } from './nfs-export';
import type { NfsExport } from './nfs-export';
import { NfsVolume } from './nfs-volume';
import { requireProps } from '../core/require-props';
import { NFS_PROVISIONER } from './known-props';

/** Properties of an {@link NfsProvisioner}. */
export interface NfsProvisionerProps {
  /** The server and its directory: an `NfsServer`, or one outside of the cluster. */
  readonly server: NfsExport;

  /**
   * The namespace of the provisioner.
   * @default 'nfs'
   */
  readonly namespace?: string;

  /**
   * Whether the namespace is rendered too.
   * @default - false where the server is an `NfsServer` of that namespace, which renders it; else true
   */
  readonly createNamespace?: boolean;

  /**
   * The name of the class that claims refer to.
   * @default 'wai-nfs'
   */
  readonly storageClassName?: string;

  /**
   * The name by which class and provisioner find each other.
   * @default 'wai.org/nfs'
   */
  readonly provisionerName?: string;

  /**
   * What becomes of the directory of a claim that is deleted: it stays as it is, is renamed to `archived-...`, or is deleted.
   * @default 'retain'
   */
  readonly onDelete?: 'retain' | 'archive' | 'delete';

  /**
   * The directory of a claim below the server's, such as `${.PVC.namespace}/${.PVC.name}`.
   * @default - namespace, claim and volume, joined by `-`
   */
  readonly pathPattern?: string;

  /**
   * Options of every mount, also of the provisioner's own. A version that the server does not speak is refused.
   * @default - none: node and server agree on a version
   */
  readonly mountOptions?: readonly string[];

  /**
   * Whether claims that name no class get this one.
   * @default false
   */
  readonly defaultClass?: boolean;

  /**
   * Whether a NetworkPolicy lets nobody in, and nothing out but to the name service and the API server: the node mounts what the pod writes to.
   * @default false
   */
  readonly networkPolicy?: boolean;

  /**
   * The image of the provisioner.
   * @default 'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2'
   */
  readonly image?: string;

  /**
   * `documented` renders the provisioner of document 004 as it stands.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

const NAME = 'nfs-provisioner';

const LABELS = { app: NAME };

/**
 * Makes volumes for claims as directories of an NFS server. Address and directory of the server are one value here, where the program
 * wants them in three places. It does not make the server: see {@link NfsServer}.
 *
 * One pod does the work, so that it needs no election of a leader and no rights for it.
 *
 * @example
 * new storage.NfsProvisioner(chart, 'provisioner', { server: { server: '10.0.0.4', path: '/exports' } });
 * @see https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner
 */
export class NfsProvisioner extends Construct {
  /** The name of the class of volumes. */
  public readonly storageClassName: string;

  /** @throws where a name, the server, or a mount option is not allowed */
  public constructor(scope: Construct, id: string, props: NfsProvisionerProps) {
    super(scope, id);
    requireProps(this, 'an NfsProvisioner', props, NFS_PROVISIONER);
    const { server, namespace = 'nfs', storageClassName = 'wai-nfs', provisionerName = 'wai.org/nfs' } = props;
    this.storageClassName = storageClassName;
    requireSyntax(this, 'storageClassName', storageClassName, dns1123Subdomain);
    requireOwnClass(this, 'storageClassName', storageClassName);
    requireSyntax(this, 'namespace', namespace, dns1123Label);
    requireMatch(
      this,
      'provisionerName',
      provisionerName,
      /^[a-z0-9.-]+\/[A-Za-z0-9._-]+$/,
      'a domain and a name, such as wai.org/nfs',
    );
    requireOneOf(this, 'onDelete', props.onDelete, ['retain', 'archive', 'delete']);
    requireMatch(this, 'image', props.image, IMAGE, 'an image with its tag');
    requireOneOf(this, 'edition', props.edition, ['platform', 'documented']);
    if (props.pathPattern !== undefined && /(^|\/)\.\.(\/|$)/.test(props.pathPattern))
      throw fail(this, `pathPattern is '${props.pathPattern}', allowed is a path below the server's directory`);
    requireExport(this, server);
    requireMountOptions(this, server, props.mountOptions ?? []);
    if (props.edition === 'documented') {
      documentedNfsProvisioner(this, { server, namespace, storageClassName, provisionerName });
      return;
    }
    const servesNamespace = (server as { readonly namespace?: string }).namespace === namespace;
    if (props.createNamespace ?? !servesNamespace)
      new KubeObject(this, 'Namespace', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      });
    this.renderClass(props, provisionerName);
    this.renderAccess(namespace);
    this.renderPods(props, namespace, provisionerName);
    if (props.networkPolicy === true) this.renderPolicy(namespace);
  }

  private renderClass(props: NfsProvisionerProps, provisioner: string): void {
    const { onDelete = 'retain', pathPattern, mountOptions = [], defaultClass = false } = props;
    const annotations = { ...(defaultClass && { 'storageclass.kubernetes.io/is-default-class': 'true' }) };
    // The program has two parameters for three fates, of which the first wins.
    const fate = onDelete === 'archive' ? { archiveOnDelete: 'true' } : { onDelete };
    new KubeObject(this, 'Class', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: withoutEmpty({ name: this.storageClassName, annotations }),
      provisioner,
      parameters: { ...fate, ...(pathPattern !== undefined && { pathPattern }) },
      ...withoutEmpty({ mountOptions: [...mountOptions] }),
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
    });
  }

  private renderAccess(namespace: string): void {
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const read = ['get', 'list', 'watch'];
    new KubeObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: NAME, namespace },
      automountServiceAccountToken: false,
    });
    new KubeObject(this, 'Role', {
      apiVersion,
      kind: 'ClusterRole',
      metadata: { name: `${namespace}-${NAME}` },
      rules: [
        { apiGroups: [''], resources: ['nodes'], verbs: read },
        { apiGroups: [''], resources: ['persistentvolumes'], verbs: [...read, 'create', 'delete'] },
        { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: [...read, 'update'] },
        { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: read },
        { apiGroups: [''], resources: ['events'], verbs: ['create', 'update', 'patch'] },
      ],
    });
    new KubeObject(this, 'Binding', {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: `${namespace}-${NAME}` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `${namespace}-${NAME}` },
      subjects: [{ kind: 'ServiceAccount', name: NAME, namespace }],
    });
  }

  private renderPods(props: NfsProvisionerProps, namespace: string, provisionerName: string): void {
    const { server, path } = props.server;
    const { mountOptions = [] } = props;
    // An inline volume has no mount options, so with some the provisioner's own directory is a claim (ANS-23).
    const volume =
      mountOptions.length === 0
        ? { nfs: { server, path } }
        : {
            persistentVolumeClaim: {
              claimName: new NfsVolume(this, 'Root', {
                name: `${namespace}-${NAME}-root`,
                namespace,
                server: props.server,
                mountOptions,
              }).claimName,
            },
          };
    new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: NAME,
        namespace,
        annotations: notRestricted(
          'it makes and removes directories that belong to any user, so it is root on the share',
        ),
      },
      spec: { replicas: 1, strategy: { type: 'Recreate' } },
      template: {
        labels: LABELS,
        serviceAccount: NAME,
        needsApi: true,
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        // It makes and removes directories that belong to any user, so it is root on the share.
        safeDefaults: { nonRoot: false },
        containers: [
          {
            name: NAME,
            image: props.image ?? 'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2',
            env: [
              { name: 'PROVISIONER_NAME', value: provisionerName },
              { name: 'NFS_SERVER', value: server },
              { name: 'NFS_PATH', value: path },
              { name: 'ENABLE_LEADER_ELECTION', value: 'false' },
            ],
            // Directories of other users are removed with the right to pass by their modes.
            securityContext: { capabilities: { drop: ['ALL'], add: ['DAC_OVERRIDE', 'CHOWN', 'FOWNER'] } },
            volumeMounts: [{ name: 'root', mountPath: '/persistentvolumes' }],
          },
        ],
        volumes: [{ name: 'root', ...volume }],
      },
      selector: true,
    });
  }

  private renderPolicy(namespace: string): void {
    new KubeObject(this, 'Policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: NAME, namespace },
      spec: {
        podSelector: { matchLabels: LABELS },
        policyTypes: ['Ingress', 'Egress'],
        egress: [NetworkEgress.dns(), NetworkEgress.kubernetesApi()],
      },
    });
  }
}
