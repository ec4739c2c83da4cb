import { dns1123Subdomain, qualifiedName } from '../../../facts/names';
import { isQuantity, parseMilli } from '../../../facts/quantity';
import type { Quantity } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isExtended, isHugePages, isNative, mayOvercommit } from '../core/resource-names';
import { amounts, record } from '../read';

const CONTAINER_RESOURCES = ['cpu', 'ephemeral-storage', 'memory'];

/** What is wrong with the requests and limits of a container, or of a pod as a whole. */
export function quantityErrors(
  resources: unknown,
  path: FieldPath,
  sink: Sink,
  of: 'container' | 'pod' = 'container',
): void {
  const { limits, requests } = record(resources);
  const given = { limits: amounts(limits), requests: amounts(requests) };
  for (const list of ['limits', 'requests'] as const) {
    for (const [name, value] of Object.entries(given[list])) {
      const field = [...path, list, name];
      nameErrors(name, field, of, sink);
      if (isQuantity(value)) valueErrors(name, value, field, sink);
    }
  }
  for (const [name, request] of Object.entries(given.requests)) {
    const limit = given.limits[name];
    if (limit === undefined) {
      if (!mayOvercommit(name)) {
        sink(required([...path, 'limits'], 'Limit must be set for non overcommitable resources'));
      }
    } else if (isQuantity(request) && isQuantity(limit)) {
      orderErrors(name, request, limit, [...path, 'requests', name], sink);
    }
  }
  const names = [...Object.keys(given.limits), ...Object.keys(given.requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    sink(forbidden(path, 'HugePages require cpu or memory'));
  }
}

function nameErrors(name: string, path: FieldPath, of: 'container' | 'pod', sink: Sink): void {
  const problem = qualifiedName(name);
  if (problem !== undefined) {
    sink(invalid(path, name, problem));
  } else if (of === 'pod') {
    if (name !== 'cpu' && name !== 'memory' && !isHugePages(name)) {
      sink(notSupported(path, name, ['cpu', 'hugepages-', 'memory']));
    }
  } else if (!name.includes('/')) {
    if (!CONTAINER_RESOURCES.includes(name) && !isHugePages(name)) {
      sink(invalid(path, name, 'must be a standard resource for containers'));
    }
  } else if (!isNative(name) && !isExtended(name)) {
    sink(invalid(path, name, "doesn't follow extended resource name standard"));
  }
}

function valueErrors(name: string, value: Quantity, path: FieldPath, sink: Sink): void {
  const milli = parseMilli(value) ?? 0n;
  if (milli < 0n) sink(invalid(path, value, 'must be greater than or equal to 0'));
  if (isExtended(name) && milli % 1000n !== 0n) sink(invalid(path, value, 'must be an integer'));
  if (isHugePages(name)) {
    const size = parseMilli(name.slice('hugepages-'.length));
    const whole = size !== undefined && size > 0n && size % 1000n === 0n;
    // The API server rounds the amount up to whole bytes before it divides.
    const bytes = (milli + 999n) / 1000n;
    if (!whole || bytes % (size / 1000n) !== 0n) {
      sink(invalid(path, value, `${value} is not positive integer multiple of ${name}`));
    }
  }
}

function orderErrors(name: string, request: Quantity, limit: Quantity, path: FieldPath, sink: Sink): void {
  const difference = (parseMilli(request) ?? 0n) - (parseMilli(limit) ?? 0n);
  if (difference !== 0n && !mayOvercommit(name)) {
    sink(invalid(path, request, `must be equal to ${name} limit of ${limit}`));
  } else if (difference > 0n) {
    sink(invalid(path, request, `must be less than or equal to ${name} limit of ${limit}`));
  }
}

/** What is wrong with a name that may be empty. */
export function optionalSubdomain(text: string): string | undefined {
  return text === '' ? undefined : dns1123Subdomain(text);
}
