import { edited, mistakesOf, synthText, VALID } from './platform';

const SIGN_IN = `gateway: { host: ml.example.com, issuer: { existing: { name: letsencrypt, kind: ClusterIssuer } } }
externals:
  - { apiVersion: cert-manager.io/v1, kind: ClusterIssuer, name: letsencrypt, reason: made with cert-manager }
signIn:
  cookieSecret: { existing: { name: oauth2-proxy, key: cookie } }
  oidc:
    clientId: kubeflow
    clientSecret: { existing: { name: oauth2-proxy, key: client } }
`;
const issuer = (url: string): string => `${VALID}${SIGN_IN}    issuer: ${url}\n`;
const ISSUER = 'https://login.example.com/realms/ml';
const owner = (name: string): string => `kubeflow: { profiles: { vision: { owner: ${name} } } }\n`;

/** What somebody meets who writes a platform.yaml of their own for the first time. */
describe('a mistake that would show in the cluster alone', () => {
  test('the address of the description of a provider is not its issuer', () => {
    expect(mistakesOf(issuer(`${ISSUER}/.well-known/openid-configuration`))).toEqual([
      `platform.yaml:27:5  signIn.oidc.issuer: is '${ISSUER}/.well-known/openid-configuration', the address of its description; allowed is the issuer as that says it, likely ${ISSUER}`,
    ]);
    expect(mistakesOf(issuer(ISSUER))).toEqual([]);
  });

  test('the owner of a profile is called as sign-in calls users', () => {
    expect(mistakesOf(issuer(ISSUER) + owner('ann'))).toEqual([
      "platform.yaml:28:35  kubeflow.profiles.vision.owner: is 'ann', and sign-in calls users by their claim email; allowed is an address such as ann@example.com",
    ]);
    expect(mistakesOf(issuer(ISSUER) + owner('ann@example.com'))).toEqual([]);
    expect(mistakesOf(`${issuer(ISSUER)}    userIdClaim: preferred_username\n${owner('ann')}`)).toEqual([]);
    expect(mistakesOf(VALID + owner('ann'))).toEqual([]);
  });

  test('the image of the runner is of the release that its settings are for', () => {
    const image = (tag: string): string => `${VALID}  image: ml.azurecr.io/leafai/studio-go-runner:${tag}\n`;
    expect(mistakesOf(image('0.14.2-main-aaaagririzo'))).toEqual([
      "platform.yaml:19:3  runner.image: is 'ml.azurecr.io/leafai/studio-go-runner:0.14.2-main-aaaagririzo', of release 0.14.2, and version is 0.9.21; give both of one",
    ]);
    expect(mistakesOf(image('0.9.21'))).toEqual([]);
    expect(mistakesOf(image('0.9.21-ours'))).toEqual([]);
    // Who builds an image of their own may count as they like.
    expect(mistakesOf(image('1.0.3'))).toEqual([]);
    expect(mistakesOf(`${VALID}  image: ml.azurecr.io/our-runner:0.14.2\n`)).toEqual([]);
  });
});

describe('the region of the target', () => {
  const region = (name: string): string => edited('provider: aks', `provider: aks\n  region: ${name}`);

  test('is a name for programs', () => {
    expect(mistakesOf(region('West Europe'))).toEqual([
      'platform.yaml:3:3  target.region: is "West Europe", allowed is a name for programs, such as westeurope',
    ]);
    expect(mistakesOf(region('westeurope'))).toEqual([]);
  });

  test('has its own zones alone', () => {
    const zones = (zone: string): string => region('westeurope').replace('limits:', `zones: [${zone}]\n    limits:`);
    expect(() => synthText(zones('eastus-1'))).toThrow(
      'starts no node: no zone is eastus-1 in the region of the cluster, allowed are westeurope-1, westeurope-2, westeurope-3',
    );
    expect(synthText(zones('westeurope-3'))).toContain('westeurope-3');
  });
});

test('a budget with a schedule and no duration is told at the budgets', () => {
  const text = edited('limits:', 'disruption:\n      budgets: [{ nodes: 10%, schedule: 0 6 * * 1-5 }]\n    limits:');
  expect(mistakesOf(text)).toEqual([
    'platform.yaml:12:7  pools.a100.disruption.budgets: has one of 10% with a schedule but no duration',
  ]);
});
