import { ApiObject } from 'cdk8s';
import type { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { CronJob } from '../../../src/core/workload/cron-job';
import { DaemonSet } from '../../../src/core/workload/daemon-set';
import { Deployment } from '../../../src/core/workload/deployment';
import { Job } from '../../../src/core/workload/job';
import { StatefulSet } from '../../../src/core/workload/stateful-set';
import { labelValue } from '../../../src/facts/names';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../../support/chart';
import type { Rendered } from '../../support/chart';
import { CONSTRUCTS } from '../../support/constructs';

const containers = [{ name: 'main', image: 'ghcr.io/example/main:1.0' }];
const template = { containers };
const metadata = { name: 'web' };

const DEFAULTS: [string, (chart: Chart) => Construct][] = [
  ['Deployment', (chart) => new Deployment(chart, 'web', { metadata, template })],
  ['StatefulSet', (chart) => new StatefulSet(chart, 'web', { metadata, template })],
  ['DaemonSet', (chart) => new DaemonSet(chart, 'web', { metadata, template })],
  ['Job', (chart) => new Job(chart, 'web', { metadata, template })],
  ['CronJob', (chart) => new CronJob(chart, 'web', { metadata, schedule: '0 3 * * *', jobTemplate: { template } })],
];

describe.each(DEFAULTS)('a %s with nothing but a container', (kind, build) => {
  test('its YAML', () => {
    expect(yamlFrom(build)).toMatchSnapshot();
  });

  test('the object is found from the construct, under its name', () => {
    const workload = build(testChart()) as Construct & { readonly name: string };
    const object = ApiObject.of(workload);
    expect([object.kind, object.name, workload.name]).toEqual([kind, 'web', 'web']);
    expect(object.node.path).toBe('test/web/Resource');
  });
});

// Fields of Kubernetes are in fields.test.ts; these are those that are rendered into others.
test.each(DEFAULTS.map(([kind]) => kind))(
  'the YAML of a %s with placement, GPUs, secrets and init containers',
  (kind) => {
    const { props, build } = CONSTRUCTS.find(({ name }) => name === kind)!;
    expect(yamlFrom((chart) => build(chart, props() as never))).toMatchSnapshot();
  },
);

describe.each([
  ['Deployment', Deployment],
  ['StatefulSet', StatefulSet],
  ['DaemonSet', DaemonSet],
])('selector and labels of a %s', (_kind, Workload) => {
  const render = (props: Record<string, unknown>): Rendered =>
    objectsOf((chart) => new Workload(chart, 'web', { metadata, template, ...props }))[0].spec;

  test('the labels of the template are the selector, unless it is given', () => {
    const labels = { app: 'web', tier: 'front' };
    expect(render({ template: { ...template, labels } }).selector).toEqual({ matchLabels: labels });
    const spec = render({ template: { ...template, labels }, selector: { matchLabels: { app: 'web' } } });
    expect(spec.selector).toEqual({ matchLabels: { app: 'web' } });
    expect(spec.template.metadata.labels).toEqual(labels);
  });

  test('the labels of a selector are those of the pods, unless they are given', () => {
    const selector = { matchLabels: { app: 'web' } };
    expect(render({ selector }).template.metadata.labels).toEqual({ app: 'web' });
  });

  test('a selector of expressions is rendered as it is', () => {
    const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }] };
    const spec = render({ selector, template: { ...template, labels: { app: 'web' } } });
    expect(spec.selector).toEqual(selector);
    expect(spec.template.metadata.labels).toEqual({ app: 'web' });
  });

  test('a selector that the pods do not fulfil is refused', () => {
    const build = (labels: Record<string, string>) => () =>
      render({ selector: { matchLabels: { app: 'web' } }, template: { ...template, labels } });
    const message = "[test/web] the selector wants the label 'app: web' that the template's pods do not have";
    expect(messageOf(build({ app: 'other' }))).toBe(message);
    expect(messageOf(build({}))).toBe(message);
    expect(messageOf(build({ app: 'web', more: 'x' }))).toBe('nothing was thrown');
  });

  test('labels that are empty select nothing, and Kubernetes refuses that', () => {
    expect(messageOf(() => render({ template: { ...template, labels: {} } }))).toBe(
      '[test/web] the pods have no labels to select them by',
    );
  });

  test('a workload tells the labels that select its pods', () => {
    const chart = testChart();
    expect(new Workload(chart, 'a', { metadata, template }).matchLabels).toEqual({ 'app.kubernetes.io/name': 'web' });
    expect(new Workload(chart, 'b', { metadata, template: { ...template, labels: { app: 'b' } } }).matchLabels).toEqual(
      { app: 'b' },
    );
  });

  test('two workloads without a name do not select the pods of each other, although they have one id', () => {
    const chart = testChart();
    const labels = ['left', 'right'].map(
      (scope) => new Workload(new Construct(chart, scope), 'web', { template }).matchLabels,
    );
    expect(labels[0]).not.toEqual(labels[1]);
  });

  test.each(['Web Server', 'web.', '-', `a${'b'.repeat(80)}`])(
    'the id %p makes a label that Kubernetes allows',
    (id) => {
      const labels = new Workload(testChart(), id, { template }).matchLabels;
      expect(Object.values(labels).map(labelValue)).toEqual([undefined]);
    },
  );

  test.each([`${'a'.repeat(62)}-b`, `${'a'.repeat(62)}.b`, 'a'.repeat(253)])(
    'the name %s makes a label that Kubernetes allows',
    (name) => {
      const labels = new Workload(testChart(), 'web', { metadata: { name }, template }).matchLabels;
      expect(Object.values(labels).map(labelValue)).toEqual([undefined]);
    },
  );
});

