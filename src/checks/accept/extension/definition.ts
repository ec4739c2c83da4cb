import { dns1035Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, requiredSyntax, syntaxOf } from '../core/syntax';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { list, record, isUnset } from '../read';

const APPROVED = 'api-approved.kubernetes.io';
const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];

/**
 * ACC102: names, group, scope, versions and conversion of a CustomResourceDefinition.
 *
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.34.0/pkg/apis/apiextensions/validation/validation.go
 */
export const definition: Rule = {
  id: 'ACC102',
  title: 'names and versions of a CustomResourceDefinition',
  severity: 'error',
  why: 'the API server refuses a definition that it cannot serve, and with it every object of the kind',
  fix: 'name it PLURAL.GROUP, and give it a scope, exactly one version with storage: true, and a schema for each version',
  page: {
    reports:
      'a name that is not `spec.names.plural`, a full stop and `spec.group`; a group that is no domain; a scope that is neither `Cluster` nor `Namespaced`; names that are no DNS labels, and a `listKind` that is the `kind`; versions of one name, without schema, or without exactly one that is stored; columns and a scale without their paths; a conversion by a webhook that is not said; `preserveUnknownFields: true`; and a group of Kubernetes itself without the annotation `api-approved.kubernetes.io`.',
    mend: 'Take the definition from the release of its makers, or from `controller-gen`, whole.',
    before: `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widget.example.com
spec:
  group: example.com
  scope: Namespaced
  names:
    plural: widgets
    kind: Widget
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
`,
    after: [['name: widget.example.com', 'name: widgets.example.com']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'apiextensions.k8s.io', 'CustomResourceDefinition', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const names = record(spec.names);
  const { name } = record(object.metadata);
  const { group } = spec;
  if (!isBlank(name) && !isBlank(names.plural) && !isBlank(group) && name !== `${text(names.plural)}.${text(group)}`)
    sink(invalid(['metadata', 'name'], name, 'must be spec.names.plural+"."+spec.group'));
  requiredSyntax(group, ['spec', 'group'], domain, sink);
  validateApproval(group, record(record(object.metadata).annotations)[APPROVED], sink);
  if (isBlank(spec.scope)) sink(required(['spec', 'scope']));
  else oneOf(spec.scope, ['spec', 'scope'], ['Cluster', 'Namespaced'], sink);
  validateNames(names, ['spec', 'names'], sink);
  validateVersions(spec.versions, ['spec', 'versions'], sink);
  validateConversion(record(spec.conversion), ['spec', 'conversion'], sink);
  if (spec.preserveUnknownFields === true) {
    const instead = 'set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
    sink(invalid(['spec', 'preserveUnknownFields'], true, `cannot set to true, ${instead}`));
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function domain(group: string): string | undefined {
  const problem = dns1123Subdomain(group);
  return problem ?? (group.includes('.') ? undefined : 'should be a domain with at least one dot');
}

/** Groups of Kubernetes itself: `gateway.networking.k8s.io`, and not `cluster.x-k8s.io`. */
function validateApproval(group: unknown, approved: unknown, sink: Sink): void {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(text(group))) return;
  const path = ['metadata', 'annotations', APPROVED];
  const see = 'see https://github.com/kubernetes/enhancements/pull/1111';
  if (isBlank(approved)) {
    sink(required(path, `protected groups must have approval annotation "${APPROVED}", ${see}`));
  } else if (!text(approved).startsWith('unapproved') && !URL.canParse(text(approved))) {
    const must = 'must have approval annotation with either a URL or a reason starting with "unapproved"';
    sink(invalid(path, approved, `protected groups ${must}, ${see}`));
  }
}

function validateNames(names: Fields, path: FieldPath, sink: Sink): void {
  requiredSyntax(names.plural, [...path, 'plural'], dns1035Label, sink);
  if (!isBlank(names.singular)) syntaxOf(names.singular, [...path, 'singular'], dns1035Label, sink);
  requiredSyntax(names.kind, [...path, 'kind'], kindName, sink);
  if (!isBlank(names.listKind)) syntaxOf(names.listKind, [...path, 'listKind'], kindName, sink);
  if (!isBlank(names.kind) && names.kind === names.listKind)
    sink(invalid([...path, 'listKind'], names.listKind, 'kind and listKind may not be the same'));
  for (const field of ['shortNames', 'categories'])
    for (const [item, at] of textsOf(names[field], [...path, field])) syntaxOf(item, at, dns1035Label, sink);
}

function kindName(kind: string): string | undefined {
  const problem = dns1035Label(kind.toLowerCase());
  return problem === undefined ? undefined : `may have mixed case, but should otherwise match: ${problem}`;
}

function validateVersions(versions: unknown, path: FieldPath, sink: Sink): void {
  const names = new Set<unknown>();
  const given = objectsOf(versions, path);
  for (const [version, at] of given) {
    requiredSyntax(version.name, [...at, 'name'], dns1035Label, sink);
    names.add(version.name);
    if (isUnset(record(version.schema).openAPIV3Schema))
      sink(required([...at, 'schema', 'openAPIV3Schema'], 'schemas are required'));
    for (const [column, columnAt] of objectsOf(version.additionalPrinterColumns, [...at, 'additionalPrinterColumns'])) {
      for (const field of ['name', 'type', 'jsonPath'])
        if (isBlank(column[field])) sink(required([...columnAt, field]));
      if (!isBlank(column.type)) oneOf(column.type, [...columnAt, 'type'], COLUMN_TYPES, sink);
    }
    validateScale(record(version.subresources).scale, [...at, 'subresources', 'scale'], sink);
  }
  const shown = list(versions).map((version) => text(record(version).name));
  if (names.size < given.length) sink(invalid(path, shown, 'must contain unique version names'));
  if (given.filter(([version]) => version.storage === true).length !== 1)
    sink(invalid(path, shown, 'must have exactly one version marked as storage version'));
}

function validateScale(scale: unknown, path: FieldPath, sink: Sink): void {
  if (isUnset(scale)) return;
  for (const [field, below] of [
    ['specReplicasPath', '.spec.'],
    ['statusReplicasPath', '.status.'],
  ] as const) {
    const value = record(scale)[field];
    if (isBlank(value)) sink(required([...path, field]));
    else if (typeof value === 'string' && !value.startsWith(below))
      sink(invalid([...path, field], value, `should be a json path under ${below.slice(0, -1)}`));
  }
}

function validateConversion(conversion: Fields, path: FieldPath, sink: Sink): void {
  if (isBlank(conversion.strategy)) return;
  oneOf(conversion.strategy, [...path, 'strategy'], ['None', 'Webhook'], sink);
  if (conversion.strategy !== 'Webhook') return;
  const { clientConfig, conversionReviewVersions } = record(conversion.webhook);
  const at = [...path, 'webhook'];
  if (isUnset(clientConfig)) sink(required([...at, 'clientConfig'], 'required when strategy is set to Webhook'));
  else if (isUnset(record(clientConfig).url) === isUnset(record(clientConfig).service))
    sink(required([...at, 'clientConfig'], 'exactly one of url or service is required'));
  if (isEmptyList(conversionReviewVersions)) sink(required([...at, 'conversionReviewVersions']));
}
