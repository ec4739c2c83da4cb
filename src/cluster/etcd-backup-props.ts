import type { Placement } from '../core/placement';

/** Where an {@link EtcdBackup} keeps its snapshots. */
export type EtcdBackupData =
  | {
      /** A directory of the control-plane node, made where it is missing. On kind it is one that `KindCluster.mount()` gives. */ readonly hostPath: string;
    }
  | { /** A claim that exists in the namespace; its volume must reach the control plane. */ readonly claim: string };

/** Properties of an {@link EtcdBackup}. */
export interface EtcdBackupProps {
  /** A directory of the node, or a claim. A snapshot holds every Secret of the cluster, so few may read it. */
  readonly data: EtcdBackupData;

  /**
   * When a snapshot is made, as cron writes it, in the time zone of the controller manager.
   * @default - every six hours
   */
  readonly schedule?: string;

  /**
   * How many snapshots are kept, 1 to 1000; older ones are deleted after the next one that is sound.
   * @default 28, a week of the default schedule
   */
  readonly keep?: number;

  /**
   * The name of the CronJob.
   * @default 'etcd-backup'
   */
  readonly name?: string;

  /**
   * The namespace.
   * @default 'kube-system'
   */
  readonly namespace?: string;

  /**
   * The one member of etcd that is asked, as a URL, for an etcd outside of the control plane. The pod then has a network of its own.
   * @default - the node's own member at 127.0.0.1, by the network of the node
   */
  readonly endpoint?: string;

  /**
   * The directory of the node with `ca.crt`, `healthcheck-client.crt` and `healthcheck-client.key`. The pod sees these three files alone.
   * @default '/etc/kubernetes/pki/etcd', that of kubeadm
   */
  readonly certificates?: string;

  /**
   * The image with etcdctl and etcdutl.
   * @default - that of the target's Kubernetes, from `registry.k8s.io`
   */
  readonly image?: string;

  /**
   * The image of busybox, which keeps the snapshot.
   * @default - `BUSYBOX_IMAGE`
   */
  readonly busyboxImage?: string;

  /**
   * Which of the control-plane nodes.
   * @default - any of them
   */
  readonly placement?: Placement;

  /**
   * The name of the script that brings a snapshot back, among the tools.
   * @default 'etcd-restore.sh'; none with `endpoint`, whose etcd is restored where it runs
   */
  readonly restoreFile?: string;
}
