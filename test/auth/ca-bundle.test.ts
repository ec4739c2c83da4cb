import { AuthService, OAuth2Proxy, OidcProvider } from '../../src/auth';
import type { CaBundle } from '../../src/auth';
import { SecretSource } from '../../src/core/secret/secret-source';
import { untyped } from '../support/chart';
import { HOST, objectsOf, only, problemOf } from './support';
import type { Json } from './support';

const clientSecret = SecretSource.existing('sign-in', 'client-secret');
const provider = OidcProvider.generic({ issuer: 'https://id.example.com', clientId: 'kubeflow', clientSecret });
const PROXY = { provider, host: HOST, cookieSecret: SecretSource.existing('sign-in', 'cookie-secret') };
const SERVICE = { provider, host: HOST, image: 'mirror.example.com/oidc-authservice:0c4ea9a' };

/** The volume of the pods of either program. */
function volumesOf(caBundle: CaBundle | undefined): Json[] {
  const proxy = only(
    objectsOf((chart) => new OAuth2Proxy(chart, 'a', { ...PROXY, caBundle })),
    'Deployment',
  );
  const service = only(
    objectsOf((chart) => new AuthService(chart, 'a', { ...SERVICE, caBundle })),
    'StatefulSet',
  );
  return [proxy, service].map(({ spec }) => spec.template.spec.volumes.find((one: Json) => one.name === 'ca'));
}

test('a ConfigMap or a Secret is the same volume in both programs, of the one key', () => {
  const items = [{ key: 'ca.crt', path: 'ca.crt' }];
  const ofMap = { name: 'ca', configMap: { name: 'ours', items } };
  expect(volumesOf({ configMap: 'ours', key: 'ca.crt' })).toEqual([ofMap, ofMap]);
  const ofSecret = { name: 'ca', secret: { secretName: 'ours', items } };
  expect(volumesOf({ secret: 'ours', key: 'ca.crt' })).toEqual([ofSecret, ofSecret]);
  expect(volumesOf(undefined)).toEqual([undefined, undefined]);
});

test.each<[object, string]>([
  [{ key: 'ca.crt' }, 'caBundle has none of configMap and secret, allowed is exactly one'],
  [{ configMap: 'a', secret: 'b', key: 'ca.crt' }, 'caBundle has both of configMap and secret, allowed is exactly one'],
  [{ configMap: 'a', key: '../a' }, "caBundle.key is '../a', allowed is a key such as ca.crt"],
  [{ configMap: 'a' }, "caBundle.key is '', allowed is a key such as ca.crt"],
])('refuses %j in both programs', (caBundle, message) => {
  const props = { caBundle: untyped(caBundle) };
  expect(problemOf((chart) => new OAuth2Proxy(chart, 'a', { ...PROXY, ...props }))).toContain(message);
  expect(problemOf((chart) => new AuthService(chart, 'a', { ...SERVICE, ...props }))).toContain(message);
});
