import { clustersIn, committed, COMMITTED, describeDocument, document, objectsIn } from './support';
import type { Json } from './support';

const CLUSTERS = clustersIn(COMMITTED).filter((name) => name.startsWith('000'));
const RUNNER = 'studioml-go-runner-deployment';

/** The pods of the runner of a cluster. */
function podsOf(cluster: string): Json {
  const [workload] = objectsIn(cluster).filter(({ metadata }) =>
    /^studioml-go-runner(-deployment)?$/.test(metadata.name),
  );
  return workload!.spec.template.spec as Json;
}

test('each example of the repository is a cluster of its own', () => {
  expect(CLUSTERS).toEqual(
    ['aws', 'aws-cpu', 'azure-1.11', 'azure-1.13', 'azure-1.9', 'docker-desktop', 'google', 'local', 'sqs-job'].map(
      (name) => `000-${name}`,
    ),
  );
});

test.each(CLUSTERS)('%s has settings, account, rights and one runner', (cluster) => {
  const names = objectsIn(cluster).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toEqual(
    expect.arrayContaining([
      'ConfigMap studioml-env',
      'ServiceAccount studioml-account',
      'ClusterRole studioml-role',
      'RoleBinding studioml-role-bind',
      cluster === '000-sqs-job' ? 'Job studioml-go-runner' : `Deployment ${RUNNER}`,
    ]),
  );
  expect(podsOf(cluster)).toMatchObject({
    serviceAccountName: 'studioml-account',
    containers: [{ name: 'studioml-go-runner', envFrom: [{ configMapRef: { name: 'studioml-env' } }] }],
  });
});

describeDocument('against document 000', () => {
  test('the image is the one that it pushes to its registry', () => {
    const text = document('000');
    const [, repository] = /refers to repository \[(\S+)\]/.exec(text)!;
    const [, tag] = /studio-go-runner:(\S+)\n\$ docker push/.exec(text)!;
    for (const cluster of ['000-azure-1.9', '000-azure-1.11'])
      expect(podsOf(cluster).containers[0].image).toBe(`${repository}:${tag}`);
  });

  test('the fields that its snippet adds to the pods stand in the example that it applies with a registry secret', () => {
    const snippet = /^apiVersion: v1\nkind: Deployment\n\.\.\.[\s\S]*?^```/m.exec(document('000'))![0];
    const { serviceAccountName, automountServiceAccountToken, imagePullSecrets } = podsOf('000-azure-1.11');
    expect(snippet).toContain(`serviceAccountName: ${serviceAccountName}\n`);
    expect(snippet).toContain(`automountServiceAccountToken: ${automountServiceAccountToken}\n`);
    expect(snippet).toContain(`imagePullSecrets:\n        - name: ${imagePullSecrets[0].name}\n`);
    expect(imagePullSecrets).toHaveLength(1);
  });

  test('both of its examples are rendered, and the device plugin that it applies beside one', () => {
    const text = document('000');
    for (const file of ['deployment-1.9.yaml', 'deployment-1.11.yaml', 'nvidia-device-plugin-ds-1.11.yaml'])
      expect(text).toContain(`examples/azure/${file}`);
    const { containers } = committed('000-azure-1.11', 'DaemonSet', 'nvidia-device-plugin-daemonset').spec.template
      .spec;
    expect(containers[0].image).toBe('nvidia/k8s-device-plugin:1.11');
  });
});

test('what an example takes for a GPU', () => {
  const gpus = CLUSTERS.map((cluster) => {
    const names = Object.keys(podsOf(cluster).containers[0].resources.limits as Json);
    return [cluster, ...names.filter((name) => name.includes('gpu'))].join(' ');
  });
  expect(gpus).toEqual([
    '000-aws nvidia.com/gpu',
    '000-aws-cpu',
    '000-azure-1.11 nvidia.com/gpu',
    '000-azure-1.13 nvidia.com/gpu',
    '000-azure-1.9 alpha.kubernetes.io/nvidia-gpu',
    '000-docker-desktop',
    '000-google nvidia.com/gpu',
    '000-local',
    '000-sqs-job nvidia.com/gpu',
  ]);
});

test('SGR-26: the address of the local broker is one that the program puts together of variables', () => {
  const { data } = committed('000-local', 'ConfigMap', 'studioml-env');
  const used = [...`${data.AMQP_URL} ${data.MINIO_TEST_SERVER}`.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name!);
  const services = ['RABBITMQ_SERVICE_SERVICE', 'MINIO_SERVICE_SERVICE'];
  const ofServices = services.flatMap((name) => [`${name}_HOST`, `${name}_PORT`]);
  expect(used.filter((name) => !(name in data)).sort()).toEqual(ofServices.sort());
});

test('no value of a secret stands in a file; the Secrets of examples hold nothing', () => {
  const secrets = CLUSTERS.flatMap(objectsIn).filter(({ kind }) => kind === 'Secret');
  expect(secrets.length).toBeGreaterThan(0);
  for (const { data } of secrets) expect(data).toEqual({ info: '' });
});
