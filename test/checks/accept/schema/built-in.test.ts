import { Target } from '../../../../src/facts/target';
import { checkObjects } from '../../support';

const OURS = /^ACC00[3-8]$/;

function found(object: unknown, target = Target.generic('1.36')): string[] {
  return checkObjects([object], target)
    .filter(({ rule }) => OURS.test(rule))
    .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

const pod = (spec: object, metadata: object = {}): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'a', ...metadata },
  spec,
});
const container = (fields: object): object => pod({ containers: [{ name: 'c', image: 'i', ...fields }] });
const secret = (fields: object): object => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, ...fields });

describe('ACC004 reports of a built-in kind', () => {
  test.each([
    [
      'text for an integer',
      container({ ports: [{ containerPort: '80' }] }),
      'spec.containers[0].ports[0].containerPort: cannot unmarshal string into a field of type int32',
    ],
    [
      'a fraction for an integer',
      pod({ terminationGracePeriodSeconds: 1.5 }),
      'spec.terminationGracePeriodSeconds: cannot unmarshal number 1.5 into a field of type int64',
    ],
    [
      'an int32 that is too large',
      container({ ports: [{ containerPort: 2 ** 31 }] }),
      'spec.containers[0].ports[0].containerPort: cannot unmarshal number 2147483648 into a field of type int32',
    ],
    [
      'a number for text',
      container({ env: [{ name: 'A', value: 1 }] }),
      'spec.containers[0].env[0].value: cannot unmarshal number into a field of type string',
    ],
    [
      'text for a truth value',
      pod({ hostPID: 'true' }),
      'spec.hostPID: cannot unmarshal string into a field of type bool',
    ],
    [
      'an object for a list',
      pod({ tolerations: { key: 'a' } }),
      'spec.tolerations: cannot unmarshal object into a field of type []v1.Toleration',
    ],
    [
      'text for an object',
      pod({ securityContext: 'none' }),
      'spec.securityContext: cannot unmarshal string into a field of type struct',
    ],
    [
      'a number in a map of text',
      pod({ nodeSelector: { gpu: 1 } }),
      'spec.nodeSelector[gpu]: cannot unmarshal number into a field of type string',
    ],
    [
      'a quantity with a wrong unit',
      container({ resources: { limits: { memory: '1GB' } } }),
      'spec.containers[0].resources.limits[memory]: quantities must match the regular expression \'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$\': "1GB"',
    ],
    [
      'a truth value for an int or string',
      container({ livenessProbe: { httpGet: { port: true } } }),
      'spec.containers[0].livenessProbe.httpGet.port: cannot unmarshal bool into a field of type intstr.IntOrString',
    ],
    ['data that is not base64', secret({ data: { a: 'not base64!' } }), 'data[a]: illegal base64 data'],
    ['a number for data', secret({ data: { a: 5 } }), 'data[a]: cannot unmarshal number into a field of type []uint8'],
    [
      'a time that is none',
      pod({}, { creationTimestamp: 'yesterday' }),
      'metadata.creationTimestamp: "yesterday" is no time as RFC 3339 has it',
    ],
    [
      'a day that no calendar has',
      pod({}, { creationTimestamp: '2025-02-30T00:00:00Z' }),
      'metadata.creationTimestamp: "2025-02-30T00:00:00Z" is no time as RFC 3339 has it',
    ],
    [
      'labels that are a list',
      pod({}, { labels: [] }),
      'metadata.labels: cannot unmarshal array into a field of type map[string]string',
    ],
  ])('%s', (_, object, expected) => {
    expect(found(object)).toEqual([`ACC004 ${expected}`]);
  });
});

describe('ACC004 does not report of a built-in kind', () => {
  test.each([
    [
      'null anywhere',
      pod({ containers: [{ name: 'c', args: [null], env: null }], nodeSelector: { a: null }, hostPID: null }),
    ],
    ['a number for a quantity', container({ resources: { limits: { cpu: 0.5, memory: ' 1Gi ' } } })],
    [
      'a number and text for an int or string',
      container({ livenessProbe: { httpGet: { port: 80 } }, readinessProbe: { httpGet: { port: 'http' } } }),
    ],
    ['what is missing, which other rules know', pod({})],
    ['data with line ends', secret({ data: { a: 'YWJj\nZGVm\n', b: '', c: null } })],
    ['a time with an offset', pod({}, { creationTimestamp: '2024-02-29T23:59:59.5+02:00' })],
    [
      'what a raw extension holds',
      { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata: { name: 'a' }, revision: 1, data: { any: [1] } },
    ],
  ])('%s', (_, object) => {
    expect(found(object)).toEqual([]);
  });
});

describe('ACC005 reports of a built-in kind', () => {
  test.each([
    ['a field of another kind', pod({ replicas: 1 }), 'spec.replicas'],
    ['a wrong case', container({ volumemounts: [] }), 'spec.containers[0].volumemounts'],
    ['a field of metadata', pod({}, { Name: 'b' }), 'metadata.Name'],
    ['a field at the root', { ...container({}), Spec: {} }, 'Spec'],
    ['a field without a value', pod({ foo: null }), 'spec.foo'],
    ['a field called constructor', pod({ constructor: 1 }), 'spec.constructor'],
  ])('%s', (_, object, path) => {
    expect(found(object)).toEqual([`ACC005 ${path}: strict decoding error: unknown field ${JSON.stringify(path)}`]);
  });

  test('with the name that is meant, where one is near', () => {
    const [finding] = checkObjects([container({ volumemounts: [] })]).filter(({ rule }) => rule === 'ACC005');
    expect(finding?.fix).toBe("write 'volumeMounts'");
  });

  test('with no name that only a short one has two letters of', () => {
    const fixOf = (spec: object): string | undefined =>
      checkObjects([pod(spec)]).find(({ rule }) => rule === 'ACC005')?.fix;
    expect(fixOf({ foo: 1 })).not.toContain("write '");
    expect(fixOf({ oss: { name: 'linux' } })).toBe("write 'os'");
  });

  test('a field that came later than the target', () => {
    const sidecar = container({ restartPolicyRules: [] });
    expect(found(sidecar, Target.generic('1.31'))).toEqual([expect.stringContaining('ACC005')]);
    expect(found(sidecar, Target.generic('1.34'))).toEqual([]);
    // It came between the two releases that are known: nobody can say.
    expect(found(sidecar, Target.generic('1.33'))).toEqual([]);
  });
});

test.each([[null], [5], ['text'], [[]], [{ spec: 5 }], [{ metadata: [] }], [{ metadata: 'a', spec: [[]] }]])(
  'an object of any shape is read: %j',
  (fields) => {
    for (const kind of ['Pod', 'Secret', 'ConfigMap']) {
      expect(() => found({ apiVersion: 'v1', kind, ...(fields as object) })).not.toThrow();
    }
  },
);

test('data that is no base64 is said once, with what to write', () => {
  const object = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a', namespace: 'b' }, data: { a: 'hunter2' } };
  const said = checkObjects([object]).filter(({ path }) => path === 'data[a]' || path === 'data.a');
  expect(said.filter(({ rule }) => rule.startsWith('ACC')).map(({ rule, fix }) => `${rule} ${fix}`)).toEqual([
    'ACC004 encode the value as base64; plain text of a Secret belongs to stringData',
  ]);
});
