import { saysOf } from '../core/support';

const GROUP = 'admissionregistration.k8s.io/v1';
const RULE = { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] };
const MATCH = { resourceRules: [RULE] };
const VALIDATION = { expression: 'object.spec.replicas <= 8' };

const policy = (spec: object): string[] =>
  saysOf(
    {
      apiVersion: GROUP,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: 'limit.example.com' },
      spec: { matchConstraints: MATCH, validations: [VALIDATION], ...spec },
    },
    108,
    108,
  );

test.each<[string, object, readonly string[]]>([
  ['of one validation', {}, []],
  [
    'of everything',
    {
      failurePolicy: 'Ignore',
      paramKind: { apiVersion: 'rules.example.com/v1', kind: 'Limit' },
      matchConditions: [{ name: 'gpu', expression: "params.enabled && 'gpu' in object.metadata.labels" }],
      variables: [
        { name: 'containers', expression: 'object.spec.template.spec.containers' },
        {
          name: 'gpus',
          expression:
            "variables.containers.filter(c, has(c.resources.limits) && 'nvidia.com/gpu' in c.resources.limits)",
        },
      ],
      validations: [
        {
          expression:
            "variables.gpus.size() <= params.max || authorizer.group('apps').resource('deployments').check('create').allowed()",
          messageExpression: "'at most ' + string(params.max)",
          message: 'too many',
          reason: 'Forbidden',
        },
      ],
      auditAnnotations: [
        { key: 'gpus', valueExpression: 'variables.gpus.size() > 0 ? string(variables.gpus.size()) : null' },
      ],
    },
    [],
  ],
  [
    'of nothing',
    { matchConstraints: null, validations: [] },
    [
      'spec.matchConstraints: Required value',
      'spec.validations: Required value: validations or auditAnnotations must contain at least one item',
      'spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item',
    ],
  ],
  ['of no rules', { matchConstraints: {} }, ['spec.matchConstraints.resourceRules: Required value']],
  [
    'of a rule without operations, by one name twice',
    { matchConstraints: { resourceRules: [{ ...RULE, operations: [], resourceNames: ['a', 'a'] }] } },
    [
      'spec.matchConstraints.resourceRules[0].resourceNames[1]: Duplicate value: "a"',
      'spec.matchConstraints.resourceRules[0].operations: Required value',
    ],
  ],
  [
    'of another failure',
    { failurePolicy: 'Deny' },
    ['spec.failurePolicy: Unsupported value: "Deny": supported values: "Fail", "Ignore"'],
  ],
  [
    'of parameters without a version',
    { paramKind: { apiVersion: 'example.com/', kind: '' } },
    [
      'spec.paramKind.apiVersion: Invalid value: "example.com/": version must be specified',
      'spec.paramKind.kind: Required value',
    ],
  ],
  [
    'that asks of no object',
    { validations: [{ expression: 'spec.replicas <= 8' }] },
    [
      'spec.validations[0].expression: Invalid value: "spec.replicas <= 8": compilation failed: undeclared reference to \'spec\'',
    ],
  ],
  [
    'that asks of parameters which it does not have',
    { matchConditions: [{ name: 'a', expression: 'params.a' }] },
    [
      'spec.matchConditions[0].expression: Invalid value: "params.a": compilation failed: undeclared reference to \'params\'',
    ],
  ],
  [
    'whose variable comes too late',
    {
      variables: [
        { name: 'a', expression: 'variables.b' },
        { name: 'b', expression: '1' },
      ],
    },
    ['spec.variables[0].expression: Invalid value: "variables.b": compilation failed: undefined field \'b\''],
  ],
  [
    'whose condition asks of variables',
    { variables: [{ name: 'a', expression: '1' }], matchConditions: [{ name: 'a', expression: 'variables.a == 1' }] },
    [
      'spec.matchConditions[0].expression: Invalid value: "variables.a == 1": compilation failed: undeclared reference to \'variables\'',
    ],
  ],
  [
    'with variables that are none',
    { variables: [{ name: 'a-b', expression: '1' }, { name: 'namespace', expression: '1' }, { expression: ' ' }] },
    [
      'spec.variables[0].name: Invalid value: "a-b": name is not a valid CEL identifier',
      'spec.variables[1].name: Invalid value: "namespace": name is not a valid CEL identifier',
      'spec.variables[2].name: Required value: name is not specified',
      'spec.variables[2].expression: Required value: expression is not specified',
    ],
  ],
  [
    'without an expression',
    { validations: [{ message: ' ' }] },
    [
      'spec.validations[0].expression: Required value: expression is not specified',
      'spec.validations[0].message: Invalid value: " ": message must be non-empty if specified',
    ],
  ],
  [
    'with text for a validation and a bool for its message',
    { validations: [{ expression: "'a'", messageExpression: 'true' }] },
    [
      'spec.validations[0].expression: Invalid value: "\'a\'": must evaluate to bool',
      'spec.validations[0].messageExpression: Invalid value: "true": must evaluate to string',
    ],
  ],
  [
    'with a field alone for a validation, and for what it says',
    {
      variables: [
        { name: 'spec', expression: 'object.spec' },
        { name: 'name', expression: "'a' + object.metadata.name" },
        { name: 'big', expression: 'object.spec.replicas > 8' },
      ],
      matchConditions: [{ name: 'a', expression: 'object.spec.paused' }],
      validations: [
        { expression: 'object.spec.paused', messageExpression: 'object.metadata.name' },
        { expression: 'variables.spec.paused', messageExpression: 'variables.name' },
        { expression: 'variables.name' },
        { expression: 'variables.big' },
        { expression: 'object.spec.paused == true', messageExpression: 'string(object.metadata.name)' },
      ],
    },
    [
      'spec.matchConditions[0].expression: Invalid value: "object.spec.paused": must evaluate to bool but got dyn',
      'spec.validations[0].expression: Invalid value: "object.spec.paused": must evaluate to bool but got dyn',
      'spec.validations[0].messageExpression: Invalid value: "object.metadata.name": must evaluate to string but got dyn',
      'spec.validations[1].expression: Invalid value: "variables.spec.paused": must evaluate to bool but got dyn',
      'spec.validations[2].expression: Invalid value: "variables.name": must evaluate to bool',
    ],
  ],
  [
    'with a message of two lines, for another reason',
    { validations: [{ ...VALIDATION, message: 'a\nb', reason: 'Unauthorized' }] },
    [
      'spec.validations[0].message: Invalid value: "a\\nb": message must not contain line breaks',
      'spec.validations[0].reason: Unsupported value: "Unauthorized": supported values: "Forbidden", "Invalid", "RequestEntityTooLarge"',
    ],
  ],
  [
    'whose message asks who may',
    { validations: [{ ...VALIDATION, messageExpression: "authorizer.path('/').check('get').reason()" }] },
    [
      "spec.validations[0].messageExpression: Invalid value: \"authorizer.path('/').check('get').reason()\": compilation failed: undeclared reference to 'authorizer'",
    ],
  ],
  [
    'with annotations of one key, of a number',
    {
      auditAnnotations: [
        { key: 'a', valueExpression: "'b'" },
        { key: 'a', valueExpression: '1' },
      ],
    },
    [
      'spec.auditAnnotations[1].valueExpression: Invalid value: "1": must evaluate to one of [string null]',
      'spec.auditAnnotations[1].key: Duplicate value: "a"',
    ],
  ],
  [
    'with an annotation of no key',
    { auditAnnotations: [{ valueExpression: "'b'" }] },
    ['spec.auditAnnotations[0].key: Invalid value: "limit.example.com/": name part must not be empty'],
  ],
])('a policy %s', (_what, spec, lines) => {
  expect(policy(spec)).toEqual(lines.map((line) => `ACC108 ${line}`));
});

