import type { IConstruct } from 'constructs';
import { fail, requireKnown, requireMatch, requireOneOf } from '../core/fail';
import type { KindMount } from './kind-cluster-props';

/** Where etcd of kubeadm keeps its data. */
export const ETCD_DATA = '/var/lib/etcd';

/** What the document mounts in its place. */
export const NOT_ETCD_DATA = '/var/lib/data';

/** What a path of the machine must look like. */
export const PATH = /^(\/[^/\s:,]+)+$/;

/** Directories that kind or Kubernetes fills itself; a mount over one of them ends the node. */
const OWN = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/kind',
  '/lib',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/sys',
  '/tmp',
  '/usr',
];
const OWN_ALONE = ['/var', '/var/lib', '/var/log', '/var/run', '/var/lib/kubelet', '/var/lib/containerd', '/mnt'];

/** Fails unless the path is an absolute one of the machine. */
export function requireHostPath(construct: IConstruct, name: string, path: unknown): void {
  // A path from the present directory depends on where kind is started, and nothing writes out `~`.
  requireMatch(construct, name, path ?? '', PATH, "an absolute path such as /data/etcd, without ':' and ','");
}

/**
 * Fails unless a mount brings a directory to a place of its own.
 *
 * @throws also at the place where document 004 puts the data of etcd, which keeps nothing (ANS-01)
 */
export function requireMount(construct: IConstruct, mount: KindMount): void {
  requireKnown(construct, 'mount', mount, ['hostPath', 'containerPath', 'readOnly', 'propagation']);
  const { hostPath, containerPath, readOnly, propagation } = mount;
  requireHostPath(construct, 'hostPath of a mount', hostPath);
  requireMatch(construct, 'containerPath of a mount', containerPath ?? '', PATH, 'an absolute path such as /mnt/nfs');
  requireOneOf(construct, 'propagation of a mount', propagation, ['None', 'HostToContainer', 'Bidirectional']);
  requireOneOf(construct, 'readOnly of a mount', readOnly, [true, false]);
  if (containerPath === NOT_ETCD_DATA)
    throw fail(
      construct,
      `a mount has the containerPath '${NOT_ETCD_DATA}', where nothing is kept: etcd writes to '${ETCD_DATA}', which etcdData mounts`,
    );
  if (containerPath === ETCD_DATA)
    throw fail(construct, `a mount has the containerPath '${ETCD_DATA}', the data of etcd; give it as etcdData`);
  const own = OWN.find((path) => containerPath === path || containerPath.startsWith(`${path}/`));
  if (own !== undefined || OWN_ALONE.includes(containerPath) || containerPath.startsWith(`${ETCD_DATA}/`))
    throw fail(construct, `a mount has the containerPath '${containerPath}', which is the node's own`);
}

/** Fails where two mounts are at one place of the node. */
export function requireDistinct(construct: IConstruct, mounts: readonly KindMount[]): void {
  const seen = new Map<string, string>();
  for (const { containerPath, hostPath } of mounts) {
    const other = seen.get(containerPath);
    if (other !== undefined)
      throw fail(construct, `two mounts have the containerPath '${containerPath}': '${other}' and '${hostPath}'`);
    seen.set(containerPath, hostPath);
  }
}

/** A mount as kind has it, without what it takes for granted. */
export function mountOf({ hostPath, containerPath, readOnly, propagation }: KindMount): object {
  return {
    hostPath,
    containerPath,
    ...(readOnly === true && { readOnly }),
    ...(propagation !== undefined && propagation !== 'None' && { propagation }),
  };
}
