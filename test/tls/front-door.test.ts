import { Chart } from 'cdk8s';
import { load } from 'js-yaml';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Target } from '../../src/facts/target';
import { RouteTable } from '../../src/istio';
import { FrontDoor, Issuer } from '../../src/tls';
import type { FrontDoorProps } from '../../src/tls';
import type { Rendered } from '../support/chart';
import { ACME, CA, doorOf, find, objectsOf, strict, toolsOf, yamlOf } from './support';

const certificate = { dnsNames: ['ml.example.com'], issuer: CA };
const secret = {
  certificate: SecretSource.existing('front-door', 'tls.crt'),
  privateKey: SecretSource.existing('front-door', 'tls.key'),
};
const EVERYTHING: FrontDoorProps = {
  certificate: {
    dnsNames: ['ml.example.com', '*.ml.example.com'],
    ipAddresses: ['20.30.40.50'],
    issuer: Issuer.selfSignedCa({ name: 'lab', namespace: 'pki', commonName: 'The lab', duration: '43800h' }),
    secretName: 'front-door',
    duration: '720h',
    renewBefore: '240h',
    privateKey: { algorithm: 'RSA', size: 4096, rotationPolicy: 'Never' },
  },
  name: 'front',
  namespace: 'ingress',
  hosts: ['ml.example.com', 'a.ml.example.com', '*.ml.example.com'],
  selector: { istio: 'ingress' },
  podNamespace: 'ingress',
  httpsRedirect: false,
  minProtocolVersion: 'TLSV1_3',
  version: 'v1beta1',
  loadBalancer: {
    address: '20.30.40.50',
    dnsLabel: 'ml-front',
    service: 'front-gateway',
    healthProbePath: '/ready',
    healthProbePort: 15020,
  },
  istioRevision: '1-29-0',
};

describe('what is rendered', () => {
  test('the defaults', () => {
    expect(yamlOf({ certificate })).toMatchSnapshot();
  });

  test('everything set', () => {
    const door = doorOf(EVERYTHING);
    expect(yamlOf(EVERYTHING)).toMatchSnapshot();
    expect(
      Object.entries(toolsOf(door))
        .map(([name, text]) => `# ${name}\n${text}`)
        .join('\n'),
    ).toMatchSnapshot();
  });

  test('ACME by Azure DNS', () => {
    const props = { certificate: { dnsNames: ['ml.example.com'], issuer: Issuer.acmeAzureDns(ACME) } };
    expect(yamlOf(props)).toMatchSnapshot();
    expect(load(toolsOf(doorOf(props))['letsencrypt/deployment-cert-manager.yaml']!)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'cert-manager', namespace: 'cert-manager' },
      spec: { template: { metadata: { labels: { 'azure.workload.identity/use': 'true' } } } },
    });
  });

  test.each<[string, FrontDoorProps]>([
    ['the defaults', { certificate }],
    ['addresses', { certificate: { ipAddresses: ['20.30.40.50', '2001:db8::1'], issuer: CA } }],
    [
      'ACME',
      { certificate: { dnsNames: ['*.ml.example.com'], issuer: Issuer.acmeAzureDns({ ...ACME, server: 'staging' }) } },
    ],
    ['an issuer that exists', { certificate: { dnsNames: ['a.b'], issuer: Issuer.existing({ name: 'corp' }) } }],
    [
      'an Issuer of the namespace',
      { certificate: { dnsNames: ['a.b'], issuer: Issuer.existing({ name: 'corp', kind: 'Issuer' }) } },
    ],
    ['the file form', { certificate, style: 'file' }],
    ['a Secret that exists', { secret }],
  ])('every check passes under strict: %s', (_what, props) => {
    expect(strict(doorOf(props))).toEqual([]);
  });

  test('a Secret that exists is named, and no certificate is made', () => {
    const objects = objectsOf({ secret });
    expect(objects.map(({ kind }) => kind)).toEqual(['Gateway']);
    expect(objects[0].spec.servers[1].tls).toEqual({
      mode: 'SIMPLE',
      credentialName: 'front-door',
      minProtocolVersion: 'TLSV1_2',
    });
  });

  test('a Secret from a store', () => {
    const common = { name: 'front-door', store: { name: 'vault' } };
    const external = (key: string) => SecretSource.externalSecret({ ...common, key, remoteKey: key });
    const objects = objectsOf({ secret: { certificate: external('tls.crt'), privateKey: external('tls.key') } });
    expect(find(objects, 'ExternalSecret').metadata).toEqual({ name: 'front-door', namespace: 'istio-system' });
  });

  test('the hosts are the names; an address is served for any host', () => {
    expect(doorOf({ certificate }).door.hosts).toEqual(['ml.example.com']);
    expect(doorOf({ certificate: { ipAddresses: ['1.2.3.4'], issuer: CA } }).door.hosts).toEqual(['*']);
    expect(doorOf({ secret }).door.hosts).toEqual(['*']);
  });

  test('an issuer that two doors share is rendered once', () => {
    const { chart } = doorOf({ certificate });
    new FrontDoor(chart, 'second', { name: 'second', certificate: { ...certificate, dnsNames: ['b.example.com'] } });
    const issuers = chart.toJson().filter(({ kind }) => kind === 'ClusterIssuer');
    expect(issuers.map(({ metadata }) => metadata.name)).toEqual(['platform-ca-root', 'platform-ca']);
  });

  test('a table of routes takes gateway and hosts, and all checks pass', () => {
    const { app, chart, door } = doorOf({ certificate });
    const routes = new RouteTable(chart, 'routes', { gateway: door.gateway, hosts: door.hosts });
    routes.add(chart, { name: 'home', exact: '/', redirect: { host: 'www.example.com' } });
    expect(app.check()).toEqual([]);
  });
});

