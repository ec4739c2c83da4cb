import { Chart } from 'cdk8s';
import { Deployment, KubeObject, PlatformApp, SecretSource } from '../../src';
import type { CheckOptions } from '../../src';

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
  expect(rulesOf({ externals: [{ ...external, namespace: 'other' }] }, false)).toEqual(['REF005 warning']);
});

test('a suppression accepts a finding only with a reason', () => {
  expect(rulesOf({ suppressions: [{ rule: 'REF005', reason: 'made by hand' }] }, false)).toEqual([]);
  expect(rulesOf({ suppressions: [{ rule: 'REF005', reason: ' ' }] }, false)).toEqual(['REF005 warning']);
  expect(rulesOf({ suppressions: [{ rule: 'REF004', reason: 'made by hand' }] }, false)).toEqual(['REF005 warning']);
});
