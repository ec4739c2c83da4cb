import { ApiObject, App, Chart } from 'cdk8s';
import { Placement } from '../../../src/core/placement';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { Deployment } from '../../../src/core/workload/deployment';
import { RabbitMq, serviceHost } from '../../../src/runner/services';
import type { RabbitMqProps } from '../../../src/runner/services';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../../support/chart';
import type { Rendered } from '../../support/chart';
import { credentials, OFFICE, strictFindings, vaultCredentials } from './support';

const yaml = (props: Partial<RabbitMqProps> = {}): string =>
  yamlFrom((chart) => new RabbitMq(chart, 'rabbitmq', { ...credentials('queue'), ...props }));
const objects = (props: Partial<RabbitMqProps> = {}): Rendered[] =>
  objectsOf((chart) => new RabbitMq(chart, 'rabbitmq', { ...credentials('queue'), ...props }));
const only = (kind: string, props?: Partial<RabbitMqProps>): Rendered =>
  objects(props).find((object) => object.kind === kind);

/** Every variant, by the words of its snapshot. */
const VARIANTS: Readonly<Record<string, Partial<RabbitMqProps>>> = {
  'by default: a StatefulSet with a disk': {},
  'with everything set': {
    ...vaultCredentials(),
    name: 'broker',
    image: 'mirror.example.com/rabbitmq:4.3.6-management',
    imagePullPolicy: 'Always',
    imagePullSecrets: ['registry'],
    storage: { size: '20Gi', storageClassName: 'managed-csi' },
    serviceType: 'LoadBalancer',
    nodePorts: { amqp: 30672, management: 31672 },
    allowFrom: [{ podSelector: { matchLabels: { app: 'studioml-go-runner' } } }, ...OFFICE],
    resources: { requests: { cpu: '1' }, limits: { memory: '4Gi' } },
    placement: Placement.labels({ 'leafai.affinity': 'production' }),
  },
  'as a Deployment with a disk': { workload: 'Deployment' },
  'as a Deployment without a disk, as on docker desktop': {
    workload: 'Deployment',
    storage: false,
    serviceType: 'LoadBalancer',
    allowFrom: [{ podSelector: {} }, { ipBlock: { cidr: '192.168.65.0/24' } }],
    resources: { requests: { memory: '3Gi', cpu: '500m' }, limits: { memory: '3Gi', cpu: '500m' } },
  },
  'as a StatefulSet without a disk': { storage: false },
  'with ports of the nodes, as in the local stack': {
    serviceType: 'NodePort',
    allowFrom: [{ podSelector: {} }, ...OFFICE],
  },
};

