import * as yaml from 'js-yaml';
import { committed, describeDocument, document, objectsIn } from './support';
import type { Json } from './support';

describeDocument('against document 001', () => {
  test('the state map, field for field', () => {
    const transcript = /^\$ cat global_config\.yaml\n---\n([\s\S]*?)^\$ kubectl apply/m.exec(document('001'));
    expect(committed('001', 'ConfigMap', 'studioml-go-runner')).toEqual(yaml.load(transcript![1]!));
  });

  test('the map of one pod has the name of a pod of its transcript and a state that it lists', () => {
    const [, pod] = /^(studioml-go-runner-deployment-\S+)/m.exec(document('001'))!;
    const { data } = committed('001', 'ConfigMap', pod!);
    const [, states] = /^Supported states include:\n```\n(.*)\n/m.exec(document('001'))!;
    expect(states!.split(', ')).toContain(data.STATE);
  });

  test('the binding, as its command makes it', () => {
    const [, name, role, account] =
      /^kubectl create clusterrolebinding (\S+) --clusterrole=(\S+) --serviceaccount=(\S+)$/m.exec(document('001'))!;
    const { roleRef, subjects } = committed('001', 'ClusterRoleBinding', name!);
    expect(roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role });
    expect((subjects as Json[]).map((subject) => `${subject.namespace}:${subject.name}`)).toEqual([account]);
  });

  test('the pod template, field for field; its ellipsis stands for an image', () => {
    const block = /^ template:\n[\s\S]*?^```/m.exec(document('001'))![0].replace(/^(\.\.\.|```).*$/gm, '');
    const { template } = committed('001', 'Deployment', 'studioml-go-runner-deployment').spec;
    const { image, ...container } = template.spec.containers[0];
    expect(image).toBe('leafai/studio-go-runner:0.9.9');
    template.spec.containers = [container];
    expect({ template }).toEqual(yaml.load(block));
  });

  test('the Job of its transcript: limits, settings, number of pods, no mount', () => {
    const text = /^\$ kubectl describe jobs\/build-studio-go-runner\n[\s\S]*?^Events/m.exec(document('001'))![0];
    const told = (label: string): string => new RegExp(`^ *${label}: +(\\S+)$`, 'm').exec(text)![1]!;
    const { metadata, spec } = committed('001-build-2018', 'Job', told('Name'));
    expect(metadata).toEqual({ name: 'build-studio-go-runner' });
    const [container, ...more] = spec.template.spec.containers as Json[];
    expect(more).toEqual([]);
    expect(container!.image).toBe(told('Image'));
    const limits = Object.entries(container!.resources.limits as Json).map(([name, value]) => [name, String(value)]);
    expect(limits.sort()).toEqual(['cpu', 'memory', 'nvidia.com/gpu'].map((name) => [name, told(name)]));
    const [, map] = /^ +(\S+) +ConfigMap +Optional: false$/m.exec(text)!;
    expect(container!.envFrom).toEqual([{ configMapRef: { name: map } }]);
    expect(committed('001-build-2018', 'ConfigMap', map!).data).toHaveProperty('GIT_BRANCH');
    expect(container!.volumeMounts).toBeUndefined();
  });

  test('the token of the build is that of a Secret, as the document says of it', () => {
    expect(document('001')).toContain('store the token as a k8s secret');
    const tokens = ['001-build', '001-build-2018'].map((cluster) => {
      const [job] = objectsIn(cluster).filter(({ kind }) => kind === 'Job');
      const [container] = job!.spec.template.spec.containers as Json[];
      return (container!.env as Json[]).find(({ name }) => name === 'GITHUB_TOKEN')?.valueFrom;
    });
    const secretKeyRef = { name: 'studioml-runner-github-token', key: 'github_token' };
    expect(tokens).toEqual([{ secretKeyRef }, { secretKeyRef }]);
  });
});

test('the objects of build.yaml, in one namespace but for two', () => {
  const objects = objectsIn('001-build');
  expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
    'ClusterRoleBinding run-cluster-admin',
    'ConfigMap build-env',
    'ConfigMap studioml-go-runner',
    'Deployment minio-deployment',
    'Job build',
    'Namespace build-studio-go-runner-user',
    'PersistentVolumeClaim minio-pv-claim',
    'ReplicationController rabbitmq-controller',
    'Service minio-service',
    'Service rabbitmq-service',
  ]);
  const outside = objects.filter(({ metadata }) => metadata.namespace !== 'build-studio-go-runner-user');
  expect(outside.map(({ kind }) => kind as string).sort()).toEqual(['ClusterRoleBinding', 'Namespace']);
});
