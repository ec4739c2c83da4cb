import { ApiObject, Chart, Yaml } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Target } from '../../src/facts/target';
import { FrontDoor, PrivateCa } from '../../src/tls';
import type { PrivateCaProps } from '../../src/tls';
import { messageOf, untyped } from '../support/chart';
import type { Rendered } from '../support/chart';

const of = (name: string): PrivateCaProps => ({
  certificate: SecretSource.existing(name, 'tls.crt'),
  privateKey: SecretSource.existing(name, 'tls.key'),
});
const DEFAULTS = of('intens-cacert');

function caIn(
  namespace: string | undefined,
  props: PrivateCaProps,
): { readonly app: PlatformApp; readonly ca: PrivateCa; readonly chart: Chart } {
  const app = new PlatformApp({ target: Target.generic('1.34'), checks: { preset: 'strict' } });
  const chart = new Chart(app, 'test', { namespace });
  return { app, chart, ca: new PrivateCa(chart, 'ca', props) };
}

const objectsOf = (namespace: string, props: PrivateCaProps): Rendered[] => caIn(namespace, props).chart.toJson();
const yamlOf = (namespace: string, props: PrivateCaProps): string => Yaml.stringify(...objectsOf(namespace, props));
const said = (props: object, namespace: string | undefined = 'cert-manager'): string =>
  messageOf(() => caIn(namespace, untyped(props)));
const findingsOf = (namespace: string, props: PrivateCaProps): string[] =>
  caIn(namespace, props)
    .app.check()
    .map(({ rule, message }) => `${rule} ${message}`);

const store = { name: 'vault' };
const FROM_STORE: PrivateCaProps = {
  certificate: SecretSource.externalSecret({ name: 'ca', key: 'tls.crt', store, remoteKey: 'ca', property: 'crt' }),
  privateKey: SecretSource.externalSecret({ name: 'ca', key: 'tls.key', store, remoteKey: 'ca', property: 'key' }),
};

describe('PrivateCa', () => {
  test('defaults', () => expect(yamlOf('cert-manager', DEFAULTS)).toMatchSnapshot());
  test('everything set', () => {
    expect(
      yamlOf('pki', { ...FROM_STORE, name: 'lab', kind: 'ClusterIssuer', namespace: 'pki', edition: 'platform' }),
    ).toMatchSnapshot();
  });
  test('an Issuer of its namespace', () => expect(yamlOf('ml', { ...DEFAULTS, kind: 'Issuer' })).toMatchSnapshot());
  test('as document 002 has it', () => expect(yamlOf('default', { edition: 'documented' })).toMatchSnapshot());

  test("the document's issuer, with its Secret where a ClusterIssuer reads it", () => {
    expect(objectsOf('cert-manager', { ...DEFAULTS, name: 'intens-issuer' })).toEqual([
      {
        apiVersion: 'cert-manager.io/v1',
        kind: 'ClusterIssuer',
        metadata: { name: 'intens-issuer' },
        spec: { ca: { secretName: 'intens-cacert' } },
      },
    ]);
  });

  test.each<[string, PrivateCaProps]>([
    ['cert-manager', DEFAULTS],
    ['kube-system', { ...DEFAULTS, namespace: 'kube-system' }],
    ['kube-system', { ...DEFAULTS, kind: 'Issuer' }],
  ])('its output passes all checks (%s)', (namespace, props) => expect(findingsOf(namespace, props)).toEqual([]));

  test('ApiObject.of finds the issuer', () => {
    expect(ApiObject.of(caIn('cert-manager', DEFAULTS).ca).kind).toBe('ClusterIssuer');
    expect(ApiObject.of(caIn('ml', { ...DEFAULTS, kind: 'Issuer' }).ca).kind).toBe('Issuer');
  });

  test('a front door takes it', () => {
    const { app, ca } = caIn('cert-manager', { ...DEFAULTS, name: 'lab' });
    const chart = new Chart(app, 'door', { namespace: 'istio-system' });
    new FrontDoor(chart, 'door', { certificate: { dnsNames: ['ml.example.com'], issuer: ca.issuer } });
    const certificate: Rendered = chart.toJson().find(({ kind }: Rendered) => kind === 'Certificate');
    expect(certificate.spec.issuerRef).toEqual({ group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'lab' });
    expect(app.check().map(({ rule }) => rule)).toEqual([]);
  });

  test('SIM-06: the API is the one that is served', () => {
    for (const props of [DEFAULTS, { edition: 'documented' } as const])
      expect(objectsOf('cert-manager', props)[0].apiVersion).toBe('cert-manager.io/v1');
  });
});

