import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { PlatformApp } from '../../src/core/platform-app';
import { Placement } from '../../src/core/placement';
import { Taint } from '../../src/core/taint';
import { messageOf, yamlOf } from '../support/chart';

const placement = new Placement({
  taints: [Taint.gpu()],
  nodeSelector: { 'example.com/pool': 'a100' },
  nodeSelectorTerms: [{ matchExpressions: [{ key: 'example.com/gpus', operator: 'Gt', values: ['0'] }] }],
});
const PLACED = {
  tolerations: placement.tolerations,
  nodeSelector: { 'example.com/pool': 'a100' },
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: placement.nodeSelectorTerms },
    },
  },
};
const containers = [{ image: 'ghcr.io/example/web:1.0' }];

describe.each([
  ['App', () => new App()],
  ['PlatformApp', () => new PlatformApp()],
])('a placement of a workload of cdk8s-plus in a %s', (_name, app) => {
  test.each<[string, (chart: Chart) => kplus.Workload, (object: any) => unknown]>([
    ['Deployment', (chart) => new kplus.Deployment(chart, 'it', { containers }), ({ spec }) => spec.template.spec],
    ['Job', (chart) => new kplus.Job(chart, 'it', { containers }), ({ spec }) => spec.template.spec],
    [
      'CronJob',
      (chart) => new kplus.CronJob(chart, 'it', { containers, schedule: { expressionString: '0 3 * * *' } }),
      ({ spec }) => spec.jobTemplate.spec.template.spec,
    ],
  ])('%s', (_kind, build, podSpec) => {
    const chart = new Chart(app(), 'test', { namespace: 'ml' });
    const workload = build(chart);
    placement.applyTo(workload);
    expect(podSpec(ApiObject.of(workload).toJson())).toMatchObject(PLACED);
    expect(yamlOf(chart)).toContain('example.com/pool: a100');
  });
});

test('what the workload says and the placement does not stays', () => {
  const web = new kplus.Deployment(new Chart(new App(), 'test'), 'it', { containers });
  web.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('zone', 'a')));
  new Placement({ taints: [Taint.gpu()] }).applyTo(web);
  const { affinity, tolerations } = ApiObject.of(web).toJson().spec.template.spec;
  expect(JSON.stringify(affinity)).toContain('"zone"');
  expect(tolerations).toEqual(placement.tolerations);
});

test('an object without pods is refused', () => {
  const config = new kplus.ConfigMap(new Chart(new App(), 'test'), 'it');
  expect(messageOf(() => placement.applyTo(config))).toBe(
    '[test/it] a ConfigMap has no pods to place, allowed are CronJob, DaemonSet, Deployment, Job, Pod, ReplicaSet, StatefulSet',
  );
});
