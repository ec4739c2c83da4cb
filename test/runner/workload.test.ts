import { ApiObject } from 'cdk8s';
import { Placement } from '../../src/core/placement';
import { Taint } from '../../src/core/taint';
import { DOCUMENTED_IMAGES, Runner } from '../../src/runner';
import { testChart, yamlFrom } from '../support/chart';
import { find, podOf, rabbit, refusal, render, settingsOf, strictFindings, valid } from './support';

describe('Job', () => {
  const job = { ...valid('0.13.2'), workload: 'Job', limits: { idleDuration: '15m' } } as const;

  test('runs to completion', () => {
    const { spec } = find(render({ ...job, parallelism: 4, backoffLimit: 0 }), 'Job');
    expect(spec).toMatchObject({ parallelism: 4, backoffLimit: 0, template: { spec: { restartPolicy: 'Never' } } });
    expect(ApiObject.of(new Runner(testChart(), 'runner', job)).kind).toBe('Job');
    expect(strictFindings((chart) => new Runner(chart, 'runner', job))).toEqual([]);
  });

  test('as YAML', () => expect(yamlFrom((chart) => new Runner(chart, 'runner', job))).toMatchSnapshot());

  test('a pod that is evicted works on for an hour, and only then is another one made', () => {
    expect(find(render(job), 'Job').spec.podFailurePolicy.rules).toEqual([
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ]);
  });

  test.each<[string, object, string]>([
    [
      'no limit',
      { limits: undefined },
      "workload is 'Job', which needs limits.idleDuration or limits.tasks, or it never ends",
    ],
    [
      'limits that never end it',
      { limits: { tasks: 0, idleDuration: '0s' } },
      "workload is 'Job', which needs limits.idleDuration or limits.tasks, or it never ends",
    ],
    [
      'a release that has none',
      { version: '0.9.21', limits: undefined, clearTextMessages: undefined },
      "workload is 'Job', and 0.9.21 never ends by itself; releases from 0.13.2 up to 0.14.x do",
    ],
    ['replicas', { replicas: 2 }, 'replicas is given, and a Job does not have it'],
    ['a strategy', { strategy: 'Recreate' }, 'strategy is given, and a Job does not have it'],
    ['half of a pod', { parallelism: 0.5 }, 'parallelism is 0.5, allowed are whole numbers of at least 0'],
    ['less than no retries', { backoffLimit: -1 }, 'backoffLimit is -1, allowed are whole numbers of at least 0'],
  ])('%s', (_what, props, message) => expect(refusal({ ...job, ...props })).toBe(message));

  test('tasks alone end it', () => {
    expect(settingsOf({ ...job, limits: { tasks: 1 } })).toMatchObject({ LIMIT_TASKS: '1' });
  });
});

