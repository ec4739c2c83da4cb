import * as path from 'path';
import { MlPlatform, PlatformApp, Target } from '../../src';
import type { PlatformConfig } from '../../src';
import { readConfig } from '../../src/blueprint/read-config';

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