describe('SIM-07: the Secret is where cert-manager reads it', () => {
  test('for a ClusterIssuer that is the namespace of cert-manager', () => {
    expect(said(DEFAULTS, 'default')).toBe(
      "[test/ca] the Secret is in the namespace 'default' of the chart, allowed is 'cert-manager', from which cert-manager reads that of this ClusterIssuer",
    );
    expect(said({ ...DEFAULTS, namespace: 'default' }, 'default')).toBe('nothing was thrown');
  });

  test('a chart without a namespace is refused', () => {
    expect(messageOf(() => caIn(undefined, DEFAULTS))).toBe(
      "[test/ca] the Secret is in no namespace of its own of the chart, allowed is 'cert-manager', from which cert-manager reads that of this ClusterIssuer",
    );
    expect(messageOf(() => caIn(undefined, { ...DEFAULTS, kind: 'Issuer' }))).toBe(
      '[test/ca] the chart has no namespace, and an Issuer signs for its own; give the chart one',
    );
  });

  test('for an Issuer it is its own', () => {
    const [issuer] = objectsOf('ml', { ...DEFAULTS, kind: 'Issuer' });
    expect(issuer.metadata).toEqual({ name: 'private-ca', namespace: 'ml' });
    expect(said({ ...DEFAULTS, kind: 'Issuer', namespace: 'cert-manager' }, 'ml')).toBe(
      "[test/ca] the Secret is in the namespace 'ml' of the chart, allowed is 'cert-manager', from which cert-manager reads that of this Issuer",
    );
  });

  test('a source makes it there', () => {
    const [made, issuer] = objectsOf('cert-manager', FROM_STORE);
    expect(made.metadata).toEqual({ name: 'ca', namespace: 'cert-manager' });
    expect(issuer.spec.ca.secretName).toBe('ca');
  });
});

describe('refused', () => {
  const name = "must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit";
  test.each<[object, string]>([
    [{ certificate: DEFAULTS.certificate }, 'privateKey is not given, allowed is a SecretSource'],
    [{}, 'certificate is not given, allowed is a SecretSource'],
    [
      { ...DEFAULTS, privateKey: SecretSource.existing('other', 'tls.key') },
      "the certificate is in the Secret 'intens-cacert' and its key in 'other', allowed is one Secret",
    ],
    [
      { ...DEFAULTS, certificate: SecretSource.existing('intens-cacert', 'ca.crt') },
      "the keys of the Secret are 'ca.crt' and 'tls.key', allowed are 'tls.crt' and 'tls.key'",
    ],
    [{ ...DEFAULTS, name: 'Intens' }, `name 'Intens' ${name}`],
    [{ ...DEFAULTS, kind: 'CA' }, "kind is 'CA', allowed are ClusterIssuer, Issuer"],
    [{ edition: 'documented', name: 'a' }, "name is given with edition 'documented', which has no other option"],
    [{ edition: 'old' }, "edition is 'old', allowed are platform, documented"],
  ])('%#', (props, message) => expect(said(props)).toBe(`[test/ca] ${message}`));

  test('a Secret that exists only while a pod mounts it', () => {
    const vault = { name: 'ca', vaultName: 'v', tenantId: 't', clientId: 'c', objectName: 'o' };
    const props = {
      certificate: SecretSource.azureKeyVault({ ...vault, key: 'tls.crt' }),
      privateKey: SecretSource.azureKeyVault({ ...vault, key: 'tls.key', objectName: 'p' }),
    };
    expect(said(props)).toBe(
      '[test/ca] the Secret is made when a pod mounts its volume, which the pods of cert-manager do not',
    );
  });
});
