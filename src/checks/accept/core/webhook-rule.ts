import type { FieldPath } from '../../field-path';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isEmptyList, textsOf } from './each-object';
import type { Fields } from './each-object';
import { oneOf } from './syntax';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];

/**
 * What the API server says of a rule: which requests a webhook is asked about.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/admissionregistration/validation/validation.go
 */
export function validateRule(rule: Fields, path: FieldPath, sink: Sink): void {
  for (const field of ['operations', 'apiGroups', 'apiVersions'] as const) {
    const at = [...path, field];
    const items = [...textsOf(rule[field], at)];
    if (isEmptyList(rule[field])) sink(required(at));
    if (items.length > 1 && items.some(([item]) => item === '*')) {
      sink(invalid(at, rule[field], `if '*' is present, must not specify other ${field}`));
    }
    for (const [item, here] of items) {
      if (field === 'operations' && !OPERATIONS.includes(item)) sink(notSupported(here, item, OPERATIONS));
      else if (field === 'apiVersions' && item === '') sink(required(here));
    }
  }
  validateResources(rule.resources, [...path, 'resources'], sink);
  oneOf(rule.scope, [...path, 'scope'], ['*', 'Cluster', 'Namespaced'], sink);
}

function validateResources(resources: unknown, path: FieldPath, sink: Sink): void {
  if (isEmptyList(resources)) sink(required(path));
  const given = textsOf(resources, path);
  /** What came before with all its subresources (`pods/*`), and subresources of all (`*` and a slash before them). */
  const seen = new Set<string>();
  let last = '*';
  for (const [item, at] of given) {
    if (item === '') {
      sink(required(at));
      continue;
    }
    const slash = item.indexOf('/');
    if (slash < 0) {
      last = item;
      continue;
    }
    for (const all of [`${item.slice(0, slash)}/*`, `*${item.slice(slash)}`]) {
      if (seen.has(all)) sink(invalid(at, item, `if '${all}' is present, must not specify ${item}`));
    }
    if (item.startsWith('*/') || item.endsWith('/*')) seen.add(item);
  }
  if (given.length > 1 && given.some(([item]) => item === '*/*')) {
    sink(invalid(path, resources, "if '*/*' is present, must not specify other resources"));
  }
  // The API server looks at the last one without a subresource alone.
  if (last !== '*' && given.some(([item]) => item === '*')) {
    sink(invalid(path, resources, "if '*' is present, must not specify other resources without subresources"));
  }
}