describe('the load balancer of AKS', () => {
  const service = (props: Partial<FrontDoorProps> = {}): Rendered =>
    load(toolsOf(doorOf({ certificate, ...props }))['kubeflow-gateway/service-istio-ingressgateway.yaml']!);

  test('the probe asks the gateway, not port 80', () => {
    const prefix = 'service.beta.kubernetes.io/';
    expect(service()).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'istio-ingressgateway',
        namespace: 'istio-system',
        annotations: Object.fromEntries(
          [80, 443].flatMap((port) => [
            [`${prefix}port_${port}_health-probe_port`, '15021'],
            [`${prefix}port_${port}_health-probe_protocol`, 'http'],
            [`${prefix}port_${port}_health-probe_request-path`, '/healthz/ready'],
          ]),
        ),
      },
      spec: { type: 'LoadBalancer' },
    });
  });

  test('an internal one', () => {
    expect(
      service({ loadBalancer: { internal: true, subnet: 'ingress', address: 'fd00::1' } }).metadata.annotations,
    ).toMatchObject({
      'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
      'service.beta.kubernetes.io/azure-load-balancer-internal-subnet': 'ingress',
      'service.beta.kubernetes.io/azure-load-balancer-ipv6': 'fd00::1',
    });
  });

  test('each file says how it is applied', () => {
    const text = toolsOf(doorOf({ certificate }))['kubeflow-gateway/service-istio-ingressgateway.yaml'];
    expect(text).toContain(
      '# kubectl patch service istio-ingressgateway -n istio-system --patch-file service-istio-ingressgateway.yaml\n',
    );
  });

  test('elsewhere nothing is patched', () => {
    expect(toolsOf(doorOf({ certificate }, Target.generic('1.34')))).toEqual({});
  });
});

