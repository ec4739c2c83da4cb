import { load, loadAll } from 'js-yaml';
import { Placement } from '../../src/core/placement';
import { Taint } from '../../src/core/taint';
import { DevicePlugin, GpuSmokeTest, Sharing } from '../../src/nvidia';
import { objectsOf, problemOf } from './render';

const DAEMON_SET_003 = `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: nvidia-device-plugin-daemonset
  namespace: gpu-resources
spec:
  selector:
    matchLabels:
      name: nvidia-device-plugin-ds
  updateStrategy:
    type: RollingUpdate
  template:
    metadata:
      annotations:
        scheduler.alpha.kubernetes.io/critical-pod: ""
      labels:
        name: nvidia-device-plugin-ds
    spec:
      tolerations:
      - key: CriticalAddonsOnly
        operator: Exists
      - key: nvidia.com/gpu
        operator: Exists
        effect: NoSchedule
      - key: "sku"
        operator: "Equal"
        value: "gpu"
        effect: "NoSchedule"
      containers:
      - image: mcr.microsoft.com/oss/nvidia/k8s-device-plugin:v0.14.1
        name: nvidia-device-plugin-ctr
        securityContext:
          allowPrivilegeEscalation: false
          capabilities:
            drop: ["ALL"]
        volumeMounts:
          - name: device-plugin
            mountPath: /var/lib/kubelet/device-plugins
      volumes:
        - name: device-plugin
          hostPath:
            path: /var/lib/kubelet/device-plugins
`;

const JOB_003 = `
apiVersion: batch/v1
kind: Job
metadata:
  labels:
    app: samples-tf-mnist-demo
  name: samples-tf-mnist-demo
spec:
  template:
    metadata:
      labels:
        app: samples-tf-mnist-demo
    spec:
      containers:
      - name: samples-tf-mnist-demo
        image: mcr.microsoft.com/azuredocs/samples-tf-mnist-demo:gpu
        args: ["--max_steps", "500"]
        imagePullPolicy: IfNotPresent
        resources:
          limits:
            nvidia.com/gpu: "1"
      restartPolicy: OnFailure
      tolerations:
      - key: "sku"
        operator: "Equal"
        value: "gpu"
        effect: "NoSchedule"
`;

/** The DaemonSet of document 000, as `apps/v1` with the selector that `extensions/v1beta1` did without. */
const DAEMON_SET_000 = `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: nvidia-device-plugin-daemonset
  namespace: gpu-resources
spec:
  selector:
    matchLabels:
      name: nvidia-device-plugin-ds
  updateStrategy:
    type: RollingUpdate
  template:
    metadata:
      annotations:
        scheduler.alpha.kubernetes.io/critical-pod: ""
      labels:
        name: nvidia-device-plugin-ds
    spec:
      tolerations:
      - key: CriticalAddonsOnly
        operator: Exists
      - key: nvidia.com/gpu
        operator: Exists
        effect: NoSchedule
      containers:
      - image: nvidia/k8s-device-plugin:1.11
        name: nvidia-device-plugin-ctr
        securityContext:
          allowPrivilegeEscalation: false
          capabilities:
            drop: ["ALL"]
        volumeMounts:
          - name: device-plugin
            mountPath: /var/lib/kubelet/device-plugins
      volumes:
        - name: device-plugin
          hostPath:
            path: /var/lib/kubelet/device-plugins
`;

describe('documented editions', () => {
  test('the DaemonSet of document 003, field for field and nothing beside it', () => {
    expect(objectsOf((chart) => new DevicePlugin(chart, 'p', { edition: 'documented-0.14.1' }))).toEqual(
      loadAll(DAEMON_SET_003),
    );
  });

  test('the DaemonSet of document 003 with the taint given', () => {
    const taints = [Taint.noSchedule('sku', 'gpu')];
    expect(objectsOf((chart) => new DevicePlugin(chart, 'p', { edition: 'documented-0.14.1', taints }))).toEqual(
      loadAll(DAEMON_SET_003),
    );
  });

  test('the DaemonSet of document 000 as apps/v1', () => {
    expect(objectsOf((chart) => new DevicePlugin(chart, 'p', { edition: 'documented-1.11' }))).toEqual(
      loadAll(DAEMON_SET_000),
    );
  });

  test('the namespace of the documents where it is asked for', () => {
    const objects = objectsOf(
      (chart) => new DevicePlugin(chart, 'p', { edition: 'documented-1.11', createNamespace: true }),
    );
    expect(objects.map(({ kind }) => kind)).toEqual(['Namespace', 'DaemonSet']);
  });

  test('other taints and tolerations in place of sku=gpu', () => {
    const [daemonSet] = objectsOf(
      (chart) =>
        new DevicePlugin(chart, 'p', {
          edition: 'documented-0.14.1',
          taints: [Taint.spot()],
          tolerations: [{ key: 'team', operator: 'Exists' }],
        }),
    );
    expect(daemonSet!.spec.template.spec.tolerations.slice(2)).toEqual([
      { key: 'kubernetes.azure.com/scalesetpriority', operator: 'Equal', value: 'spot', effect: 'NoSchedule' },
      { key: 'team', operator: 'Exists' },
    ]);
  });

  test('the Job of document 003, field for field', () => {
    const [job, ...others] = objectsOf((chart) => new GpuSmokeTest(chart, 't', { edition: 'documented' }));
    expect(others).toEqual([]);
    // The chart of this test has a namespace; the document leaves it to kubectl.
    delete job!.metadata.namespace;
    expect(job).toEqual(load(JOB_003));
  });

  test('the Job of document 003 on the pool of the same document, which it does not tolerate as it stands (KKA-04)', () => {
    const [job] = objectsOf(
      (chart) =>
        new GpuSmokeTest(chart, 't', { edition: 'documented', placement: new Placement({ taints: [Taint.gpu()] }) }),
    );
    expect(job!.spec.template.spec.tolerations).toEqual([Taint.gpu().toleration()]);
  });
});

describe('documented editions refuse what they do not have', () => {
  test.each([
    ['pools', []],
    ['sharing', Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: 2 }] })],
    ['configs', { default: 'a', map: {} }],
    ['image', 'mirror/k8s-device-plugin:v0.14.1'],
    ['release', 'v0.20.0'],
    ['placement', Placement.labels({ gpu: 'true' })],
    ['priorityClassName', 'system-node-critical'],
    ['failOnInitError', false],
    ['updateStrategy', { type: 'OnDelete' }],
  ])('%s', (option, value) => {
    expect(problemOf((chart) => new DevicePlugin(chart, 'p', { edition: 'documented-0.14.1', [option]: value }))).toBe(
      `[gpu/p] ${option} is given with edition 'documented-0.14.1', allowed with it are name, namespace, createNamespace, taints, tolerations`,
    );
  });

  test.each([
    ['gpus', 1],
    ['gpuResource', 'nvidia.com/gpu'],
    ['image', 'busybox'],
    ['args', []],
    ['backoffLimit', 2],
    ['ttlSecondsAfterFinished', 0],
    ['safeDefaults', {}],
  ])('%s of the Job', (option, value) => {
    expect(problemOf((chart) => new GpuSmokeTest(chart, 't', { edition: 'documented', [option]: value }))).toBe(
      `[gpu/t] ${option} is given with edition 'documented', allowed with it are name, placement`,
    );
  });
});
