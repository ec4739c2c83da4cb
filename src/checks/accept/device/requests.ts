import { dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { requiredSyntax } from '../core/syntax';
import { invalid, notSupported, required, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';
import { deviceTolerations, label, uniqueNames } from './names';
import { deviceSelectors } from './selector';

const MAX_REQUESTS = 32;
const MAX_ALTERNATIVES = 8;
const MODES = ['All', 'ExactCount'];

/** The devices that a claim asks for, each request by its name. */
export function deviceRequests(value: unknown, path: FieldPath, minor: number, sink: Sink): void {
  const requests = objectsOf(value, path);
  if (requests.length > MAX_REQUESTS) {
    sink(tooMany(path, requests.length, MAX_REQUESTS));
    return;
  }
  for (const [request, at] of requests) {
    label(request.name, [...at, 'name'], sink);
    const alternatives = objectsOf(request.firstAvailable, [...at, 'firstAvailable']);
    const exactly = !isUnset(request.exactly);
    if (exactly && alternatives.length > 0) {
      const both = 'exactly one of `exactly` or `firstAvailable` is required, but multiple fields are set';
      sink({ path: at, message: `Invalid value: ${both}` });
    } else if (exactly) {
      deviceRequest(record(request.exactly), [...at, 'exactly'], minor, sink);
    } else if (alternatives.length > 0) {
      firstAvailable(alternatives, [...at, 'firstAvailable'], minor, sink);
    } else {
      sink(required(at, 'exactly one of `exactly` or `firstAvailable` is required'));
    }
  }
  uniqueNames(requests, 'name', sink);
}

function firstAvailable(
  alternatives: readonly (readonly [Fields, FieldPath])[],
  path: FieldPath,
  minor: number,
  sink: Sink,
): void {
  if (alternatives.length > MAX_ALTERNATIVES) {
    sink(tooMany(path, alternatives.length, MAX_ALTERNATIVES));
    return;
  }
  for (const [alternative, at] of alternatives) {
    label(alternative.name, [...at, 'name'], sink);
    deviceRequest(alternative, at, minor, sink);
  }
  uniqueNames(alternatives, 'name', sink);
}

function deviceRequest(request: Fields, path: FieldPath, minor: number, sink: Sink): void {
  requiredSyntax(request.deviceClassName, [...path, 'deviceClassName'], dns1123Subdomain, sink);
  deviceSelectors(request.selectors, [...path, 'selectors'], sink);
  allocation(request, path, sink);
  // Before 1.36 the API server drops the field.
  if (minor >= 36) deviceTolerations(request.tolerations, [...path, 'tolerations'], sink);
}

/** One device of what is left out or zero, for `ExactCount` is the default. */
function allocation({ allocationMode, count }: Fields, path: FieldPath, sink: Sink): void {
  const mode = allocationMode ?? '';
  if (typeof mode !== 'string') return;
  if (mode !== '' && !MODES.includes(mode)) {
    sink(notSupported([...path, 'allocationMode'], mode, MODES));
  } else if (typeof count === 'number' && count !== 0) {
    const at = [...path, 'count'];
    if (mode === 'All') sink(invalid(at, count, "must not be specified when allocationMode is 'All'"));
    else if (count < 0) sink(invalid(at, count, 'must be greater than zero'));
  }
}

/** The requests of a claim by their names, each with those of its alternatives. */
export function requestNames(value: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const namesOf = (list: unknown): [string, Fields][] =>
    objectsOf(list, []).flatMap(([one]) => (typeof one.name === 'string' ? [[one.name, one]] : []));
  return new Map(
    namesOf(value).map(([name, one]) => [name, new Set(namesOf(one.firstAvailable).map(([inner]) => inner))]),
  );
}