describe('Deployment', () => {
  const specOf = (props: object) => find(render({ ...valid('0.9.21'), ...props }), 'Deployment').spec;

  test('an update fits a full pool: the old pod goes first', () => {
    expect(specOf({}).strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
    // The old pod holds its GPU for all of its grace period.
    expect(specOf({}).progressDeadlineSeconds).toBe(5400);
    expect(specOf({ terminationGracePeriodSeconds: 60 }).progressDeadlineSeconds).toBe(1860);
    expect(specOf({ progressDeadlineSeconds: 60 }).progressDeadlineSeconds).toBe(60);
  });

  test('or all of them', () => expect(specOf({ strategy: 'Recreate' }).strategy).toEqual({ type: 'Recreate' }));

  test('a pool with room may have one more', () => {
    expect(specOf({ maxSurge: 1, maxUnavailable: 0 }).strategy.rollingUpdate).toEqual({
      maxSurge: 1,
      maxUnavailable: 0,
    });
  });

  test.each<[object, string]>([
    [{ maxUnavailable: 0 }, 'maxSurge and maxUnavailable are 0, and no update could begin'],
    [{ maxSurge: '0%', maxUnavailable: 0 }, 'maxSurge and maxUnavailable are 0, and no update could begin'],
    [{ maxSurge: 'one' }, "maxSurge is 'one', allowed is a whole number or a share such as 25%"],
    [{ maxUnavailable: -1 }, 'maxUnavailable is -1, allowed are whole numbers of at least 0'],
    [
      { strategy: 'Recreate', maxSurge: 1 },
      "maxSurge or maxUnavailable is given, and strategy 'Recreate' does not have it",
    ],
    [{ strategy: 'Rolling' }, "strategy is 'Rolling', allowed are RollingUpdate, Recreate"],
    [{ workload: 'DaemonSet' }, "workload is 'DaemonSet', allowed are Deployment, Job"],
    [{ parallelism: 2 }, 'parallelism is given, and a Deployment does not have it'],
    [{ progressDeadlineSeconds: 0 }, 'progressDeadlineSeconds is 0, allowed are whole numbers of at least 1'],
    [{ imagePullSecretsOn: 'node' }, "imagePullSecretsOn is 'node', allowed are pod, account, both"],
  ])('%j', (props, message) => expect(refusal({ ...valid('0.9.21'), ...props })).toBe(message));
});

describe('GPUs', () => {
  test.each(['nvidia.com/gpu', 'nvidia.com/gpu.shared', 'nvidia.com/mig-1g.10gb', 'nvidia.com/mig-2g.20gb.shared'])(
    '%s is what a device plugin offers',
    (gpuResource) => {
      const [container] = podOf(render({ ...valid('0.9.21'), gpuResource })).containers;
      expect(container.resources.limits).toMatchObject({ [gpuResource]: 1 });
    },
  );

  test('without a GPU the program is told so, or it ends at its start', () => {
    for (const props of [{ cpuOnly: true }, { gpus: 0 }] as const) {
      const objects = render({ ...valid('0.9.21'), ...props });
      expect(find(objects, 'ConfigMap', 'studioml-env').data.CPU_ONLY).toBe('true');
      expect(podOf(objects).containers[0].resources.limits).toEqual({ cpu: 2, memory: '10Gi' });
      expect(podOf(objects).containers[0].env).toContainEqual({ name: 'NVIDIA_VISIBLE_DEVICES', value: 'void' });
    }
    expect(JSON.stringify(render(valid('0.9.21')))).not.toContain('NVIDIA_VISIBLE_DEVICES');
    expect(settingsOf(valid('0.9.21'))).not.toHaveProperty('CPU_ONLY');
  });

  const removed =
    "'alpha.kubernetes.io/nvidia-gpu', which Kubernetes 1.11 removed; allowed is what a device plugin offers, such as nvidia.com/gpu";
  test.each<[object, string]>([
    [{ gpuResource: 'alpha.kubernetes.io/nvidia-gpu' }, `gpuResource is ${removed}`],
    [{ resources: { limits: { 'alpha.kubernetes.io/nvidia-gpu': 1 } } }, `resources is ${removed}`],
    [{ cpuOnly: true, gpus: 1 }, 'cpuOnly is true and gpus is 1, allowed is one of the two'],
    [
      { cpuOnly: true, resources: { limits: { 'nvidia.com/gpu': 1 } } },
      'cpuOnly is true and resources ask for nvidia.com/gpu, allowed is one of the two',
    ],
    [
      { cpuOnly: true, placement: new Placement({ taints: [Taint.gpu()] }) },
      'cpuOnly is true and the placement tolerates nvidia.com/gpu, the taint of GPU nodes',
    ],
    [
      { cpuOnly: true, placement: new Placement({ taints: [Taint.noSchedule('sku', 'gpu')] }) },
      'cpuOnly is true and the placement tolerates sku, the taint of GPU nodes',
    ],
  ])('%j', (props, message) => expect(refusal({ ...valid('0.9.21'), ...props })).toBe(message));

  test('a placement that tolerates something else goes without a GPU', () => {
    const placement = new Placement({ taints: [Taint.spot(), Taint.noSchedule('sku', 'cpu')] });
    expect(() => render({ ...valid('0.9.21'), cpuOnly: true, placement })).not.toThrow();
  });
});

describe('the working directory', () => {
  const volumesOf = (props: object) => podOf(render({ ...valid('0.9.21'), ...props })).volumes;
  const name = 'tmp-volume';

  test.each<[object, unknown]>([
    [{}, [{ name, emptyDir: { sizeLimit: '80Gi' } }]],
    [{ workSize: '1Ti' }, [{ name, emptyDir: { sizeLimit: '1Ti' } }]],
    [{ workVolume: { emptyDir: { sizeLimit: '9Gi' } } }, [{ name, emptyDir: { sizeLimit: '9Gi' } }]],
    [{ workVolume: { claimName: 'work' } }, [{ name, persistentVolumeClaim: { claimName: 'work' } }]],
    [{ workVolume: 'none' }, undefined],
  ])('%j', (props, volumes) => expect(volumesOf(props)).toEqual(volumes));

  test('a claim that is made with each pod', () => {
    const [{ ephemeral }] = volumesOf({ workVolume: { ephemeral: { size: '9Gi' } } });
    expect(ephemeral.volumeClaimTemplate.spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '9Gi' } },
    });
  });

  test('it lies where the program works', () => {
    const objects = render({ ...valid('0.9.21'), workingDir: '/work' });
    expect(podOf(objects).containers[0].volumeMounts).toEqual([{ name, mountPath: '/work' }]);
    expect(find(objects, 'ConfigMap', 'studioml-env').data.WORKING_DIR).toBe('/work');
  });

  test.each<[object, string]>([
    [{ workSize: '1Gi', workVolume: 'none' }, 'workSize and workVolume are given, and the one is short for the other'],
    [{ workVolume: {} }, 'workVolume has none of emptyDir, claimName and ephemeral, allowed is one of them, or none'],
    [
      { workVolume: { ephemeral: { size: '' } } },
      "workVolume.ephemeral.size is '', allowed is a quantity such as 80Gi",
    ],
    [
      { workVolume: { emptyDir: { sizeLimit: '-1Gi' } } },
      "workVolume.emptyDir.sizeLimit is '-1Gi', allowed is a quantity such as 80Gi",
    ],
  ])('%j', (props, message) => expect(refusal({ ...valid('0.9.21'), ...props })).toBe(message));
});

