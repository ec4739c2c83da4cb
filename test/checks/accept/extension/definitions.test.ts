import * as fs from 'fs';
import * as path from 'path';
import { loadAll } from 'js-yaml';
import { saysOf } from '../core/support';

const OBJECT = { type: 'object' };

function crd(spec: object, metadata: object = {}): object {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com', ...metadata },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'widgets', kind: 'Widget' },
      versions: [version('v1')],
      ...spec,
    },
  };
}

function version(name: string, fields: object = {}): object {
  return { name, served: true, storage: true, schema: { openAPIV3Schema: OBJECT }, ...fields };
}

const columns = (column: object): object => crd({ versions: [version('v1', { additionalPrinterColumns: [column] })] });
const scale = (fields: object): object => crd({ versions: [version('v1', { subresources: { scale: fields } })] });

test.each<[string, object, readonly string[]]>([
  [
    'a name that is not its plural and its group',
    crd({}, { name: 'widget.example.com' }),
    ['metadata.name: Invalid value: "widget.example.com": must be spec.names.plural+"."+spec.group'],
  ],
  [
    'a group without a full stop',
    crd({ group: 'example' }, { name: 'widgets.example' }),
    ['spec.group: Invalid value: "example": should be a domain with at least one dot'],
  ],
  ['no scope', crd({ scope: null }), ['spec.scope: Required value']],
  [
    'another scope',
    crd({ scope: 'namespaced' }),
    ['spec.scope: Unsupported value: "namespaced": supported values: "Cluster", "Namespaced"'],
  ],
  [
    'names that are none',
    crd({ names: { plural: 'widgets', kind: 'Wid_get', shortNames: ['W'] } }),
    [
      `spec.names.kind: Invalid value: "Wid_get": may have mixed case, but should otherwise match: must consist of lower-case letters, digits and '-', begin with a letter and end with a letter or digit`,
      `spec.names.shortNames[0]: Invalid value: "W": must consist of lower-case letters, digits and '-', begin with a letter and end with a letter or digit`,
    ],
  ],
  [
    'one name for both kinds',
    crd({ names: { plural: 'widgets', kind: 'Widget', listKind: 'Widget' } }),
    ['spec.names.listKind: Invalid value: "Widget": kind and listKind may not be the same'],
  ],
  [
    'no schema',
    crd({ versions: [version('v1', { schema: undefined })] }),
    ['spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required'],
  ],
  [
    'two stored versions',
    crd({ versions: [version('v1'), version('v2')] }),
    ['spec.versions: Invalid value: ["v1","v2"]: must have exactly one version marked as storage version'],
  ],
  [
    'no version',
    crd({ versions: [] }),
    ['spec.versions: Invalid value: []: must have exactly one version marked as storage version'],
  ],
  [
    'a version twice',
    crd({ versions: [version('v1'), version('v1', { storage: false })] }),
    ['spec.versions: Invalid value: ["v1","v1"]: must contain unique version names'],
  ],
  [
    'a column without a path',
    columns({ name: 'Age', type: 'Date' }),
    [
      'spec.versions[0].additionalPrinterColumns[0].jsonPath: Required value',
      'spec.versions[0].additionalPrinterColumns[0].type: Unsupported value: "Date": supported values: "boolean", "date", "integer", "number", "string"',
    ],
  ],
  [
    'a scale outside of spec and status',
    scale({ specReplicasPath: '.replicas' }),
    [
      'spec.versions[0].subresources.scale.specReplicasPath: Invalid value: ".replicas": should be a json path under .spec',
      'spec.versions[0].subresources.scale.statusReplicasPath: Required value',
    ],
  ],
  [
    'a webhook that is not said',
    crd({ conversion: { strategy: 'Webhook' } }),
    [
      'spec.conversion.webhook.clientConfig: Required value: required when strategy is set to Webhook',
      'spec.conversion.webhook.conversionReviewVersions: Required value',
    ],
  ],
  [
    'unknown fields that are kept as v1beta1 kept them',
    crd({ preserveUnknownFields: true }),
    [
      'spec.preserveUnknownFields: Invalid value: true: cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
    ],
  ],
  [
    "a group of Kubernetes' own",
    crd({ group: 'a.k8s.io' }, { name: 'widgets.a.k8s.io' }),
    [
      'metadata.annotations[api-approved.kubernetes.io]: Required value: protected groups must have approval annotation "api-approved.kubernetes.io", see https://github.com/kubernetes/enhancements/pull/1111',
    ],
  ],
  [
    'an approval that is none',
    crd({ group: 'a.k8s.io' }, { name: 'widgets.a.k8s.io', annotations: { 'api-approved.kubernetes.io': 'yes' } }),
    [
      'metadata.annotations[api-approved.kubernetes.io]: Invalid value: "yes": protected groups must have approval annotation with either a URL or a reason starting with "unapproved", see https://github.com/kubernetes/enhancements/pull/1111',
    ],
  ],
])('ACC102 reports %s', (_what, object, lines) => {
  expect(saysOf(object, 102, 102)).toEqual(lines.map((line) => `ACC102 ${line}`));
});

