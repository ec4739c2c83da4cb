import * as yaml from 'js-yaml';
import { committed, describeDocument, document, objectsIn, tool } from './support';
import type { Json } from './support';

const [node] = tool('004', 'kind.yaml').nodes as [Json];

describeDocument('against document 004', () => {
  /** The part of a listing that begins with a key and ends where the fence does. */
  const listing = (key: string): Json =>
    yaml.load(new RegExp(`^  ${key}:\\n(  .*\\n)+?(?=\`\`\`)`, 'm').exec(document('004'))![0]) as Json;

  test('the mounts of kind.yaml, field for field; the path of etcd as the document prints it (ANS-01)', () => {
    expect(listing('extraMounts')).toEqual({ extraMounts: node.extraMounts });
  });

  test('the ports of kind.yaml, field for field', () => {
    expect(listing('extraPortMappings')).toEqual({ extraPortMappings: node.extraPortMappings });
  });

  test('the port that its task adds to the gateway', () => {
    const [, port, hostPort] = /"containerPort\\": (\d+), \\"hostPort\\": (\d+),/.exec(document('004'))!;
    const { kind, metadata, spec } = tool('004', 'host-port-gateway/deployment-istio-ingressgateway.yaml');
    expect(document('004')).toContain(
      `kubectl get ${kind.toLowerCase()}s -n ${metadata.namespace} ${metadata.name} -o json`,
    );
    expect(spec.template.spec.containers[0].ports).toEqual([
      { containerPort: Number(port), hostPort: Number(hostPort), protocol: 'TCP' },
    ]);
  });

  test('the address that its transcript mounts is that of the server, of the provisioner and of its volume', () => {
    const [, address] = /Mounting arguments: -t nfs (\S+):\/ /.exec(document('004'))!;
    const { env, ...container } = committed('004', 'Deployment', 'wai-nfs-provisioner').spec.template.spec
      .containers[0];
    const [volume] = committed('004', 'Deployment', 'wai-nfs-provisioner').spec.template.spec.volumes;
    expect(committed('004', 'Service', 'nfs-server').spec.clusterIP).toBe(address);
    expect(env).toContainEqual({ name: 'NFS_SERVER', value: address });
    expect(volume).toEqual({ name: container.volumeMounts[0].name, nfs: { server: address, path: '/' } });
  });

  test('the directory of the server is one that kind mounts', () => {
    const [volume] = committed('004', 'Deployment', 'nfs-server').spec.template.spec.volumes;
    expect((node.extraMounts as Json[]).map(({ containerPath }) => containerPath)).toContain(volume.hostPath.path);
  });

  test('the binding of its first diagram is that of the account that its transcript asks about', () => {
    const [subject] = committed('004', 'RoleBinding', 'allow-workflow-nb-admin').subjects;
    const account = `system:serviceaccount:${subject.namespace}:${subject.name}`;
    expect(document('004')).toContain(`can-i list workflows -n admin --as ${account}`);
  });
});

test('the objects of document 004', () => {
  expect(
    objectsIn('004')
      .map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`)
      .sort(),
  ).toEqual([
    'apps/v1 Deployment nfs-server',
    'apps/v1 Deployment wai-nfs-provisioner',
    'kubeflow.org/v1alpha1 PodDefault access-ml-pipeline',
    'kubeflow.org/v1beta1 Profile admin',
    'rbac.authorization.k8s.io/v1 ClusterRole nfs-provisioner-runner',
    'rbac.authorization.k8s.io/v1 ClusterRole pipeline-runner',
    'rbac.authorization.k8s.io/v1 ClusterRoleBinding run-nfs-provisioner',
    'rbac.authorization.k8s.io/v1 Role leader-locking-nfs-provisioner',
    'rbac.authorization.k8s.io/v1 RoleBinding allow-workflow-nb-admin',
    'rbac.authorization.k8s.io/v1 RoleBinding leader-locking-nfs-provisioner',
    'storage.k8s.io/v1 StorageClass wai-nfs',
    'v1 Namespace nfs',
    'v1 Service nfs-server',
    'v1 ServiceAccount nfs-provisioner',
  ]);
});

test('profile and PodDefault, field for field', () => {
  expect(committed('004', 'Profile', 'admin').spec).toEqual({
    owner: { kind: 'User', name: 'admin@kubeflow.org' },
    resourceQuotaSpec: { hard: { 'requests.nvidia.com/gpu': '10', 'requests.storage': '250Gi' } },
  });
  expect(committed('004', 'PodDefault', 'access-ml-pipeline').spec).toEqual({
    desc: 'Allow access to Kubeflow Pipelines',
    selector: { matchLabels: { 'access-ml-pipeline': 'true' } },
    env: [{ name: 'ML_PIPELINE_SA_TOKEN_PATH', value: '/var/run/secrets/ml-pipeline/token' }],
    volumes: [
      {
        name: 'volume-ml-pipeline-token',
        projected: {
          sources: [{ serviceAccountToken: { audience: 'ml-pipeline', expirationSeconds: 99999, path: 'token' } }],
        },
      },
    ],
    volumeMounts: [{ name: 'volume-ml-pipeline-token', mountPath: '/var/run/secrets/ml-pipeline', readOnly: true }],
  });
});
