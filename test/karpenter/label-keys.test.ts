import { compileFunction } from 'vm';
import { customKind } from '../../src/facts/schemas';
import type { Schema } from '../../src/facts/schemas';
import { poolLabelKeyProblem } from '../../src/karpenter/label-keys';

interface KeyRule {
  readonly rule: string;
}

const versions = customKind('karpenter.sh', 'NodePool')!.versions;

function keyRules(version: string): string[] {
  const { schema } = versions.find(({ name }) => name === version)!;
  const at = (path: string): Schema => path.split('.').reduce((field, name) => field.properties![name]!, schema);
  const { items } = at('spec.template.spec').properties!.requirements!;
  return (items!.properties!.key!['x-kubernetes-validations'] as KeyRule[]).map(({ rule }) => rule);
}

/** The rules are of a few forms, which JavaScript says almost in the same words. */
function asJavaScript(rule: string): (key: string) => boolean {
  const text = rule
    .replace(/self in (\[[^\]]*\])/g, '$1.includes(self)')
    .replace(/self\.find\("([^"]*)"\)/g, '(new RegExp("$1").exec(self) ?? [""])[0]');
  return compileFunction(`return ${text};`, ['self']) as (key: string) => boolean;
}

/** Each key and each domain that any rule of any version names, and its neighbours. */
function probes(): string[] {
  const named = versions.flatMap(({ name }) =>
    keyRules(name).flatMap((rule) => rule.match(/["']([a-z][^"']*)["']/g) ?? []),
  );
  const words = [...new Set(named.map((word) => word.slice(1, -1)))];
  const domains = new Set(words.map((word) => word.split('/')[0]!).filter((word) => word.includes('.')));
  const near = [...domains].flatMap((domain) => [
    domain,
    `${domain}/foo`,
    `my-${domain}/foo`,
    `my.${domain}/foo`,
    `${domain}.example/foo`,
  ]);
  return [...words, ...near, 'topology.kubernetes.io/zone', 'example.com/a', 'team'];
}

describe.each(versions.map(({ name }) => name))('NodePool %s', (version) => {
  const rules = keyRules(version).map(asJavaScript);

  test.each([...new Set(probes())])('%s is judged as the rules of the custom resource judge it', (key) => {
    expect(poolLabelKeyProblem(key, version === 'v1beta1') === undefined).toBe(rules.every((rule) => rule(key)));
  });

  test('the rules are those of keys, and they refuse something', () => {
    expect(rules.length).toBeGreaterThan(5);
    expect(probes().filter((key) => !rules.every((rule) => rule(key))).length).toBeGreaterThan(5);
  });
});

test.each([
  ['a/b/c', "must be a name with at most one prefix and '/'"],
  ['/b', 'prefix part must not be empty'],
  [
    'Example.com/b',
    "prefix part must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
  ],
  ['example.com/', 'name part must not be empty'],
  ['-a', "name part must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit"],
  ['k8s.io/foo', undefined],
])('the syntax of %s', (key, problem) => {
  expect(poolLabelKeyProblem(key)).toBe(problem);
});

test('what is wrong with a key of v1beta1 names its domain', () => {
  expect(poolLabelKeyProblem('k8s.io/foo', true)).toBe('is of domain k8s.io, which is closed in v1beta1');
  expect(poolLabelKeyProblem('topology.kubernetes.io/zone', true)).toMatch(
    /^is not one of the keys of domain kubernetes.io in v1beta1: /,
  );
});