test.each<[string, object]>([
  ['the least', crd({})],
  [
    'what controller-gen writes',
    crd({
      names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList', shortNames: ['w'] },
      conversion: { strategy: 'None' },
      preserveUnknownFields: false,
      versions: [
        version('v1', {
          additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }],
          subresources: { status: {}, scale: { specReplicasPath: '.spec.n', statusReplicasPath: '.status.n' } },
        }),
        version('v1beta1', { storage: false, served: false }),
      ],
    }),
  ],
  ["a group that only looks like Kubernetes' own", crd({ group: 'a.x-k8s.io' }, { name: 'widgets.a.x-k8s.io' })],
  [
    'an approved group',
    crd(
      { group: 'a.k8s.io' },
      { name: 'widgets.a.k8s.io', annotations: { 'api-approved.kubernetes.io': 'unapproved, a test' } },
    ),
  ],
  [
    'a webhook that is said',
    crd({
      conversion: {
        strategy: 'Webhook',
        webhook: { clientConfig: { service: { name: 'a', namespace: 'b' } }, conversionReviewVersions: ['v1'] },
      },
    }),
  ],
])('ACC102 and ACC103 take %s', (_what, object) => {
  expect(saysOf(object, 102, 103)).toEqual([]);
});

const AT = 'spec.versions[0].schema.openAPIV3Schema';
const ofSchema = (schema: object): string[] =>
  saysOf(crd({ versions: [version('v1', { schema: { openAPIV3Schema: schema } })] }), 102, 103);
const field = (schema: object): object => ({ type: 'object', properties: { f: schema } });

test.each<[string, object, readonly string[]]>([
  ['no type at the root', {}, [`${AT}.type: Required value: must not be empty at the root`]],
  [
    'a list at the root',
    { type: 'array', items: OBJECT },
    [`${AT}.type: Invalid value: "array": must be object at the root`],
  ],
  [
    'a field without type',
    field({}),
    [`${AT}.properties.f.type: Required value: must not be empty for specified object fields`],
  ],
  [
    'an item without type',
    field({ type: 'array', items: { description: 'a' } }),
    [`${AT}.properties.f.items.type: Required value: must not be empty for specified array items`],
  ],
  [
    'a value without type',
    field({ type: 'object', additionalProperties: { pattern: 'a' } }),
    [`${AT}.properties.f.additionalProperties.type: Required value: must not be empty for specified object fields`],
  ],
  [
    'a type that there is not',
    field({ type: 'int' }),
    [
      `${AT}.properties.f.type: Unsupported value: "int": supported values: "array", "boolean", "integer", "number", "object", "string"`,
    ],
  ],
  ['a list of anything', field({ type: 'array' }), [`${AT}.properties.f.items: Required value: must be specified`]],
  [
    'both sorts of fields',
    field({ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } }),
    [`${AT}.properties.f.additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive`],
  ],
  [
    'a reference',
    field({ type: 'object', $ref: '#/a' }),
    [`${AT}.properties.f.$ref: Forbidden: $ref is not supported`],
  ],
  [
    'unique items',
    field({ type: 'array', items: { type: 'string' }, uniqueItems: true }),
    [
      `${AT}.properties.f.uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic`,
    ],
  ],
  [
    'metadata of its own',
    { type: 'object', properties: { metadata: { type: 'object', properties: { labels: OBJECT } } } },
    [
      `${AT}.properties.metadata: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified`,
    ],
  ],
  [
    'a type in anyOf',
    field({ type: 'string', anyOf: [{ type: 'string' }] }),
    [`${AT}.properties.f.anyOf[0].type: Forbidden: must be empty to be structural`],
  ],
])('ACC103 reports %s', (_what, schema, lines) => {
  expect(ofSchema(schema)).toEqual(lines.map((line) => `ACC103 ${line}`));
});

