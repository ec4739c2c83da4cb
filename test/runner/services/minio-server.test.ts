import { ApiObject, App, Chart } from 'cdk8s';
import { Placement } from '../../../src/core/placement';
import { MinioServer } from '../../../src/runner/services';
import type { MinioServerProps } from '../../../src/runner/services';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../../support/chart';
import type { Rendered } from '../../support/chart';
import { credentials, OFFICE, strictFindings, vaultCredentials } from './support';

const build =
  (props: Partial<MinioServerProps> = {}) =>
  (chart: Chart): MinioServer =>
    new MinioServer(chart, 'minio', { ...credentials(), ...props });
const only = (kind: string, props?: Partial<MinioServerProps>): Rendered =>
  objectsOf(build(props)).find((object) => object.kind === kind);
const container = (props?: Partial<MinioServerProps>): Rendered =>
  only('Deployment', props).spec.template.spec.containers[0];

const VARIANTS: Readonly<Record<string, Partial<MinioServerProps>>> = {
  'by default': {},
  'with everything set': {
    ...vaultCredentials(),
    name: 'store',
    image: 'mirror.example.com/minio:RELEASE.2025-09-07T16-13-09Z',
    imagePullPolicy: 'Always',
    imagePullSecrets: ['registry'],
    storage: { size: '50Gi', storageClassName: 'managed-csi' },
    console: true,
    serviceType: 'LoadBalancer',
    nodePorts: { s3: 30900, console: 30901 },
    allowFrom: [{ podSelector: { matchLabels: { app: 'studioml-go-runner' } } }, ...OFFICE],
    resources: { limits: { cpu: '1', memory: '2Gi' } },
    placement: Placement.labels({ 'leafai.affinity': 'production' }),
  },
  'without a disk': { storage: false },
  'with a port of the nodes, as in the local stack': {
    serviceType: 'NodePort',
    storage: { size: '15Gi' },
    allowFrom: [{ podSelector: {} }, ...OFFICE],
  },
  'of a release before MINIO_ROOT_USER': { image: 'mirror.example.com/minio:RELEASE.2020-05-08T02-40-49Z' },
};

