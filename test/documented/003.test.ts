import * as yaml from 'js-yaml';
import {
  blocksOf,
  committed,
  describeDocument,
  document,
  HAVE_DOCUMENTS,
  manifestsOf,
  objectsIn,
  tool,
} from './support';
import type { Json } from './support';

const nameOf = ({ kind, metadata }: Json): string => `${kind} ${metadata.name}`;
const names = HAVE_DOCUMENTS ? [...new Set(manifestsOf('003').map(nameOf))] : [];

describeDocument('against document 003', () => {
  test('it shows ten manifests of nine names, one twice', () => {
    expect(manifestsOf('003')).toHaveLength(10);
    expect(names).toHaveLength(9);
  });

  test.each(names)('%s, field for field', (name) => {
    const same = (objects: Json[]): Json[] => objects.filter((object) => nameOf(object) === name);
    expect(same(objectsIn('003'))).toEqual(same(manifestsOf('003')));
  });

  test('of its YAML blocks two are parts of manifests: arguments of MinIO, and an image', () => {
    const parts = blocksOf('003').filter((block) => !/^apiVersion:/m.test(block));
    expect(parts.map((part) => /gateway\n\s+- azure|oidc-authservice/.exec(part)?.[0])).toEqual([
      expect.stringMatching(/^gateway/),
      'oidc-authservice',
    ]);
  });

  test('the arguments of MinIO', () => {
    const block = blocksOf('003').find((part) => part.includes('- gateway'))!;
    const args = [...block.matchAll(/^ +- (?:args:\s+- )?(\w+)$/gm)].map(([, argument]) => argument);
    const { containers } = committed('003', 'Deployment', 'minio').spec.template.spec;
    expect(containers.map((container: Json) => container.args)).toEqual([args.filter((name) => name !== 'args')]);
    expect(args).toContain('gateway');
  });

  test('the image of the AuthService', () => {
    const [, image] = /^image: (\S+)$/m.exec(document('003'))!;
    const { containers } = committed('003', 'StatefulSet', 'oidc-authservice').spec.template.spec;
    expect(containers.map((container: Json) => container.image)).toEqual([image]);
  });

  test('its settings, line for line, where the document leaves nothing open', () => {
    const block = /^OIDC_PROVIDER=[\s\S]*?^```/m.exec(document('003'))![0];
    const lines = block.split('\n').filter((line) => /^[A-Z_]+=/.test(line));
    const { data } = committed('003', 'ConfigMap', 'oidc-authservice-parameters');
    const written = Object.entries(data as Record<string, string>).map(([name, value]) => `${name}=${value}`);
    const filledIn = lines.map((line) =>
      line
        .replace('<Tenant-ID>', '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31')
        .replace('<kubeflow https domain>', 'https://kubeflow.example.com'),
    );
    expect(written.sort()).toEqual(filledIn.sort());
  });

  test("what it says of Karpenter's chart stands in the values: account, namespace of the cluster, amounts", () => {
    const text = document('003');
    const values = tool('003', 'karpenter-values.yaml');
    const set = [...text.matchAll(/--set (controller\.\S+)=(\S+)/g)].map(([, path, value]) => [path!, value!] as const);
    expect(set).toHaveLength(4);
    for (const [path, value] of set) {
      const found: unknown = path.split('.').reduce<Json>((at, key) => at[key], values);
      expect(`${found as string | number}`).toBe(value);
    }
    expect(text).toContain(`:${values.serviceAccount.name}`);
    const env = new Map((values.controller.env as Json[]).map(({ name, value }) => [name as string, value as string]));
    expect(text).toContain(`export CLUSTER_NAME=${env.get('CLUSTER_NAME')}\n`);
    expect(text).toContain(`export LOCATION=${env.get('LOCATION')}\n`);
  });

  test('the dashboard makes profiles for whoever signs in', () => {
    expect(document('003')).toContain('apps/centraldashboard/upstream/base/params.env');
    expect(committed('003', 'ConfigMap', 'centraldashboard-parameters').data.CD_REGISTRATION_FLOW).toBe('true');
  });
});

/** The folder `tls` of the document's repository, in its own words where the document says "certificate.yaml". */
const CERTIFICATE = `
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: istio-ingressgateway-certs, namespace: istio-system }
spec:
  secretName: istio-ingressgateway-certs
  ipAddresses: [192.0.2.10]
  isCA: true
  issuerRef: { name: kubeflow-self-signing-issuer, kind: ClusterIssuer, group: cert-manager.io }
`;

test('the certificate of the front door, field for field', () => {
  expect(committed('003', 'Certificate', 'istio-ingressgateway-certs')).toEqual(yaml.load(CERTIFICATE));
});

test('no value of a secret stands in a file', () => {
  expect(objectsIn('003').filter(({ kind }) => kind === 'Secret')).toEqual([]);
  const token = (tool('003', 'karpenter-values.yaml').controller.env as Json[]).find(({ name }) => /TOKEN/.test(name));
  expect(token?.value).toBe('${BOOTSTRAP_TOKEN}');
});
