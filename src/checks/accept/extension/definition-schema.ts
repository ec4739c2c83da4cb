import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { record, isUnset } from '../read';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
/** What JSON Schema has and no definition may. */
const FOREIGN = ['$ref', 'definitions', 'dependencies', 'patternProperties', 'additionalItems', 'id'];
const SUBSCHEMAS = ['allOf', 'anyOf', 'oneOf'];

/**
 * ACC103: the schema of a version of a CustomResourceDefinition is structural. Defaults are not held against their schemas, and rules of
 * CEL are not read.
 *
 * @see https://github.com/kubernetes/apiextensions-apiserver/blob/v0.34.0/pkg/apiserver/schema/validation.go
 */
export const definitionSchema: Rule = {
  id: 'ACC103',
  title: 'schema of a CustomResourceDefinition',
  severity: 'error',
  why: 'the API server refuses a schema that is not structural, for it could neither prune nor default by it',
  fix: 'give each field a type, and each list its items',
  page: {
    reports:
      'a field, an item or the whole without `type`, unless it is `x-kubernetes-int-or-string` or keeps unknown fields; a type that there is not; a list without `items`; `properties` beside `additionalProperties`; `uniqueItems: true`; a schema of `metadata` that says more than name and generateName; types inside of `allOf`, `anyOf` and `oneOf`; and what only JSON Schema has, such as `$ref` and `patternProperties`.',
    mend: 'Write the type. What may hold anything is `type: object` with `x-kubernetes-preserve-unknown-fields: true`.',
    before: `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
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
          properties:
            spec:
              properties:
                size:
                  type: integer
`,
    after: [
      [
        '            spec:',
        `            spec:
              type: object`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'apiextensions.k8s.io', 'CustomResourceDefinition', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  for (const [version, at] of objectsOf(record(object.spec).versions, ['spec', 'versions'])) {
    const { openAPIV3Schema: schema } = record(version.schema);
    if (!isUnset(schema)) validateSchema(record(schema), 'at the root', [...at, 'schema', 'openAPIV3Schema'], sink);
  }
}

type Level = 'at the root' | 'for specified array items' | 'for specified object fields';

function validateSchema(schema: Fields, level: Level, path: FieldPath, sink: Sink): void {
  validateType(schema, level, path, sink);
  validateForeign(schema, path, sink);
  const fields = record(schema.properties);
  for (const [name, field] of Object.entries(fields)) {
    const at = [...path, 'properties', name];
    if (level === 'at the root' && name === 'metadata') validateMetadata(record(field), at, sink);
    validateSchema(record(field), 'for specified object fields', at, sink);
  }
  const { items, additionalProperties: others } = schema;
  if (Array.isArray(items)) sink(forbidden([...path, 'items'], 'items must be a schema object and not an array'));
  else if (!isUnset(items)) validateSchema(record(items), 'for specified array items', [...path, 'items'], sink);
  else if (schema.type === 'array') sink(required([...path, 'items'], 'must be specified'));
  const othersAt = [...path, 'additionalProperties'];
  if (!isUnset(others) && Object.keys(fields).length > 0)
    sink(forbidden(othersAt, 'additionalProperties and properties are mutual exclusive'));
  else if (typeof others === 'object' && others !== null)
    validateSchema(record(others), 'for specified object fields', othersAt, sink);
  for (const field of SUBSCHEMAS)
    for (const [part, at] of objectsOf(schema[field], [...path, field])) validatePart(part, schema, at, sink);
}

function validateType(schema: Fields, level: Level, path: FieldPath, sink: Sink): void {
  const at = [...path, 'type'];
  const { type } = schema;
  const loose =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (isBlank(type)) {
    if (!loose) sink(required(at, `must not be empty ${level}`));
  } else if (typeof type === 'string' && !TYPES.includes(type)) {
    sink(notSupported(at, type, TYPES));
  } else if (level === 'at the root' && type !== 'object') {
    sink(invalid(at, type, 'must be object at the root'));
  }
}

function validateForeign(schema: Fields, path: FieldPath, sink: Sink): void {
  for (const field of FOREIGN)
    if (!isUnset(schema[field])) sink(forbidden([...path, field], `${field} is not supported`));
  if (schema.uniqueItems === true)
    sink(
      forbidden(
        [...path, 'uniqueItems'],
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
}

/** The schema of metadata is Kubernetes' own; a definition may only narrow the two names. */
function validateMetadata(metadata: Fields, path: FieldPath, sink: Sink): void {
  const more = Object.keys(record(metadata.properties)).some((name) => name !== 'name' && name !== 'generateName');
  if (more || !isUnset(metadata.additionalProperties)) {
    const only = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
    sink(forbidden(path, only));
  }
}

/** What stands in allOf, anyOf, oneOf may only narrow: the two forms of an int-or-string are the exception. */
function validatePart(part: Fields, whole: Fields, path: FieldPath, sink: Sink): void {
  if (!isBlank(part.type) && whole['x-kubernetes-int-or-string'] !== true)
    sink(forbidden([...path, 'type'], 'must be empty to be structural'));
}
