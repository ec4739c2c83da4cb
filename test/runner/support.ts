import { Chart } from 'cdk8s';
import { SecretSource } from '../../src/core/secret/secret-source';
import { PlatformApp } from '../../src/core/platform-app';
import { Target } from '../../src/facts/target';
import { Runner } from '../../src/runner';
import type { RunnerProps } from '../../src/runner';

import { messageOf, objectsOf, testChart, untyped } from '../support/chart';
import type { Rendered } from '../support/chart';

/** A queue, which every Runner needs. */
export const rabbit = { url: SecretSource.existing('studioml-queue', 'url') };

/** A Runner of a release with one source of work; HEAD knows no RabbitMQ, and has no image. */
export function valid(version: string): RunnerProps {
  const [, minor, patch] = version.split(/[.-]/).map(Number);
  // From 0.9.27 on they must be told that messages may be in clear, or have keys to read others.
  const clear = minor! > 9 || patch! >= 27;
  if (version !== 'HEAD') return { version, queues: { rabbit }, ...(clear && { clearTextMessages: true }) };
  return { version, queues: { sqs: {} }, image: 'registry.example.com/studio-go-runner:head' };
}

/** The objects of a Runner. */
export const render = (props: RunnerProps): Rendered[] => objectsOf((chart) => new Runner(chart, 'runner', props));

export const find = (objects: Rendered[], kind: string, name?: string): Rendered =>
  objects.find((object) => object.kind === kind && (name === undefined || object.metadata.name === name));

/** The settings of a Runner, as its ConfigMap has them. */
export const settingsOf = (props: RunnerProps): Record<string, string> =>
  find(render(props), 'ConfigMap', 'studioml-env').data;

/** The pods of a Runner, whatever makes them. */
export function podOf(objects: Rendered[]): Rendered {
  const { spec } = objects.find(({ kind }) => ['Deployment', 'Job', 'ScaledJob'].includes(kind as string));
  return (spec.jobTargetRef ?? spec).template.spec;
}

/** What a Runner refuses, without the path of the construct. */
export const refusal = (props: object): string =>
  messageOf(() => new Runner(testChart(), 'runner', untyped(props))).replace('[test/runner] ', '');

/** What the checks report under `strict`, but for the namespace, which is made outside. */
export function strictFindings(build: (chart: Chart) => unknown, target = Target.aks('1.34')): string[] {
  const app = new PlatformApp({ target, checks: { preset: 'strict' } });
  build(new Chart(app, 'test', { namespace: 'ml' }));
  return app
    .check()
    .filter(({ rule }) => rule !== 'REF014')
    .map(({ rule, path, message }) => `${rule} ${path} ${message}`);
}
