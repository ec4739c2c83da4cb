import { record } from '../../../accept/read';
import { readAmounts, showAmount, toAmounts } from '../amounts';
import type { Amounts } from '../amounts';
import { isExtended } from '../pod/admission';
import { containersOf, hasOwnResources, limitsOf } from './containers';
import type { Refusal } from './limit-range';
import type { Quota } from './namespace-limits';
import { surelyCounts } from './quota-scopes';

type Fields = Readonly<Record<string, unknown>>;

/** What one pod takes of one resource of a quota. */
export interface Taken {
  /** As `hard` names it, such as `requests.cpu`. */
  readonly resource: string;
  readonly amount: number;
  readonly hard: number;
  /** An amount as it is written. */
  readonly show: (amount: number) => string;
}

/** What a pod takes of a quota; nothing where the quota may not count it. */
export function takenOf(quota: Quota, spec: Fields, requests: Amounts): readonly Taken[] {
  if (!surelyCounts(quota.spec, spec)) return [];
  const limits = toAmounts(limitsOf(spec));
  return Object.entries(record(quota.spec.hard)).flatMap(([resource, value]) => {
    const counted = countedBy(resource);
    // What limits of the pod itself and of containers make together is left to the API server.
    if (!counted || (counted.of === 'limits' && hasOwnResources(spec))) return [];
    const { of, name } = counted;
    const hard = readAmounts({ [name]: value }).get(name);
    const amount = of === 'pods' ? 1 : ((of === 'limits' ? limits : requests).get(name) ?? 0);
    return hard === undefined ? [] : [{ resource, amount, hard, show: (some: number) => showAmount(name, some) }];
  });
}

/** Resources that a quota wants each container to name; it is so for historical reasons, and for no others. */
const NAMED: ReadonlySet<string> = new Set(
  ['', 'requests.', 'limits.'].flatMap((prefix) => [`${prefix}cpu`, `${prefix}memory`]),
);

/**
 * What ResourceQuotas refuse of one pod alone, whose defaults are filled in.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go
 */
export function* refusedByQuotas(spec: Fields, requests: Amounts, quotas: readonly Quota[]): Iterable<Refusal> {
  for (const quota of quotas) {
    const { name } = quota;
    const taken = takenOf(quota, spec, requests);
    const missing = hasOwnResources(spec) ? [] : missingOf(taken, spec);
    if (missing.length > 0) yield { path: [], message: `failed quota: ${name}: must specify ${missing.join('; ')}` };
    const over = taken.filter(({ amount, hard }) => amount > hard);
    if (over.length === 0) continue;
    const all = (which: 'amount' | 'hard'): string =>
      over.map((one) => `${one.resource}=${one.show(one[which])}`).join(',');
    yield { path: [], message: `exceeded quota: ${name}, requested: ${all('amount')}, limited: ${all('hard')}` };
  }
}

function missingOf(taken: readonly Taken[], spec: Fields): readonly string[] {
  const resources = taken.map(({ resource }) => resource).filter((resource) => NAMED.has(resource));
  return resources.sort().flatMap((resource) => {
    const { of, name } = countedBy(resource)!;
    const without = containersOf(spec).filter((one) => !(of === 'limits' ? one.limits : one.requests).has(name));
    const names = without.map((one) => one.name).sort();
    return names.length === 0 ? [] : [`${resource} for: ${names.join(',')}`];
  });
}

interface Counted {
  readonly of: 'requests' | 'limits' | 'pods';
  readonly name: string;
}

const LIMITED = /^limits\.(cpu|memory|ephemeral-storage)$/;
const REQUESTED = /^(?:requests\.)?(cpu|memory|ephemeral-storage|hugepages-.+)$/;

/** What of a pod a name in `hard` counts; `undefined` where it counts other objects. */
function countedBy(resource: string): Counted | undefined {
  if (resource === 'pods' || resource === 'count/pods') return { of: 'pods', name: 'pods' };
  const limited = LIMITED.exec(resource)?.[1];
  if (limited !== undefined) return { of: 'limits', name: limited };
  const requested = REQUESTED.exec(resource)?.[1];
  if (requested !== undefined) return { of: 'requests', name: requested };
  const own = resource.startsWith('requests.') ? resource.slice('requests.'.length) : '';
  return isExtended(own) ? { of: 'requests', name: own } : undefined;
}
