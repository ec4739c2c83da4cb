import { Target } from '../../../../src/facts/target';
import { checkObjects } from '../../support';

/** What the rules of workloads say of one object: rule, path and message. */
export function said(object: unknown, version = '1.36'): string[] {
  return checkObjects([object], Target.generic(version))
    .filter(({ rule }) => rule >= 'ACC040' && rule <= 'ACC054')
    .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

const CONTAINERS = [{ name: 'c', image: 'registry.example.com/c:1.0' }];

/** A valid workload of the apps group; `spec` takes the place of its fields. */
export function apps(kind: string, spec: Readonly<Record<string, unknown>> = {}): unknown {
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: CONTAINERS } };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'a' },
    spec: { selector: { matchLabels: { app: 'a' } }, template, ...spec },
  };
}

/** A pod template of a job. */
export function jobTemplate(pod: Readonly<Record<string, unknown>> = {}, labels?: unknown): unknown {
  const spec = { restartPolicy: 'Never', containers: CONTAINERS, ...pod };
  return labels === undefined ? { spec } : { metadata: { labels }, spec };
}

/** A valid Job; `spec` takes the place of its fields. */
export function job(
  spec: Readonly<Record<string, unknown>> = {},
  metadata: Readonly<Record<string, unknown>> = { name: 'a' },
): unknown {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: jobTemplate(), ...spec } };
}

/** A valid CronJob; `job` takes the place of fields of the jobs that it makes. */
export function cronJob(
  spec: Readonly<Record<string, unknown>> = {},
  inJob: Readonly<Record<string, unknown>> = {},
): unknown {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'a' },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: jobTemplate(), ...inJob } }, ...spec },
  };
}