describe('images', () => {
  const imageOf = (props: object): string => podOf(render({ ...valid('0.9.21'), ...props })).containers[0].image;

  test.each([
    ['0.9.9', 'leafai/studio-go-runner:0.9.9'],
    ['0.9.20', DOCUMENTED_IMAGES.audited],
    ['0.9.21', DOCUMENTED_IMAGES.runner],
    ['v0.9.21', DOCUMENTED_IMAGES.runner],
    ['v0.9.9', 'leafai/studio-go-runner:0.9.9'],
    ['0.10.0', 'quay.io/leafai/studio-go-runner:0.10.0'],
    ['0.14.2-main-aaaagririzo', 'quay.io/leafai/studio-go-runner:0.14.2-main-aaaagririzo'],
  ])('%s', (version, image) => expect(imageOf(valid(version))).toBe(image));

  test.each(['r.example.com:5000/a:1', `a@sha256:${'0'.repeat(64)}`, `a/b:1@sha256:${'f'.repeat(64)}`])(
    '%s',
    (image) => {
      expect(imageOf({ image })).toBe(image);
    },
  );

  test.each<[object, string]>([
    [{ image: 'a/b' }, "image is 'a/b', which may be another one tomorrow; allowed is an image with its tag or digest"],
    [
      { image: 'a/b:latest' },
      "image is 'a/b:latest', which may be another one tomorrow; allowed is an image with its tag or digest",
    ],
    [{ image: 'a/B:1' }, "image is 'a/B:1', allowed is an image with its tag"],
    [{ version: 'HEAD', image: undefined, queues: { sqs: {} } }, 'image is missing, and none of HEAD is published'],
  ])('%j', (props, message) => expect(refusal({ ...valid('0.9.21'), ...props })).toBe(message));
});

describe('metrics', () => {
  test('the probes knock where the PodMonitor looks and the program listens', () => {
    const objects = render({ ...valid('0.9.21'), metrics: { port: 9100, podMonitor: true } });
    const [container] = podOf(objects).containers;
    expect(container.ports).toEqual([{ name: 'prometheus', containerPort: 9100 }]);
    expect(container.readinessProbe.httpGet).toEqual({ path: '/metrics', port: 'prometheus' });
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 'prometheus' });
    expect(find(objects, 'ConfigMap', 'studioml-env').data.PROM_ADDRESS).toBe(':9100');
    expect(find(objects, 'PodMonitor')).toEqual({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'studioml-go-runner-deployment', namespace: 'ml' },
      spec: {
        selector: { matchLabels: { app: 'studioml-go-runner' } },
        podMetricsEndpoints: [{ port: 'prometheus', path: '/metrics' }],
      },
    });
  });

  test('no PodMonitor unless it is asked for', () => {
    expect(find(render({ ...valid('0.9.21'), metrics: { podMonitor: false } }), 'PodMonitor')).toBeUndefined();
    expect(find(render(valid('0.9.21')), 'PodMonitor')).toBeUndefined();
  });

  test('an interval that is none', () => {
    const podMonitor = { interval: 'often' };
    expect(refusal({ ...valid('0.9.21'), metrics: { podMonitor } })).toContain('PodMonitor monitoring.coreos.com/v1:');
  });

  test.each(['0.14.3', 'HEAD'])('%s listens on nothing, so nothing knocks', (version) => {
    const objects = render(valid(version));
    const [container] = podOf(objects).containers;
    expect(Object.keys(container as object).filter((field) => /Probe|ports/.test(field))).toEqual([]);
    expect(find(objects, 'ConfigMap', 'studioml-env').data).not.toHaveProperty('PROM_ADDRESS');
  });
});

describe("the node's own driver", () => {
  test.each([
    ['nvidia-384', ['/usr/lib/nvidia-384/bin', '/usr/lib/nvidia-384', '/usr/lib/x86_64-linux-gnu/libcuda.so.1']],
    ['usr-local-nvidia', ['/usr/local/nvidia', '/usr/lib/x86_64-linux-gnu/libcuda.so.1']],
  ] as const)('%s', (insecureHostGpuLibraries, paths) => {
    const { volumes } = podOf(render({ ...valid('0.9.21'), insecureHostGpuLibraries }));
    const hostPaths = volumes.flatMap(({ hostPath }: { hostPath?: { path: string } }) => hostPath?.path ?? []);
    expect(hostPaths).toEqual(paths);
  });

  test('not unless it is asked for', () => {
    expect(JSON.stringify(render(valid('0.9.21')))).not.toContain('hostPath');
  });

  test('another driver', () => {
    expect(refusal({ ...valid('0.9.21'), queues: { rabbit }, insecureHostGpuLibraries: 'nvidia-535' })).toBe(
      "insecureHostGpuLibraries is 'nvidia-535', allowed are nvidia-384, usr-local-nvidia",
    );
  });
});
