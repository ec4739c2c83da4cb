/** The releases of etcd that kubeadm runs, with etcdctl and etcdutl in the image; it has no shell. */
const ETCD: Readonly<Record<number, string>> = {
  // Images of 3.5 before this one have a shell and no etcdutl.
  27: '3.5.24-0',
  28: '3.5.24-0',
  29: '3.5.24-0',
  30: '3.5.24-0',
  31: '3.5.24-0',
  32: '3.5.24-0',
  33: '3.5.24-0',
  34: '3.6.5-0',
  35: '3.6.6-0',
  36: '3.6.8-0',
};

/**
 * The image with the programs for snapshots of etcd, for a minor version of Kubernetes such as 34. Its etcd has the minor version of the one
 * that kubeadm runs.
 *
 * @see https://github.com/kubernetes/kubernetes/pull/134251
 */
export function etcdImage(minor: number): string {
  return `registry.k8s.io/etcd:${ETCD[minor]}`;
}

/** A shell with the usual small programs, which the image of etcd lacks. */
export const BUSYBOX_IMAGE = 'docker.io/library/busybox:1.37.0';