describe('RabbitMq', () => {
  test.each(Object.entries(VARIANTS))('%s', (_name, props) => expect(yaml(props)).toMatchSnapshot());

  test.each(Object.entries(VARIANTS))('no check reports anything under strict: %s', (_name, props) => {
    const found = strictFindings((chart) => new RabbitMq(chart, 'rabbitmq', { ...credentials('queue'), ...props }));
    expect(found).toEqual([]);
  });

  test('the main object is the workload', () => {
    expect(ApiObject.of(new RabbitMq(testChart(), 'rabbitmq', credentials())).kind).toBe('StatefulSet');
    expect(ApiObject.of(new RabbitMq(testChart(), 'rabbitmq', { ...credentials(), workload: 'Deployment' })).kind).toBe(
      'Deployment',
    );
  });

  test('it tells its Service, and the URL that belongs into a Secret', () => {
    const broker = new RabbitMq(testChart(), 'rabbitmq', credentials());
    expect(broker.service).toEqual({ name: 'rabbitmq-service', namespace: 'ml', port: 5672 });
    expect(serviceHost(broker.service)).toBe('rabbitmq-service.ml.svc');
    expect(broker.urlForm).toBe('amqp://USER:PASSWORD@rabbitmq-service.ml.svc:5672/%2f');
  });

  test('the broker takes its memory from its limit, and from no other number', () => {
    const argument = (memory: string): string =>
      only('StatefulSet', { resources: { limits: { memory } } }).spec.template.spec.containers[0].env.find(
        ({ name }: { name: string }) => name === 'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS',
      ).value;
    expect(argument('10000000')).toBe('-rabbit total_memory_available_override_value 8000000');
    expect(argument('1Gi')).toBe('-rabbit total_memory_available_override_value 858993459');
  });

  test('without a limit of memory it has the memory of the node', () => {
    const { env } = only('StatefulSet', { resources: { requests: { memory: '1Gi' } } }).spec.template.spec
      .containers[0];
    expect(env.map(({ name }: { name: string }) => name)).not.toContain('RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS');
  });

  test('the cookie is on no disk, where fsGroup would make it readable for a group', () => {
    const { spec } = only('StatefulSet').spec.template;
    expect(spec.containers[0].volumeMounts.slice(0, 2)).toEqual([
      { name: 'home', mountPath: '/var/lib/rabbitmq' },
      { name: 'data', mountPath: '/var/lib/rabbitmq/mnesia' },
    ]);
    expect(spec.volumes).toContainEqual({ name: 'home', emptyDir: {} });
    expect(JSON.stringify(objects())).not.toMatch(/cookie/i);
  });

  test('messages are found again under the name of the node, whatever pod it runs in', () => {
    for (const workload of ['StatefulSet', 'Deployment'] as const) {
      expect(only(workload, { workload }).spec.template.spec.containers[0].env).toContainEqual({
        name: 'RABBITMQ_NODENAME',
        value: 'rabbit@localhost',
      });
    }
  });

  test('two brokers with names of their own stand in one namespace', () => {
    const found = strictFindings((chart) => {
      new RabbitMq(chart, 'one', credentials());
      new RabbitMq(chart, 'two', { ...credentials(), name: 'other' });
    });
    expect(found).toEqual([]);
  });

  describe('amqpUrlEnv', () => {
    test('composes the URL of variables that stand before it, and passes every check in a pod', () => {
      const build = (chart: Chart): Deployment => {
        const broker = new RabbitMq(chart, 'rabbitmq', credentials('queue'));
        const { env, volumes, volumeMounts } = broker.amqpUrlEnv(chart);
        return new Deployment(chart, 'client', {
          metadata: { name: 'client' },
          template: {
            containers: [{ name: 'client', image: 'ghcr.io/example/client:1.0', env, volumeMounts }],
            volumes,
          },
        });
      };
      const client = objectsOf(build).find(({ metadata }) => metadata.name === 'client');
      expect(client.spec.template.spec.containers[0].env).toEqual([
        { name: 'RABBITMQ_USER', valueFrom: { secretKeyRef: { name: 'queue', key: 'user' } } },
        { name: 'RABBITMQ_PASSWORD', valueFrom: { secretKeyRef: { name: 'queue', key: 'password' } } },
        { name: 'AMQP_URL', value: 'amqp://$(RABBITMQ_USER):$(RABBITMQ_PASSWORD)@rabbitmq-service.ml.svc:5672/%2f' },
      ]);
      expect(strictFindings(build)).toEqual([]);
    });

    test('brings the volume of a vault once', () => {
      const chart = testChart();
      const { volumes, volumeMounts } = new RabbitMq(chart, 'rabbitmq', vaultCredentials()).amqpUrlEnv(chart);
      expect(volumes.map(({ name }) => name)).toEqual(['keyvault-vault']);
      expect(volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/mnt/secrets-store/vault']);
    });

    test('is refused for the documented edition', () => {
      const chart = testChart();
      const broker = new RabbitMq(chart, 'rabbitmq', { edition: 'documented' });
      expect(messageOf(() => broker.amqpUrlEnv(chart))).toBe(
        "[test/rabbitmq] edition 'documented' has no credentials to compose a URL of",
      );
    });
  });
});

describe('RabbitMq refuses', () => {
  const management =
    'allowed is one with the management plugin, such as rabbitmq:4.3.6-management: the runner lists queues over it';
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
    ['an image without a tag', { image: 'rabbitmq' }, `image is 'rabbitmq', ${management}`],
    ['an image without the plugin', { image: 'rabbitmq:4.3.6' }, `image is 'rabbitmq:4.3.6', ${management}`],
    [
      'a mirror without the plugin',
      { image: 'a.io:5000/x/rabbitmq:3.7.17-alpine' },
      `image is 'a.io:5000/x/rabbitmq:3.7.17-alpine', ${management}`,
    ],
    ['an empty image', { image: '' }, "image is '', allowed is an image with its tag"],
    ['another workload', { workload: 'DaemonSet' }, "workload is 'DaemonSet', allowed are StatefulSet, Deployment"],
    [
      'another pull policy',
      { imagePullPolicy: 'always' },
      "imagePullPolicy is 'always', allowed are Always, IfNotPresent, Never",
    ],
    [
      'a bad pull secret',
      { imagePullSecrets: ['A'] },
      "imagePullSecrets 'A' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    [
      'a bad name',
      { name: '1broker' },
      "name '1broker-service' must consist of lower-case letters, digits and '-', begin with a letter and end with a letter or digit",
    ],
    ['another edition', { edition: 'old' }, "edition is 'old', allowed are platform, documented"],
    [
      'a size that is no quantity',
      { storage: { size: '5 GB' } },
      "storage.size is '5 GB', allowed is a quantity such as 5Gi; did you mean 5Gi or 5G?",
    ],
    ['a disk of no size', { storage: { size: '0' } }, "storage.size is '0', allowed is a quantity such as 5Gi"],
    [
      'a bad class',
      { storage: { storageClassName: 'A_B' } },
      "storage.storageClassName 'A_B' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    [
      'another type',
      { serviceType: 'ExternalName' },
      "serviceType is 'ExternalName', allowed are ClusterIP, NodePort, LoadBalancer",
    ],
    [
      'a service that is open and lets nobody in',
      { serviceType: 'NodePort' },
      "serviceType is 'NodePort', but allowFrom has no ipBlock, so that nobody outside of the cluster would get an answer",
    ],
    ['nobody', { allowFrom: [] }, 'allowFrom is empty, which lets nobody in; leave it out to let the namespace in'],
    [
      'a node port without its type',
      { nodePorts: { amqp: 30672 } },
      'nodePorts has amqp, but a Service of type ClusterIP has none',
    ],
    [
      'a node port of another port',
      { serviceType: 'NodePort', allowFrom: OFFICE, nodePorts: { http: 30672 } },
      "name in nodePorts is 'http', allowed are amqp, management",
    ],
    [
      'a node port that is none',
      { serviceType: 'NodePort', allowFrom: OFFICE, nodePorts: { amqp: 0 } },
      'nodePorts.amqp is 0, allowed are whole numbers from 1 to 65535',
    ],
  ])('%s', (_name, props, problem) => {
    expect(messageOf(() => new RabbitMq(testChart(), 'rabbitmq', untyped({ ...credentials(), ...props })))).toBe(
      `[test/rabbitmq] ${problem}`,
    );
  });

  test('a chart without namespace', () => {
    expect(messageOf(() => new RabbitMq(new Chart(new App(), 'a'), 'rabbitmq', credentials()))).toBe(
      '[a/rabbitmq] the chart has no namespace, and the name of a Service needs one',
    );
  });

  test.each([
    'rabbitmq:4.2.5-management-alpine',
    'rabbitmq:management',
    `rabbitmq@sha256:${'0a'.repeat(32)}`,
    'ghcr.io/me/rabbitmq:mine',
    'my-rabbitmq:4',
  ])('but not %s, which may have the plugin', (image) =>
    expect(only('StatefulSet', { image }).spec.template.spec.containers[0].image).toBe(image),
  );
});