describe('Job and CronJob', () => {
  const job = (restartPolicy: string) => () =>
    new Job(testChart(), 'job', { template: { ...template, restartPolicy } });
  const cronJob = (restartPolicy: string) => () =>
    new CronJob(testChart(), 'cron', { schedule: '@daily', jobTemplate: { template: { ...template, restartPolicy } } });

  test('pods are not restarted unless they are to be, and never always', () => {
    expect(messageOf(job('Always'))).toBe(
      "[test/job] restartPolicy of a Job is 'Always', allowed are Never, OnFailure",
    );
    expect(messageOf(cronJob('Always'))).toBe(
      "[test/cron] restartPolicy of a CronJob is 'Always', allowed are Never, OnFailure",
    );
    expect(ApiObject.of(job('OnFailure')()).toJson().spec.template.spec.restartPolicy).toBe('OnFailure');
    expect(ApiObject.of(cronJob('OnFailure')()).toJson().spec.jobTemplate.spec.template.spec.restartPolicy).toBe(
      'OnFailure',
    );
  });

  test('a Job has no selector, for Kubernetes makes it', () => {
    const [object] = objectsOf((chart) => new Job(chart, 'job', { template: { ...template, labels: { app: 'job' } } }));
    expect(object.spec).not.toHaveProperty('selector');
    expect(object.spec.template.metadata).toEqual({ labels: { app: 'job' } });
  });

  test('a selector by hand is rendered', () => {
    const selector = { matchLabels: { app: 'job' } };
    const [object] = objectsOf(
      (chart) =>
        new Job(chart, 'job', { manualSelector: true, selector, template: { ...template, labels: { app: 'job' } } }),
    );
    expect(object.spec).toMatchObject({ manualSelector: true, selector });
  });

  test('the metadata of a CronJob, of its Jobs and of their pods stay apart', () => {
    const [object] = objectsOf(
      (chart) =>
        new CronJob(chart, 'cron', {
          metadata: { name: 'nightly', labels: { of: 'cron' } },
          schedule: '@daily',
          jobTemplate: { metadata: { labels: { of: 'job' } }, template: { ...template, labels: { of: 'pod' } } },
        }),
    );
    expect(object.metadata.labels).toEqual({ of: 'cron' });
    expect(object.spec.jobTemplate.metadata).toEqual({ labels: { of: 'job' } });
    expect(object.spec.jobTemplate.spec.template.metadata).toEqual({ labels: { of: 'pod' } });
  });

  test('the generated name of a CronJob leaves room for that of its Jobs', () => {
    expect(
      new CronJob(testChart(), 'c'.repeat(60), { schedule: '@daily', jobTemplate: { template } }).name.length,
    ).toBeLessThanOrEqual(52);
  });
});

describe('StatefulSet', () => {
  const claim = {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
  const mounting = { containers: [{ ...containers[0]!, volumeMounts: [{ name: 'data', mountPath: '/data' }] }] };

  test('a container may mount a claim', () => {
    const [object] = objectsOf(
      (chart) => new StatefulSet(chart, 'db', { template: mounting, volumeClaimTemplates: [claim] }),
    );
    expect(object.spec.template.spec).not.toHaveProperty('volumes');
    expect(object.spec.volumeClaimTemplates).toEqual([claim]);
  });

  test('a mount that is neither a claim nor a volume is refused', () => {
    const other = { ...claim, metadata: { name: 'other' } };
    const build = (volumeClaimTemplates: (typeof claim)[]) => () =>
      new StatefulSet(testChart(), 'db', { template: mounting, volumeClaimTemplates });
    expect(messageOf(build([other]))).toBe("[test/db] container 'main' mounts volume 'data', but volumes are other");
    expect(messageOf(build([]))).toBe("[test/db] container 'main' mounts volume 'data', but the pod has no volumes");
  });
});

test('a mistake in a pod names the workload', () => {
  expect(messageOf(() => new Deployment(testChart(), 'web', { template: { containers: untyped([]) } }))).toBe(
    '[test/web] a pod needs at least one container',
  );
});
