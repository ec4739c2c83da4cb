import * as path from 'path';
import { canI, MlPlatform, PlatformApp, route, schedule, Target } from '../../src';
import type { KubernetesObject, Manifest, PlatformConfig } from '../../src';
import { readConfig } from '../../src/blueprint/read-config';
import { appOf } from './platform';

const { config } = readConfig(path.resolve(__dirname, '../../platform.yaml'));

function findings(change: Partial<PlatformConfig>): string[] {
  const { provider, kubernetes, dataplane } = config.target;
  const { externals, suppressions } = change;
  const target = Target.parse(`${provider}@${kubernetes}`, { dataplane });
  const app = new PlatformApp({ target, checks: { preset: 'strict', externals, suppressions } });
  new MlPlatform(app, { ...config, ...change });
  return app.check().map(({ rule, severity, path: field }) => `${rule} ${severity} ${field}`);
}

test('the reference platform is clean under strict', () => {
  expect(findings({})).toEqual([]);
});

describe('a registry secret that nothing makes', () => {
  const runner = { ...config.runner!, imagePullSecrets: ['registry'] };
  const missed = 'REF005 error spec.jobTargetRef.template.spec.imagePullSecrets[0].name';

  test('is missed', () => {
    expect(findings({ runner })).toEqual([missed]);
  });

  test('is not missed where externals declare it', () => {
    const external = { kind: 'Secret', namespace: 'studioml', name: 'registry', reason: 'made by the registry' };
    expect(findings({ runner, externals: [external] })).toEqual([]);
    expect(findings({ runner, externals: [{ ...external, name: 'other' }] })).toEqual([missed]);
  });

  test('is accepted where suppressions say why', () => {
    const object = 'ScaledJob studioml/studioml-go-runner';
    const suppression = { rule: 'REF005', object, reason: 'made by the registry' };
    expect(findings({ runner, suppressions: [suppression] })).toEqual([]);
    expect(findings({ runner, suppressions: [{ ...suppression, object: 'Deployment other/other' }] })).toEqual([
      missed,
    ]);
  });
});

describe('what the reference platform proves of itself', () => {
  const { provider, kubernetes, dataplane } = config.target;
  const target = Target.parse(`${provider}@${kubernetes}`, { dataplane });
  const app = appOf(config);
  const manifests = app.charts
    .flatMap((chart) => chart.toJson() as KubernetesObject[])
    .map((object): Manifest => ({ object, origin: {} }));

  test('a pool takes each of its workloads, at a price that is known', () => {
    const answers = schedule(manifests, target);
    expect(answers.map(({ object }) => object.kind)).toEqual(
      expect.arrayContaining(['DaemonSet', 'ScaledJob', 'Deployment']),
    );
    for (const { object, schedulable, pools } of answers) {
      expect([object.name, schedulable]).toEqual([object.name, true]);
      for (const { sizes } of pools) expect(sizes[0]!.priceUsdPerHour).toBeGreaterThan(0);
    }
    expect(answers.find(({ object }) => object.kind === 'ScaledJob')!.pools.map(({ pool }) => pool)).toEqual(['a100']);
  });

  test('the runner may read its maps, which it needs, and nothing else', () => {
    const subject = { kind: 'ServiceAccount', namespace: 'studioml', name: 'studioml-account' } as const;
    const may = (verb: string, resource: string, namespace = 'studioml'): boolean =>
      canI(manifests, target, [{ subject, verb, resource, namespace }])[0]!.allowed;
    expect(['get', 'list', 'watch'].map((verb) => may(verb, 'configmaps'))).toEqual([true, true, true]);
    expect([may('update', 'configmaps'), may('get', 'secrets'), may('list', 'configmaps', 'kubeflow')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(app.check().filter(({ rule }) => rule.startsWith('RBA'))).toEqual([]);
  });

  test('its published addresses end at their pods, and plain HTTP at HTTPS', () => {
    const to = (url: string): unknown => {
      const { destination, redirect, status } = route(manifests, { url });
      return destination ?? redirect ?? status;
    };
    expect(to('https://kubeflow.example.com/oauth2/callback')).toBe('oauth2-proxy.oauth2-proxy.svc:80');
    expect(to('http://kubeflow.example.com/oauth2/start')).toBe('https://kubeflow.example.com/oauth2/start');
    expect(to('https://other.example.com/oauth2/callback')).toBe(404);
  });
});