test.each<[string, object]>([
  ['an int-or-string', field({ 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] })],
  ['anything', field({ 'x-kubernetes-preserve-unknown-fields': true })],
  ['a map', field({ type: 'object', additionalProperties: { type: 'string' } })],
  [
    'names narrowed',
    { type: 'object', properties: { metadata: { type: 'object', properties: { name: { type: 'string' } } } } },
  ],
  ['one of two fields', field({ type: 'object', oneOf: [{ required: ['a'] }, { required: ['b'] }] })],
])('ACC103 takes %s', (_what, schema) => {
  expect(ofSchema(schema)).toEqual([]);
});

const RELEASED = path.resolve(__dirname, '../../../../../shared/schemas/crds');

// The definitions of the makers, which API servers have taken; the two of Gateway API lack the annotation here.
(fs.existsSync(RELEASED) ? test : test.skip)(
  'definitions as released are taken (skipped where ../shared is absent)',
  () => {
    const all = fs.readdirSync(RELEASED).flatMap((file) => loadAll(fs.readFileSync(path.join(RELEASED, file), 'utf8')));
    expect(all.length).toBeGreaterThan(40);
    expect(saysOf(all, 102, 103).filter((line) => !line.includes('protected groups'))).toEqual([]);
  },
);

const service = (spec: object, name = 'v1.example.com'): object => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name },
  spec: {
    group: 'example.com',
    version: 'v1',
    groupPriorityMinimum: 100,
    versionPriority: 100,
    service: { name: 'a', namespace: 'b' },
    ...spec,
  },
});

test.each<[string, object, readonly string[]]>([
  [
    'another name',
    service({}, 'example'),
    ['metadata.name: Invalid value: "example": must be `spec.version+"."+spec.group`: "v1.example.com"'],
  ],
  [
    'no priorities',
    service({ groupPriorityMinimum: undefined, versionPriority: 1001 }),
    [
      'spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000',
      'spec.versionPriority: Invalid value: 1001: must be positive and less than 1000',
    ],
  ],
  ['a Service without namespace', service({ service: { name: 'a' } }), ['spec.service.namespace: Required value']],
  [
    'a port that is none',
    service({ service: { name: 'a', namespace: 'b', port: 70000 } }),
    ['spec.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive'],
  ],
  [
    'a bundle that is not looked at',
    service({ insecureSkipTLSVerify: true, caBundle: 'YQ==' }),
    ['spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present'],
  ],
  [
    'TLS without a Service',
    service({ insecureSkipTLSVerify: true, service: null }),
    ['spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify'],
  ],
])('ACC104 reports %s', (_what, object, lines) => {
  expect(saysOf(object, 104, 104)).toEqual(lines.map((line) => `ACC104 ${line}`));
});

test.each<[string, object]>([
  ['that of a Service', service({ insecureSkipTLSVerify: true, service: { name: 'a', namespace: 'b', port: 443 } })],
  ["the API server's own", service({ service: undefined })],
  ['the core group', service({ group: '', service: undefined }, 'v1.')],
])('ACC104 takes %s', (_what, object) => {
  expect(saysOf(object, 104, 104)).toEqual([]);
});
