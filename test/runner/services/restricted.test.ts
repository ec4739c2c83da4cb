import type { Chart } from 'cdk8s';
import { KubeObject } from '../../../src/core/kube-object';
import { Target } from '../../../src/facts/target';
import { BuildAndTest } from '../../../src/runner/build-and-test';
import { MinioServer, RabbitMq } from '../../../src/runner/services';
import { credentials, strictFindings } from './support';

const inNamespace = (level: string, build: (chart: Chart) => unknown, version: '1.27' | '1.36'): string[] =>
  strictFindings(
    (chart) => {
      const labels = { 'pod-security.kubernetes.io/enforce': level };
      new KubeObject(chart, 'Lab', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'lab', labels } });
      build(chart);
    },
    'lab',
    Target.generic(version),
  );

describe.each(['1.27', '1.36'] as const)('at Kubernetes %s', (version) => {
  test.each<[string, (chart: Chart) => unknown]>([
    ['RabbitMq', (chart) => new RabbitMq(chart, 'it', credentials())],
    ['RabbitMq as a Deployment', (chart) => new RabbitMq(chart, 'it', { ...credentials(), workload: 'Deployment' })],
    ['MinioServer', (chart) => new MinioServer(chart, 'it', { ...credentials(), console: true })],
  ])('%s runs in a restricted namespace', (_name, build) => {
    expect(inNamespace('restricted', build, version)).toEqual([]);
  });

  test('a build runs in a baseline namespace, and not in a restricted one', () => {
    const build = (chart: Chart): unknown => new BuildAndTest(chart, 'it', { branch: 'a-1', createNamespace: false });
    expect(inNamespace('baseline', build, version)).toEqual([]);
    expect(inNamespace('restricted', build, version).join('\n')).toMatch(/runAsNonRoot/);
  });
});
