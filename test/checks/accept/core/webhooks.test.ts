import { saysOf } from './support';

const HOOK = {
  name: 'a.example.com',
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  clientConfig: { service: { name: 's', namespace: 'n' } },
};

function says(fields: object): string[] {
  const object = {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'a' },
    webhooks: [{ ...HOOK, ...fields }],
  };
  return saysOf(object, 99, 99).map((text) => text.replace('ACC099 webhooks[0].', ''));
}

describe('the path of the Service', () => {
  const path = (text: string): string[] =>
    says({ clientConfig: { service: { name: 's', namespace: 'n', path: text } } });

  test.each(['', '/', '/validate', '/validate/', '/v1/validate-pods', '/a.b/c'])("'%s' is right", (text) => {
    expect(path(text)).toEqual([]);
  });

  test.each([
    ['validate', "must start with a '/'"],
    ['/a//b', 'segment[1] may not be empty'],
    ['//', 'segment[0] may not be empty'],
    ['/Validate', 'segment[0] must consist of'],
    ['/a b', 'segment[0] must consist of'],
  ])("'%s' is not", (text, detail) => {
    expect(path(text)[0]).toMatch(`clientConfig.service.path: Invalid value: ${JSON.stringify(text)}: ${detail}`);
  });
});

describe('the resources of a rule', () => {
  const resources = (...given: string[]): string[] =>
    says({ rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: given }] });
  const at = 'rules[0].resources';

  test.each([
    [['pods', 'pods/status']],
    [['*', '*/status']],
    [['*', 'pods/status']],
    [['*/*']],
    [['pods/*']],
    // The API server asks of the last one alone.
    [['pods', '*']],
  ])('%j are right', (given) => {
    expect(resources(...given)).toEqual([]);
  });

  test.each([
    [
      ['*', 'pods'],
      `${at}: Invalid value: ["*","pods"]: if '*' is present, must not specify other resources without subresources`,
    ],
    [['*/*', 'pods'], `${at}: Invalid value: ["*/*","pods"]: if '*/*' is present, must not specify other resources`],
    [
      ['pods/*', 'pods/status'],
      `${at}[1]: Invalid value: "pods/status": if 'pods/*' is present, must not specify pods/status`,
    ],
    [
      ['*/status', 'pods/status'],
      `${at}[1]: Invalid value: "pods/status": if '*/status' is present, must not specify pods/status`,
    ],
    [['pods', ''], `${at}[1]: Required value`],
  ])('%j are not', (given, line) => {
    expect(resources(...given)).toEqual([line]);
  });
});

describe('conditions', () => {
  const conditions = (...given: object[]): string[] => says({ matchConditions: given });
  const RIGHT = { name: 'no-leases', expression: '!(request.resource.group == "coordination.k8s.io")' };

  test('with names of their own and expressions that can be read are right', () => {
    expect(conditions(RIGHT, { name: 'example.com/b', expression: 'object.metadata.name.startsWith("a")' })).toEqual(
      [],
    );
    expect(
      conditions({ name: 'a', expression: "authorizer.group('').resource('pods').check('get').allowed()" }),
    ).toEqual([]);
  });

  test.each([
    ['no name', [{ expression: 'true' }], 'matchConditions[0].name: Required value'],
    ['one name twice', [RIGHT, RIGHT], 'matchConditions[1].name: Duplicate value: "no-leases"'],
    [
      'a name with a space',
      [{ ...RIGHT, name: 'a b' }],
      'matchConditions[0].name: Invalid value: "a b": name part must',
    ],
    ['no expression', [{ name: 'a', expression: ' ' }], 'matchConditions[0].expression: Required value'],
    [
      'a variable of policies',
      [{ name: 'a', expression: 'params.enabled' }],
      'matchConditions[0].expression: Invalid value: "params.enabled": compilation failed: undeclared reference to \'params\'',
    ],
    [
      'a field that requests do not have',
      [{ name: 'a', expression: "request.user.startsWith('system:')" }],
      "matchConditions[0].expression: Invalid value: \"request.user.startsWith('system:')\": compilation failed: undefined field 'user'",
    ],
    [
      'text for a condition',
      [{ name: 'a', expression: "'a'" }],
      'matchConditions[0].expression: Invalid value: "\'a\'": must evaluate to bool',
    ],
    [
      'half an expression',
      [{ name: 'a', expression: 'object.spec(' }],
      'matchConditions[0].expression: Invalid value: "object.spec(": compilation failed',
    ],
    [
      'more of them than there may be',
      Array.from({ length: 65 }, (_, index) => ({ name: `a${index}`, expression: 'true' })),
      'matchConditions: Too many: 65: must have at most 64 items',
    ],
  ])('with %s are not', (_what, given, line) => {
    const lines = conditions(...given);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.slice(0, line.length)).toBe(line);
  });
});