describe('a policy that changes', () => {
  const APPLY = {
    patchType: 'ApplyConfiguration',
    applyConfiguration: { expression: 'Object{metadata: Object.metadata{}}' },
  };
  const mutating = (spec: object): string[] =>
    saysOf(
      {
        apiVersion: GROUP,
        kind: 'MutatingAdmissionPolicy',
        metadata: { name: 'a' },
        spec: { matchConstraints: MATCH, mutations: [APPLY], reinvocationPolicy: 'Never', ...spec },
      },
      109,
      109,
    );

  test.each<[string, object, readonly string[]]>([
    ['by an object', {}, []],
    [
      'by a patch',
      {
        mutations: [
          { patchType: 'JSONPatch', jsonPatch: { expression: "[JSONPatch{op: 'add', path: '/a', value: 1}]" } },
        ],
      },
      [],
    ],
    ['nothing', { mutations: [] }, ['spec.mutations: Required value: mutations must contain at least one item']],
    ['at no time', { reinvocationPolicy: null }, ['spec.reinvocationPolicy: Required value']],
    [
      'at another time',
      { reinvocationPolicy: 'Always' },
      ['spec.reinvocationPolicy: Unsupported value: "Always": supported values: "IfNeeded", "Never"'],
    ],
    [
      'what is deleted',
      { matchConstraints: { resourceRules: [{ ...RULE, operations: ['CREATE', 'DELETE'] }] } },
      [
        'spec.matchConstraints.resourceRules[0].operations[1]: Unsupported value: "DELETE": supported values: "*", "CONNECT", "CREATE", "UPDATE"',
      ],
    ],
    ['in no way', { mutations: [{}] }, ['spec.mutations[0].patchType: Required value']],
    [
      'in the other way',
      { mutations: [{ ...APPLY, patchType: 'JSONPatch' }] },
      [
        'spec.mutations[0].applyConfiguration: Invalid value: "{applyConfiguration}": must not be specified when patchType is JSONPatch',
        'spec.mutations[0].jsonPatch: Required value: must be specified when patchType is JSONPatch',
      ],
    ],
    [
      'by what there is not',
      { mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: 'patches(object)' } }] },
      [
        'spec.mutations[0].jsonPatch.expression: Invalid value: "patches(object)": compilation failed: undeclared reference to \'patches\'',
      ],
    ],
  ])('%s', (_what, spec, lines) => {
    expect(mutating(spec)).toEqual(lines.map((line) => `ACC109 ${line}`));
  });
});

