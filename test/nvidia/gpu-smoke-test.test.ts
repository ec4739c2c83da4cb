import { ApiObject, Chart } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { Taint } from '../../src/core/taint';
import { Target } from '../../src/facts/target';
import { DevicePlugin, GpuSmokeTest, Sharing, migResource } from '../../src/nvidia';
import type { GpuSmokeTestProps } from '../../src/nvidia';
import { chartOf, frozen, objectsOf, pool, problemOf, yamlOf } from './render';

const yaml = (props?: GpuSmokeTestProps): string => yamlOf((chart) => new GpuSmokeTest(chart, 'test', props));

const EVERYTHING: GpuSmokeTestProps = {
  placement: pool('a100', { taints: [Taint.gpu(), Taint.spot()] }).placement(),
  gpus: 2,
  gpuResource: migResource('1g.10gb'),
  image: 'mirror.example.com/cuda-sample:nbody-cuda12.5.0',
  args: ['-benchmark'],
  name: 'nbody',
  program: 'vector-add',
  form: 'job',
  backoffLimit: 0,
  ttlSecondsAfterFinished: 60,
  safeDefaults: { nonRoot: false, readOnlyRootFilesystem: false },
};

describe('GpuSmokeTest', () => {
  test('defaults', () => expect(yaml()).toMatchSnapshot());
  test('everything set', () => expect(yaml(EVERYTHING)).toMatchSnapshot());
  test('documented', () => expect(yaml({ edition: 'documented' })).toMatchSnapshot());
  test('documented-tf-gpu', () => expect(yaml({ edition: 'documented-tf-gpu' })).toMatchSnapshot());
  test('documented-nvidia-smi', () => expect(yaml({ edition: 'documented-nvidia-smi' })).toMatchSnapshot());
  test('nvidia-smi', () => expect(yaml({ program: 'nvidia-smi', name: 'nvidia-smi' })).toMatchSnapshot());
  test('tensorflow, as a Pod', () =>
    expect(yaml({ program: 'tensorflow', form: 'pod', name: 'tf-gpu' })).toMatchSnapshot());

  test.each(['vector-add', 'nvidia-smi', 'tensorflow'] as const)('%s passes all checks in both forms', (program) => {
    for (const form of ['job', 'pod'] as const) {
      const app = new PlatformApp({
        target: Target.eks('1.34', { podSecurity: 'restricted' }),
        checks: { preset: 'strict' },
      });
      new GpuSmokeTest(new Chart(app, 'gpu', { namespace: 'default' }), 'test', { program, form });
      expect(app.check()).toEqual([]);
    }
  });

  test('SGR-17: the checks report the tag of the documented nvidia-smi, and nothing of the images of tf-gpu', () => {
    const app = new PlatformApp();
    const chart = new Chart(app, 'gpu', { namespace: 'default' });
    new GpuSmokeTest(chart, 'smi', { edition: 'documented-nvidia-smi' });
    new GpuSmokeTest(chart, 'tf', { edition: 'documented-tf-gpu' });
    const images = app.check().filter(({ rule }) => rule.startsWith('IMG'));
    expect(images.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      "IMG002 image 'nvidia/cuda:latest' is whatever is latest",
    ]);
  });

  test('SGR-17: every image has a version', () => {
    const images = (['vector-add', 'nvidia-smi', 'tensorflow'] as const).map((program) => {
      const [job] = objectsOf((chart) => new GpuSmokeTest(chart, 'test', { program }));
      return job!.spec.template.spec.containers[0].image as string;
    });
    for (const image of images) expect(image).toMatch(/:[a-z]*-?[a-z]*\d+\.\d+\.\d+[-.\w]*$/);
    expect(new Set(images).size).toBe(3);
  });

  test('a documented pod may be placed otherwise', () => {
    const placement = pool('a100').placement();
    const [pod] = objectsOf((chart) => new GpuSmokeTest(chart, 'test', { edition: 'documented-tf-gpu', placement }));
    expect(pod!.spec.tolerations).toEqual([Taint.gpu().toleration()]);
  });

  test('the chain from the pool over the plugin to the test comes from two objects', () => {
    const gpus = pool('a100', { spot: true });
    const sharing = Sharing.timeSlicing({
      resources: [{ name: 'nvidia.com/gpu', replicas: 4 }],
      renameByDefault: true,
    });
    const [job] = objectsOf((chart) => {
      const plugin = new DevicePlugin(chart, 'plugin', { pools: [gpus], sharing });
      return new GpuSmokeTest(chart, 'test', { placement: gpus.placement(), gpuResource: plugin.resourceNames[0] });
    }).filter(({ kind }) => kind === 'Job');
    expect(job!.spec.template.spec).toMatchObject({
      nodeSelector: { 'karpenter.sh/nodepool': 'a100' },
      tolerations: [Taint.gpu().toleration()],
      containers: [{ resources: { limits: { 'nvidia.com/gpu.shared': 1 } } }],
    });
  });

  test('it takes the namespace of its chart', () => {
    expect(objectsOf((chart) => new GpuSmokeTest(chart, 'test'))[0]!.metadata.namespace).toBe('studioml');
  });

  test('ApiObject.of finds the Job', () => {
    const chart = chartOf((scope) => new GpuSmokeTest(scope, 'test'));
    expect(ApiObject.of(chart.node.findChild('test')).kind).toBe('Job');
  });

  test('renders twice the same and changes nothing that it is given', () => {
    const props = frozen({ ...EVERYTHING });
    const chart = chartOf((scope) => new GpuSmokeTest(scope, 'test', props));
    expect(chart.toJson()).toEqual(chart.toJson());
    expect(yaml(props)).toBe(yaml(props));
  });

  test.each<[Record<string, unknown>, string]>([
    [
      { edition: 'old' },
      "edition is 'old', allowed are platform, documented, documented-tf-gpu, documented-nvidia-smi",
    ],
    [{ program: 'pytorch' }, "program is 'pytorch', allowed are vector-add, nvidia-smi, tensorflow"],
    [{ form: 'deployment' }, "form is 'deployment', allowed are job, pod"],
    [{ form: 'pod', backoffLimit: 1 }, "backoffLimit is given, and a Pod does not have it; it goes with form 'job'"],
    [
      { form: 'pod', ttlSecondsAfterFinished: 1 },
      "ttlSecondsAfterFinished is given, and a Pod does not have it; it goes with form 'job'",
    ],
    [
      { edition: 'documented-nvidia-smi', form: 'pod' },
      "form is given with edition 'documented-nvidia-smi', allowed with it are name, placement",
    ],
    [{ gpus: 0 }, 'gpus is 0, allowed are whole numbers of at least 1'],
    [{ gpus: '1' }, "gpus is '1', allowed are whole numbers of at least 1"],
    [{ gpuResource: 'a/b/c' }, "gpuResource 'a/b/c' must be a name with at most one prefix and '/'"],
    [{ backoffLimit: -1 }, 'backoffLimit is -1, allowed are whole numbers of at least 0'],
    [{ ttlSecondsAfterFinished: 1.5 }, 'ttlSecondsAfterFinished is 1.5, allowed are whole numbers of at least 0'],
    [{ name: 'a.b' }, "name 'a.b' must not contain dots"],
  ])('refuses %j', (props, problem) => {
    expect(problemOf((chart) => new GpuSmokeTest(chart, 'test', props as GpuSmokeTestProps))).toBe(
      `[gpu/test] ${problem}`,
    );
  });
});
