import type { Chart } from 'cdk8s';
import { CronJob } from '../../../src/core/workload/cron-job';
import { DaemonSet } from '../../../src/core/workload/daemon-set';
import { Deployment } from '../../../src/core/workload/deployment';
import { Job } from '../../../src/core/workload/job';
import type { JobProps } from '../../../src/core/workload/job';
import { StatefulSet } from '../../../src/core/workload/stateful-set';
import { objectsOf } from '../../support/chart';
import { everyField, fieldsOf } from '../../support/kubernetes-fields';

const template = { labels: { app: 'web' }, containers: [{ name: 'main', image: 'ghcr.io/example/main:1.0' }] };
const selector = { matchLabels: { app: 'web' } };

/** Every field of a spec but its template, with a selector that matches. */

const every = <T>(type: string, more: object = {}): T =>
  ({ ...everyField(type, [`${type}.template`, `${type}.jobTemplate`]), ...more }) as T;

const job = every<JobProps>('JobSpec', { selector, template });

const WORKLOADS: [string, string, (chart: Chart) => unknown, object][] = [
  [
    'Deployment',
    'DeploymentSpec',
    (chart) => new Deployment(chart, 'web', every('DeploymentSpec', { selector, template })),
    { selector },
  ],
  [
    'StatefulSet',
    'StatefulSetSpec',
    (chart) => new StatefulSet(chart, 'web', every('StatefulSetSpec', { selector, template })),
    { selector },
  ],
  [
    'DaemonSet',
    'DaemonSetSpec',
    (chart) => new DaemonSet(chart, 'web', every('DaemonSetSpec', { selector, template })),
    { selector },
  ],
  ['Job', 'JobSpec', (chart) => new Job(chart, 'web', job), { selector }],
  ['CronJob', 'CronJobSpec', (chart) => new CronJob(chart, 'web', every('CronJobSpec', { jobTemplate: job })), {}],
];

test.each(WORKLOADS)(
  'every field of the spec of a %s that Kubernetes has is there unchanged',
  (_kind, type, build, more) => {
    const { spec } = objectsOf(build)[0];
    expect(Object.keys(spec).sort()).toEqual(fieldsOf(type).sort());
    expect(spec).toMatchObject(every<object>(type, more));
  },
);

test('every field of the Job of a CronJob that Kubernetes has is there unchanged', () => {
  const { spec } = objectsOf((chart) => new CronJob(chart, 'web', { schedule: '@daily', jobTemplate: job }))[0].spec
    .jobTemplate;
  expect(Object.keys(spec).sort()).toEqual(fieldsOf('JobSpec').sort());
  expect(spec).toMatchObject(every<object>('JobSpec', { selector }));
});
