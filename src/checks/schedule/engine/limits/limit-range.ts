import { record } from '../../../accept/read';
import type { FieldPath } from '../../../field-path';
import { readMilli, showAmount, toAmounts } from '../amounts';
import type { MilliAmounts } from '../amounts';
import { requestsOf } from '../pod/requests';
import { containersOf, hasOwnResources, limitsOf } from './containers';
import type { Range } from './namespace-limits';

type Fields = Readonly<Record<string, unknown>>;

/** Why admission refuses a pod. */
export interface Refusal {
  /** The field, from the spec of the pod on. */
  readonly path: FieldPath;
  readonly message: string;
}

/**
 * What LimitRanges refuse of a pod whose defaults are filled in. A pod with overhead or resources of its own is held against ranges
 * of containers alone.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/plugin/pkg/admission/limitranger/admission.go
 */
export function* refusedByRanges(spec: Fields, overhead: unknown, ranges: readonly Range[]): Iterable<Refusal> {
  for (const { name, type, item } of ranges) {
    if (type === 'Container') {
      for (const { name: container, path, requests, limits } of containersOf(spec)) {
        for (const problem of problemsOf('Container', item, requests, limits)) {
          yield { path: [...path, 'resources'], message: `LimitRange ${name}, container ${container}: ${problem}` };
        }
      }
    } else if (type === 'Pod' && !hasOwnResources(spec) && Object.keys(record(overhead)).length === 0) {
      const requests = requestsOf(spec, { podLevel: false });
      for (const problem of problemsOf('Pod', item, requests, limitsOf(spec))) {
        yield { path: [], message: `LimitRange ${name}: ${problem}` };
      }
    }
  }
}

function* problemsOf(type: string, item: Fields, requests: MilliAmounts, limits: MilliAmounts): Iterable<string> {
  const asked = { request: requests, limit: limits };
  const compare = (
    bound: 'minimum' | 'maximum',
    name: string,
    enforced: bigint,
    which: 'request' | 'limit',
  ): string[] => {
    const amount = asked[which].get(name);
    const isWrong = amount !== undefined && (bound === 'minimum' ? amount < enforced : amount > enforced);
    return isWrong
      ? [`${bound} ${name} usage per ${type} is ${show(name, enforced)}, but ${which} is ${show(name, amount)}`]
      : [];
  };
  for (const [name, enforced] of readMilli(item.min)) {
    if (!requests.has(name))
      yield `minimum ${name} usage per ${type} is ${show(name, enforced)}, and no request is specified`;
    yield* [...compare('minimum', name, enforced, 'request'), ...compare('minimum', name, enforced, 'limit')].slice(
      0,
      1,
    );
  }
  for (const [name, enforced] of readMilli(item.max)) {
    if (!limits.has(name))
      yield `maximum ${name} usage per ${type} is ${show(name, enforced)}, and no limit is specified`;
    else
      yield* [...compare('maximum', name, enforced, 'limit'), ...compare('maximum', name, enforced, 'request')].slice(
        0,
        1,
      );
  }
  for (const [name, enforced] of readMilli(item.maxLimitRequestRatio)) {
    const request = requests.get(name) ?? 0n;
    const limit = limits.get(name) ?? 0n;
    const most = `${name} max limit to request ratio per ${type} is ${Number(enforced) / 1000}`;
    if (request === 0n) yield `${most}, and no request is specified or request is 0`;
    else if (limit === 0n) yield `${most}, and no limit is specified or limit is 0`;
    else if (limit * 1000n > enforced * request)
      yield `${most}, but provided ratio is ${Number(limit) / Number(request)}`;
  }
}

function show(name: string, amount: bigint): string {
  return showAmount(name, toAmounts(new Map([[name, amount]])).get(name)!);
}
