import type { Chart } from 'cdk8s';
import { CronJob } from '../../../../src/core/workload/cron-job';
import { DaemonSet } from '../../../../src/core/workload/daemon-set';
import { Deployment } from '../../../../src/core/workload/deployment';
import { Job } from '../../../../src/core/workload/job';
import { StatefulSet } from '../../../../src/core/workload/stateful-set';
import { SecretSource } from '../../../../src/core/secret/secret-source';
import { DevicePlugin, GpuSmokeTest } from '../../../../src/nvidia';
import { Runner } from '../../../../src/runner';
import { KUBERNETES_VERSIONS } from '../../../../src/facts/target';
import { objectsOf } from '../../../support/chart';
import { findings, namespace } from './support';

const OLDEST = Number(KUBERNETES_VERSIONS.oldest.slice(2));
const NEWEST = Number(KUBERNETES_VERSIONS.newest.slice(2));
const metadata = { name: 'it' };
const template = { containers: [{ name: 'main', image: 'ghcr.io/example/main:1.0' }] };
const queues = { rabbit: { url: SecretSource.existing('studioml-queue', 'url') } };

/** What is said of the construct's pods in a namespace of that level; Namespaces that it renders itself are left out. */
function refusedAt(level: string, build: (chart: Chart) => unknown, minor: number): string[] {
  const objects = objectsOf(build)
    .filter(({ kind }) => kind !== 'Namespace')
    .map((object) => ({ ...object, metadata: { ...object.metadata, namespace: 'lab' } }));
  return findings([namespace(level), ...objects], minor).map(({ message }) => message);
}

describe.each<[string, (chart: Chart) => unknown]>([
  ['Deployment', (chart) => new Deployment(chart, 'it', { metadata, template })],
  ['StatefulSet', (chart) => new StatefulSet(chart, 'it', { metadata, template })],
  ['DaemonSet', (chart) => new DaemonSet(chart, 'it', { metadata, template })],
  ['Job', (chart) => new Job(chart, 'it', { metadata, template })],
  ['CronJob', (chart) => new CronJob(chart, 'it', { metadata, schedule: '0 3 * * *', jobTemplate: { template } })],
  ['nvidia.GpuSmokeTest', (chart) => new GpuSmokeTest(chart, 'it')],
])('the pods of a %s by default', (_name, build) => {
  test.each([OLDEST, NEWEST])('satisfy restricted at 1.%d', (minor) => {
    expect(refusedAt('restricted', build, minor)).toEqual([]);
  });
});

test.each([OLDEST, NEWEST])('the pods of a runner satisfy baseline at 1.%d', (minor) => {
  const build = (chart: Chart): unknown => new Runner(chart, 'it', { version: '0.9.21', queues });
  expect(refusedAt('baseline', build, minor)).toEqual([]);
});

test('the device plugin needs privileged, and its own namespace says so', () => {
  const build = (chart: Chart): unknown => new DevicePlugin(chart, 'it', { createNamespace: true });
  expect(refusedAt('baseline', build, NEWEST)).toEqual([expect.stringContaining('hostPath volumes')]);
  expect(refusedAt('privileged', build, NEWEST)).toEqual([]);
  const objects = objectsOf(build);
  expect(objects.map(({ kind }) => kind)).toContain('Namespace');
  expect(findings(objects)).toEqual([]);
});
