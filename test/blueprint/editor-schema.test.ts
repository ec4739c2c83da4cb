import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import { MlPlatform, PlatformApp, Target } from '../../src';
import type { PlatformConfig } from '../../src';
import { KUBERNETES_VERSIONS } from '../../src/facts/target';

const TEXT = fs.readFileSync(path.resolve(__dirname, '../../dist/platform.schema.json'), 'utf8');
const fits = new Ajv({ strict: false, allowUnionTypes: true }).compile(JSON.parse(TEXT) as object);

const secret = { existing: { name: 'a', key: 'b' } };
const ID = '00000000-0000-0000-0000-00000000000a';
const version = (kubernetes: string): PlatformConfig => ({ target: { provider: 'aks', kubernetes } });
const signIn = (tenantId: string, clientId: string): PlatformConfig => ({
  ...version('1.34'),
  gateway: { host: 'a.example.com', issuer: { existing: { name: 'a' } } },
  signIn: { entraId: { tenantId, clientId, clientSecret: secret }, cookieSecret: secret },
});
const store = (clientId: string): PlatformConfig => {
  const keyOf = (key: string): typeof secret => ({ existing: { name: 'mlpipeline-minio-artifact', key } });
  const objectStore = {
    azureBlob: { account: 'artifacts', clientId },
    accessKey: keyOf('accesskey'),
    secretKey: keyOf('secretkey'),
  };
  return { ...version('1.34'), kubeflow: { objectStore } };
};
const minor = (of: string): number => Number(of.slice(2));
const { oldest, newest } = KUBERNETES_VERSIONS;

/** What the platform says of a configuration; nothing where it takes it. */
function refusal(config: PlatformConfig): string | undefined {
  try {
    Target.parse(`aks@${config.target.kubernetes}`);
    new MlPlatform(new PlatformApp({ target: Target.aks('1.34') }), config);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const CASES: readonly (readonly [string, PlatformConfig, string | undefined])[] = [
  ...[oldest, newest, 'v1.34', '1.34.2'].map((one) => [one, version(one), undefined] as const),
  ...[`1.${minor(oldest) - 1}`, `1.${minor(newest) + 1}`, '1.34.x', '2.34', 'latest'].map(
    (one) => [one, version(one), `'${one}' is not known`] as const,
  ),
  ['a tenant', signIn(ID, ID), undefined],
  ['a tenant in capitals', signIn(ID.toUpperCase(), ID.toUpperCase()), undefined],
  ['the domain of a tenant', signIn('contoso.onmicrosoft.com', ID), 'allowed is the id of a tenant'],
  ['the name of an app', signIn(ID, 'kubeflow'), "clientId: is 'kubeflow'"],
  ['an identity', store(ID.toUpperCase()), undefined],
  ['the name of an identity', store('artifacts'), 'allowed is the client id of a managed identity'],
];

test.each(CASES)(
  'the schema for editors says of %s what the platform says, which says it in its own words',
  (_, config, message) => {
    expect(fits(config)).toBe(message === undefined);
    if (message === undefined) expect(refusal(config)).toBeUndefined();
    else expect(refusal(config)).toContain(message);
  },
);
