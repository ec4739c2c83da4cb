import { list, record } from '../checks/accept/read';

/**
 * What tells the elements of a list from each other, by the name of the field; the first row that all elements fulfil counts.
 * They are the merge keys of Kubernetes where it has some, and what people mean where it has none.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
const KEYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  containers: [['name']],
  initContainers: [['name']],
  ephemeralContainers: [['name']],
  env: [['name']],
  volumes: [['name']],
  volumeMounts: [['mountPath']],
  volumeDevices: [['devicePath']],
  ports: [['containerPort', 'protocol'], ['port', 'protocol'], ['name']],
  servers: [['port.number', 'port.name'], ['port.number']],
  listeners: [['name']],
  hostAliases: [['ip']],
  imagePullSecrets: [['name']],
  secrets: [['name']],
  resourceClaims: [['name']],
  claims: [['name']],
  topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable']],
  volumeClaimTemplates: [['metadata.name']],
  taints: [['key', 'effect']],
  startupTaints: [['key', 'effect']],
  requirements: [['key'], ['key', 'operator']],
  matchExpressions: [['key'], ['key', 'operator']],
  subjects: [['kind', 'namespace', 'name']],
  ownerReferences: [['uid']],
  webhooks: [['name']],
  versions: [['name']],
  subsets: [['name']],
  secretTargetRef: [['parameter']],
  items: [['key']],
};

/** Lists whose order says nothing, and whose elements have no key: two elements are the same or they are not. */
const SETS = new Set(
  (
    'tolerations values verbs resources apiGroups resourceNames nonResourceURLs accessModes finalizers policyTypes hosts gateways ' +
    'dnsNames usages add drop exportTo namespaces mountOptions supplementalGroups methods paths principals notPrincipals notValues ' +
    'loadBalancerSourceRanges externalIPs hostnames'
  ).split(' '),
);

/** How the elements of a list are compared. */
export type ListKind =
  | { readonly kind: 'keyed'; readonly keyOf: (element: unknown) => string }
  /** Elements are the same, or they are not. */
  | { readonly kind: 'set' }
  /** The place of an element counts. */
  | { readonly kind: 'sequence' };

/**
 * How a list is compared.
 *
 * @param field the name of the field that holds it
 * @param group of the object; rules are a set in RBAC alone
 * @param both the elements of both sides, each of them
 */
export function listKind(field: string, group: string, both: readonly (readonly unknown[])[]): ListKind {
  if (field === 'rules' && group === 'rbac.authorization.k8s.io') {
    return both.every((elements) => areKeys(elements.map(ruleKey)))
      ? { kind: 'keyed', keyOf: ruleKey }
      : { kind: 'set' };
  }
  const rows = Object.hasOwn(KEYS, field) ? KEYS[field]! : [];
  for (const row of rows) {
    const keyOf = (element: unknown): string => keyText(row, element);
    if (both.every((elements) => areKeys(elements.map(keyOf)))) return { kind: 'keyed', keyOf };
  }
  return { kind: SETS.has(field) ? 'set' : 'sequence' };
}

/** A rule of RBAC is known by what it is about. */
function ruleKey(element: unknown): string {
  const { apiGroups, resources, resourceNames, nonResourceURLs } = record(element);
  const about = [resources, nonResourceURLs, resourceNames].flatMap(list);
  const groups = list(apiGroups).filter((one) => one !== '');
  if (![...about, ...groups].every((one) => typeof one === 'string')) return '';
  return [about.join(','), ...groups].join(' of ').replace(/^ of /, '');
}

/** Every element has a key, and no two the same. */
function areKeys(keys: readonly string[]): boolean {
  return keys.every((key) => key !== '') && new Set(keys).size === keys.length;
}

function keyText(row: readonly string[], element: unknown): string {
  const [first, ...more] = row.map((field) => valueOf(field, element));
  if (first === '') return '';
  return [first, ...more.filter((one) => one !== '')].join('/');
}

function valueOf(field: string, element: unknown): string {
  const value = field.split('.').reduce<unknown>((at, name) => record(at)[name], element);
  // Ports are TCP where nothing is said, and the key of one that says so is the same.
  if (field === 'protocol' && value === 'TCP') return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
