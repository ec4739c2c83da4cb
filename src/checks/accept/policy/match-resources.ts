import { pathSegment } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, syntaxOf } from '../core/syntax';
import { validateRule } from '../core/webhook-rule';
import { duplicate, notSupported } from '../field-error';
import type { Sink } from '../field-error';
import { validateLabelSelector } from '../label-selector';

const MUTABLE = ['*', 'CONNECT', 'CREATE', 'UPDATE'];

/**
 * Which requests a policy is asked about.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/admissionregistration/validation/validation.go
 */
export function matchResources(match: Fields, path: FieldPath, sink: Sink): void {
  oneOf(match.matchPolicy, [...path, 'matchPolicy'], ['Equivalent', 'Exact'], sink);
  for (const field of ['namespaceSelector', 'objectSelector'])
    validateLabelSelector(match[field], [...path, field], sink);
  for (const field of ['resourceRules', 'excludeResourceRules']) {
    for (const [rule, at] of objectsOf(match[field], [...path, field])) {
      const seen = new Set<string>();
      for (const [name, here] of textsOf(rule.resourceNames, [...at, 'resourceNames'])) {
        syntaxOf(name, here, pathSegment, sink);
        if (seen.has(name)) sink(duplicate(here, name));
        seen.add(name);
      }
      validateRule(rule, at, sink);
    }
  }
}

/** A deletion has nothing that can be changed. */
export function mutableOperations(match: Fields, path: FieldPath, sink: Sink): void {
  for (const [rule, at] of objectsOf(match.resourceRules, [...path, 'resourceRules'])) {
    for (const [operation, here] of textsOf(rule.operations, [...at, 'operations'])) {
      if (operation === 'DELETE') sink(notSupported(here, operation, MUTABLE));
    }
  }
}