describe('the defects of the documents', () => {
  test('SGR-05 SGR-33: no value of a secret is in what is rendered, and no option takes one', () => {
    const rendered = JSON.stringify(objects());
    expect(rendered).not.toMatch(/guest|PasswordPassword|UserUser/);
    expect(only('StatefulSet').spec.template.spec.containers[0].env).toContainEqual({
      name: 'RABBITMQ_DEFAULT_PASS',
      valueFrom: { secretKeyRef: { name: 'queue', key: 'password' } },
    });
    expect(messageOf(() => new RabbitMq(testChart(), 'r', untyped({ user: 'guest', password: 'guest' })))).toBe(
      '[test/r] user is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
    );
  });

  test('SGR-07: everything stands in the namespace of the chart', () => {
    expect(new Set(objects().map(({ metadata }) => metadata.namespace))).toEqual(new Set(['ml']));
  });

  test('SGR-13: it is reached from its namespace and by KEDA alone, unless more is asked', () => {
    expect(only('Service').spec.type).toBe('ClusterIP');
    const [pods, keda, ...others] = only('NetworkPolicy').spec.ingress[0].from;
    expect([pods, others]).toEqual([{ podSelector: {} }, []]);
    // It counts the messages for runners that scale with their queue.
    expect(keda.podSelector).toEqual({ matchLabels: { app: 'keda-operator' } });
  });

  test('SGR-15: the image has the plugin, and no hook installs it', () => {
    expect(JSON.stringify(objects())).not.toMatch(/lifecycle|apt-get/);
  });

  test('SGR-16: no ReplicationController', () => {
    expect(objects().map(({ kind }) => kind)).toEqual(['Service', 'NetworkPolicy', 'StatefulSet']);
  });

  test('SGR-17: the image has a version', () => {
    expect(only('StatefulSet').spec.template.spec.containers[0].image).toMatch(/^rabbitmq:\d+\.\d+\.\d+-management$/);
  });

  test('SGR-20: each port of the Service has the name of what it leads to, and there is no literal cookie', () => {
    const ports = only('Service').spec.ports.map(({ name, port, targetPort }: Rendered) => [name, port, targetPort]);
    expect(ports).toEqual([
      ['amqp', 5672, 'amqp'],
      ['management', 15672, 'management'],
    ]);
    expect(only('StatefulSet').spec.template.spec.containers[0].ports).toEqual([
      { name: 'amqp', containerPort: 5672 },
      { name: 'management', containerPort: 15672 },
    ]);
  });

  test('SGR-20: a load balancer lets in those that the policy lets in', () => {
    const props = { serviceType: 'LoadBalancer', allowFrom: OFFICE } as const;
    expect(only('Service', props).spec).toMatchObject({
      loadBalancerSourceRanges: ['192.0.2.0/24'],
      externalTrafficPolicy: 'Local',
    });
    expect(only('NetworkPolicy', props).spec.ingress[0].from).toEqual(OFFICE);
  });

  test('SGR-22: probes, requests and no root', () => {
    const { spec } = only('StatefulSet').spec.template;
    expect(Object.keys(spec.containers[0])).toEqual(
      expect.arrayContaining(['startupProbe', 'readinessProbe', 'livenessProbe']),
    );
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999 });
  });

  test('SGR-26: the URL names the Service by DNS, not by variables of the pod', () => {
    expect(new RabbitMq(testChart(), 'r', credentials()).composedUrl).toBe(
      'amqp://$(RABBITMQ_USER):$(RABBITMQ_PASSWORD)@rabbitmq-service.ml.svc:5672/%2f',
    );
  });
});