describe('a binding', () => {
  const binding = (spec: object, kind = 'ValidatingAdmissionPolicyBinding'): string[] =>
    saysOf({ apiVersion: GROUP, kind, metadata: { name: 'a' }, spec: { policyName: 'a', ...spec } }, 110, 110);
  const DENY = { validationActions: ['Deny'] };

  test.each<[string, object, readonly string[]]>([
    ['that refuses', DENY, []],
    ['that tells', { validationActions: ['Warn', 'Audit'] }, []],
    ['of no policy', { ...DENY, policyName: '' }, ['spec.policyName: Required value']],
    ['that does nothing', {}, ['spec.validationActions: Required value: at least one validation action is required']],
    [
      'that refuses, warns and more',
      { validationActions: ['Deny', 'Warn', 'Deny', 'Log'] },
      [
        'spec.validationActions[2]: Duplicate value: "Deny"',
        'spec.validationActions[3]: Unsupported value: "Log": supported values: "Audit", "Deny", "Warn"',
        'spec.validationActions: Invalid value: ["Deny","Warn","Log"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
      ],
    ],
    ['of parameters', { ...DENY, paramRef: { name: 'a', parameterNotFoundAction: 'Deny' } }, []],
    [
      'of no parameters',
      { ...DENY, paramRef: {} },
      [
        'spec.paramRef: Required value: one of name or selector must be specified',
        'spec.paramRef.parameterNotFoundAction: Required value',
      ],
    ],
    [
      'of parameters in two ways',
      { ...DENY, paramRef: { name: 'a', selector: {}, parameterNotFoundAction: 'Allow' } },
      [
        'spec.paramRef.name: Forbidden: name and selector are mutually exclusive',
        'spec.paramRef.selector: Forbidden: name and selector are mutually exclusive',
      ],
    ],
    [
      'for rules that match nothing',
      { ...DENY, matchResources: { resourceRules: [{ ...RULE, resources: [] }] } },
      ['spec.matchResources.resourceRules[0].resources: Required value'],
    ],
  ])('%s', (_what, spec, lines) => {
    expect(binding(spec)).toEqual(lines.map((line) => `ACC110 ${line}`));
  });

  test('of a policy that changes needs no actions, and changes nothing that is deleted', () => {
    const kind = 'MutatingAdmissionPolicyBinding';
    expect(binding({}, kind)).toEqual([]);
    expect(binding({ matchResources: { resourceRules: [{ ...RULE, operations: ['DELETE'] }] } }, kind)).toHaveLength(1);
  });
});
