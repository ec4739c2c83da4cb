import { qualifiedName } from '../../../facts/names';

const CONTAINER = ['cpu', 'memory', 'ephemeral-storage'];

const COUNTED = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];

const QUOTA = [
  ...CONTAINER,
  ...COUNTED,
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
];

/** Whether a resource is memory in pages of one size, such as `hugepages-2Mi`. */
export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** Whether a quota counts this resource by its own name. */
export function isQuotaResource(name: string): boolean {
  return QUOTA.includes(name) || isHugePages(name) || name.startsWith('requests.hugepages-');
}

/** Whether a resource belongs to Kubernetes: it has no prefix, or one of `kubernetes.io`. */
export function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Whether a resource is one that a device plugin offers, such as `nvidia.com/gpu`. */
export function isExtended(name: string): boolean {
  return !isNative(name) && !name.startsWith('requests.') && qualifiedName(`requests.${name}`) === undefined;
}

/** Whether only whole numbers of a resource can be had. */
export function isCounted(name: string): boolean {
  return COUNTED.includes(name) || isExtended(name);
}

/** Whether a container may request more of a resource than is set aside for it. */
export function mayOvercommit(name: string): boolean {
  return isNative(name) && !isHugePages(name);
}

/** Why a text names no resource; `undefined` where it names one. */
export function resourceName(name: string): string | undefined {
  const problem = qualifiedName(name);
  if (problem !== undefined) return problem;
  if (!name.includes('/') && !isQuotaResource(name) && name !== 'storage') {
    return 'must be a standard resource type or fully qualified';
  }
  return undefined;
}

/** Why a text names no resource that a quota can limit. */
export function quotaResourceName(name: string): string | undefined {
  const problem = resourceName(name);
  if (problem !== undefined) return problem;
  return name.includes('/') || isQuotaResource(name) ? undefined : 'must be a standard resource for quota';
}

/** Why a text names no resource that a container can have. */
export function containerResourceName(name: string): string | undefined {
  const problem = resourceName(name);
  if (problem !== undefined) return problem;
  if (!name.includes('/')) {
    const standard = CONTAINER.includes(name) || isHugePages(name);
    return standard ? undefined : 'must be a standard resource for containers';
  }
  return isNative(name) || isExtended(name) ? undefined : "doesn't follow extended resource name standard";
}