describe('the documented edition', () => {
  const documented = (props: Partial<RabbitMqProps> = {}): Rendered[] =>
    objectsOf((chart) => new RabbitMq(chart, 'rabbitmq', { edition: 'documented', ...props }));

  test('as YAML', () => {
    expect(yamlFrom((chart) => new RabbitMq(chart, 'rabbitmq', { edition: 'documented' }))).toMatchSnapshot();
  });

  test('the image of document 000, and the type of the local stack', () => {
    const [service, controller] = documented({ image: 'rabbitmq:3.7.17-alpine', serviceType: 'NodePort' });
    expect(service.spec.type).toBe('NodePort');
    expect(controller.spec.template.spec.containers[0].image).toBe('rabbitmq:3.7.17-alpine');
  });

  test('a credential given is one that it would drop', () => {
    expect(messageOf(() => documented(credentials()))).toBe(
      "[test/rabbitmq] user is given with edition 'documented', allowed with it are image, serviceType",
    );
  });

  test('SGR-17: the checks report its image, and that no container of it has a version', () => {
    const found = strictFindings((chart) => new RabbitMq(chart, 'rabbitmq', { edition: 'documented' }));
    expect(found).toEqual([
      "IMG002 ReplicationController spec.template.spec.containers[0].image: image 'rabbitmq' has no tag, which means latest",
    ]);
  });
});

test('SGR-05: a literal is possible by its own name alone, and is reported', () => {
  const literal = (key: string, value: string): SecretSource =>
    SecretSource.insecureLiteral({ name: 'queue', key, value });
  const found = strictFindings(
    (chart) => new RabbitMq(chart, 'r', { user: literal('user', 'guest'), password: literal('password', 'guest') }),
  );
  expect(found.join('\n')).toMatch(/^SEC/);
});