describe('MinioServer', () => {
  test.each(Object.entries(VARIANTS))('%s', (_name, props) => expect(yamlFrom(build(props))).toMatchSnapshot());

  test.each(Object.entries(VARIANTS))('no check reports anything under strict: %s', (_name, props) => {
    expect(strictFindings(build(props))).toEqual([]);
  });

  test('the main object is the Deployment, and the Service is told', () => {
    const store = build()(testChart());
    expect(ApiObject.of(store).kind).toBe('Deployment');
    expect(store.service).toEqual({ name: 'minio-service', namespace: 'ml', port: 9000 });
    expect(store.endpoint).toBe('minio-service.ml.svc:9000');
  });

  test('its end of life is accepted for its own image alone, with a reason', () => {
    expect(only('Deployment').metadata.annotations).toEqual({
      'cdk8s-ml-platform/suppress-IMG005': expect.stringContaining('publish no later image') as string,
    });
    const image = 'quay.io/minio/minio:RELEASE.2024-01-01T16-36-33Z';
    expect(only('Deployment', { image }).metadata.annotations).toBeUndefined();
    expect(strictFindings(build({ image })).map((finding) => finding.slice(0, 6))).toEqual(['IMG005']);
  });

  test('two servers never stand on one disk', () => {
    expect(only('Deployment').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  });

  test('the console is off, or a port of its own', () => {
    expect(container().env).toContainEqual({ name: 'MINIO_BROWSER', value: 'off' });
    expect(only('Service').spec.ports.map(({ name }: Rendered) => name)).toEqual(['s3']);
    expect(container({ console: true }).args).toEqual(['server', '/data', '--console-address', ':9001']);
    expect(only('Service', { console: true }).spec.ports.map(({ name }: Rendered) => name)).toEqual(['s3', 'console']);
  });
});

describe('MinioServer refuses', () => {
  test.each<[string, object, string]>([
    [
      'no user',
      { user: undefined },
      'user is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    [
      'no password',
      { password: undefined },
      'password is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    [
      'half of the credentials in the documented edition',
      { edition: 'documented', password: undefined },
      'password is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    ['an empty image', { image: '' }, "image is '', allowed is an image with its tag"],
    [
      'another pull policy',
      { imagePullPolicy: 'never' },
      "imagePullPolicy is 'never', allowed are Always, IfNotPresent, Never",
    ],
    ['another edition', { edition: 'gateway' }, "edition is 'gateway', allowed are platform, documented"],
    [
      'the console of a release that has none',
      { console: true, image: 'minio/minio:RELEASE.2021-06-17T00-10-46Z' },
      "console is true, but image 'minio/minio:RELEASE.2021-06-17T00-10-46Z' has none at a port of its own; releases since 2021-07-08 do",
    ],
    [
      'a size that is no quantity',
      { storage: { size: '10 GB' } },
      "storage.size is '10 GB', allowed is a quantity such as 10Gi; did you mean 10Gi or 10G?",
    ],
    [
      'a node port of a console that is off',
      { serviceType: 'NodePort', allowFrom: OFFICE, nodePorts: { console: 30901 } },
      "name in nodePorts is 'console', allowed are s3",
    ],
    [
      'no disk in the documented edition',
      { edition: 'documented', storage: false },
      "storage is false, and edition 'documented' has a claim",
    ],
    [
      'a placement in the documented edition',
      { edition: 'documented', placement: Placement.labels({ a: 'b' }) },
      "placement is given with edition 'documented', allowed with it are image, serviceType, storage, user, password",
    ],
  ])('%s', (_name, props, problem) => {
    expect(messageOf(() => build(untyped(props))(testChart()))).toBe(`[test/minio] ${problem}`);
  });

  test('a chart without namespace', () => {
    expect(messageOf(() => build()(new Chart(new App(), 'a')))).toBe(
      '[a/minio] the chart has no namespace, and the name of a Service needs one',
    );
  });
});

describe('the defects of the documents', () => {
  test('SGR-05 SGR-33: the credentials come from a Secret', () => {
    expect(container().env).toContainEqual({
      name: 'MINIO_ROOT_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'store', key: 'password' } },
    });
    expect(JSON.stringify(objectsOf(build()))).not.toMatch(/UserUser|PasswordPassword|MINIO_ACCESS_KEY/);
  });

  test('SGR-13: it is reached from its namespace alone, and never open without ranges', () => {
    expect(only('Service').spec.type).toBe('ClusterIP');
    expect(only('NetworkPolicy').spec.ingress[0].from).toEqual([{ podSelector: {} }]);
    expect(messageOf(() => build({ serviceType: 'LoadBalancer' })(testChart()))).toBe(
      "[test/minio] serviceType is 'LoadBalancer', but allowFrom has no ipBlock, so that nobody outside of the cluster would get an answer",
    );
  });

  test('SGR-17: the image has a version', () => {
    expect(container().image).toMatch(/:RELEASE\./);
  });

  test('SGR-22: probes, requests and no root', () => {
    expect(Object.keys(container())).toEqual(
      expect.arrayContaining(['startupProbe', 'readinessProbe', 'livenessProbe', 'resources']),
    );
    expect(only('Deployment').spec.template.spec.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 1000,
    });
  });
});

describe('the documented edition', () => {
  const documented = (props: Partial<MinioServerProps> = {}): Rendered[] =>
    objectsOf((chart) => new MinioServer(chart, 'minio', { edition: 'documented', ...props }));

  test('as YAML', () => {
    expect(yamlFrom((chart) => new MinioServer(chart, 'minio', { edition: 'documented' }))).toMatchSnapshot();
  });

  test.each(['minio/minio:RELEASE.2019-09-11T19-53-16Z', 'minio/minio:RELEASE.2020-05-08T02-40-49Z'])(
    'with %s of the documents, its size and its type',
    (image) => {
      const [claim, deployment, service] = documented({
        image,
        storage: { size: '15Gi' },
        serviceType: 'NodePort',
        ...credentials(),
      });
      expect(claim.spec.resources).toEqual({ requests: { storage: '15Gi' } });
      expect(deployment.spec.template.spec.containers[0]).toMatchObject({
        image,
        env: [
          { name: 'MINIO_ACCESS_KEY', valueFrom: { secretKeyRef: { name: 'store', key: 'user' } } },
          { name: 'MINIO_SECRET_KEY', valueFrom: { secretKeyRef: { name: 'store', key: 'password' } } },
        ],
      });
      expect(service.spec.type).toBe('NodePort');
    },
  );

  test('SGR-08: a Deployment of apps/v1 with a selector', () => {
    expect(documented()[1]).toMatchObject({
      apiVersion: 'apps/v1',
      spec: { selector: { matchLabels: { app: 'minio' } } },
    });
  });

  test('SGR-13 SGR-17: the checks report its password and its image', () => {
    const found = strictFindings((chart) => new MinioServer(chart, 'minio', { edition: 'documented' }));
    expect(found.map((finding) => finding.split(' ')[0])).toEqual(['SEC005', 'IMG002', 'IMG004']);
  });
});
