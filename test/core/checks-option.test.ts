import { Chart } from 'cdk8s';
import { Deployment, KubeObject, PlatformApp, SecretSource, Target } from '../../src';
import type { CheckOptions, PlatformAppProps } from '../../src';

/** A Deployment whose container takes a variable from a Secret that no manifest makes. */
function rulesOf(checks?: CheckOptions, secretEnv = true): string[] {
  const app = new PlatformApp({ checks });
  const chart = new Chart(app, 'chart', { namespace: 'ml' });
  new KubeObject(chart, 'namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ml' } });
  const source = SecretSource.existing('queue', 'url');
  const valueFrom = { secretKeyRef: { name: 'queue', key: 'url' } };
  const variable = secretEnv ? { secretEnv: { URL: source } } : { env: [{ name: 'URL', valueFrom }] };
  new Deployment(chart, 'web', { template: { containers: [{ name: 'web', image: 'nginx:1.27.0', ...variable }] } });
  return app.check().map(({ rule, severity }) => `${rule} ${severity}`);
}

test('a Secret that SecretSource.existing names is known to exist', () => {
  expect(rulesOf()).toEqual([]);
});

test('a Secret that only a variable names is missed', () => {
  expect(rulesOf({}, false)).toEqual(['REF005 warning']);
});

test('strict makes a warning an error', () => {
  expect(rulesOf({ preset: 'strict' }, false)).toEqual(['REF005 error']);
});

test('an external is not missed, one of another namespace is', () => {
  const external = { kind: 'Secret', name: 'queue', reason: 'made by hand' };
  expect(rulesOf({ externals: [external] }, false)).toEqual([]);
  expect(rulesOf({ externals: [{ ...external, namespace: undefined }] }, false)).toEqual([]);
  expect(rulesOf({ externals: [{ ...external, namespace: 'other' }] }, false)).toEqual(['REF005 warning']);
});

test('a suppression accepts a finding only with a reason', () => {
  expect(rulesOf({ suppressions: [{ rule: 'REF005', reason: 'made by hand' }] }, false)).toEqual([]);
  expect(() => rulesOf({ suppressions: [{ rule: 'REF005', reason: ' ' }] }, false)).toThrow(
    'suppressions[0]: accepts REF005 and needs a reason',
  );
  expect(rulesOf({ suppressions: [{ rule: 'REF004', reason: 'made by hand' }] }, false)).toEqual(['REF005 warning']);
});

test.each<[unknown, string]>([
  ['aks@1.34', 'a PlatformApp is given text, allowed is an object of target, checks'],
  [{ traget: Target.aks('1.34') }, "a PlatformApp has the unknown field 'traget'; did you mean 'target'?"],
  [{ target: 'aks@1.34' }, 'target of a PlatformApp is text, allowed is a Target, such as Target.parse(text)'],
  [{ checks: true }, 'checks of a PlatformApp: is a boolean, allowed is an object of preset, suppressions'],
  [{ checks: { suppresions: [] } }, "checks of a PlatformApp: has the unknown field 'suppresions', allowed are"],
  [{ checks: { preset: 'strikt' } }, 'checks of a PlatformApp: preset is "strikt", allowed are default, strict'],
  [{ checks: { suppressions: [{ rule: 'ACC001' }] } }, 'suppressions[0]: accepts ACC001 and needs a reason'],
  [{ checks: { externals: [{ kind: 'Secret', name: 'x' }] } }, 'checks of a PlatformApp.externals: [0] needs reason'],
  [
    { checks: { needs: [{ rules: [], reason: 'x' }] } },
    'needs[0] needs serviceAccount, an object of namespace and name',
  ],
])('the properties %j would do nothing, and are refused', (props, message) => {
  expect(() => new PlatformApp(props as PlatformAppProps)).toThrow(message);
});

test('a property that a later cdk8s may have is its matter', () => {
  expect(() => new PlatformApp({ somethingOfCdk8s: true } as PlatformAppProps)).not.toThrow();
});