describe('document 003', () => {
  const GATEWAY = {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'Gateway',
    metadata: { name: 'kubeflow-gateway', namespace: 'kubeflow' },
    spec: {
      selector: { istio: 'ingressgateway' },
      servers: [
        { hosts: ['*'], port: { name: 'http', number: 80, protocol: 'HTTP' }, tls: { httpsRedirect: true } },
        {
          hosts: ['*'],
          port: { name: 'https', number: 443, protocol: 'HTTPS' },
          tls: {
            mode: 'SIMPLE',
            privateKey: '/etc/istio/ingressgateway-certs/tls.key',
            serverCertificate: '/etc/istio/ingressgateway-certs/tls.crt',
          },
        },
      ],
    },
  };
  const ISSUER = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: 'kubeflow-self-signing-issuer' },
    spec: { selfSigned: {} },
  };

  test('field for field', () => {
    const objects = objectsOf({ edition: 'documented', certificate: { ipAddresses: ['20.30.40.50'] } as never });
    expect(find(objects, 'Gateway')).toEqual(GATEWAY);
    expect(find(objects, 'ClusterIssuer')).toEqual(ISSUER);
    expect(find(objects, 'Certificate')).toEqual({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'istio-ingressgateway-certs', namespace: 'istio-system' },
      spec: {
        secretName: 'istio-ingressgateway-certs',
        ipAddresses: ['20.30.40.50'],
        isCA: true,
        issuerRef: { name: 'kubeflow-self-signing-issuer', kind: 'ClusterIssuer', group: 'cert-manager.io' },
      },
    });
    expect(objects).toHaveLength(3);
  });

  test('the first step, without the certificate', () => {
    expect(
      objectsOf({ edition: 'documented' })
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['ClusterIssuer', 'Gateway']);
  });

  test('KKA-23: no certificate to serve with can sign, and none signs itself', () => {
    const objects = objectsOf({ certificate });
    const serving = find(objects, 'Certificate', 'kubeflow-gateway-tls');
    expect(serving.spec).not.toHaveProperty('isCA');
    expect(serving.spec.usages).toEqual(['digital signature', 'server auth']);
    expect(find(objects, 'ClusterIssuer', serving.spec.issuerRef.name).spec).toEqual({
      ca: { secretName: 'platform-ca' },
    });
    expect(find(objects, 'Certificate', 'platform-ca').spec.usages).toEqual([
      'cert sign',
      'crl sign',
      'digital signature',
    ]);
    expect(find(objects, 'Gateway').spec.servers[1]).toMatchObject({
      hosts: ['ml.example.com'],
      tls: { credentialName: serving.spec.secretName },
    });
    expect(serving.metadata.namespace).toBe('istio-system');
  });

  test('KKA-24: gateway, issuer and certificate are one unit that waits for no address', () => {
    const label = 'ml-front.westeurope.cloudapp.azure.com';
    const door = doorOf({ certificate: { dnsNames: [label], issuer: CA }, loadBalancer: { dnsLabel: 'ml-front' } });
    expect(strict(door)).toEqual([]);
    expect(toolsOf(door)['kubeflow-gateway/service-istio-ingressgateway.yaml']).toContain(
      'service.beta.kubernetes.io/azure-dns-label-name: ml-front\n',
    );
    expect(() => doorOf({})).toThrow('[test/door] neither certificate nor secret is given, allowed is one of the two');
  });

  test('KKA-29: the patch of the webhook follows the revision of Istio', () => {
    const name = 'kubeflow-gateway/mutatingwebhookconfiguration-istio-sidecar-injector';
    expect(load(toolsOf(doorOf({ certificate }))[`${name}.yaml`]!)).toEqual({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: { name: 'istio-sidecar-injector', annotations: { 'admissions.enforcer/disabled': 'true' } },
    });
    const tools = toolsOf(doorOf({ certificate, istioRevision: '1-29-0' }));
    expect(load(tools[`${name}-1-29-0.yaml`]!)).toMatchObject({ metadata: { name: 'istio-sidecar-injector-1-29-0' } });
    expect(tools).not.toHaveProperty(`${name}.yaml`);
  });
});

test('a second door in another chart writes patches of its own', () => {
  const { app } = doorOf({ certificate });
  const chart = new Chart(app, 'other');
  new FrontDoor(chart, 'door', { name: 'other', certificate: { dnsNames: ['b.c'], issuer: CA } });
  expect(app.check()).toEqual([]);
});
