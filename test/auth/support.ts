import { Chart, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { OidcProvider } from '../../src/auth';
import type { EntraIdOptions } from '../../src/auth';
import type { CheckOptions } from '../../src/checks/check';
import { PlatformApp } from '../../src/core/platform-app';
import type { IRouteTable, Route } from '../../src/core/route';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Target } from '../../src/facts/target';

export type Json = any;

/** An id of a tenant that is nobody's. */
export const TENANT = '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31';
export const HOST = 'kubeflow.example.com';

/** Entra ID, with what a test changes. */
export function entra(options: Partial<EntraIdOptions> = {}): OidcProvider {
  return OidcProvider.entraId({
    tenantId: TENANT,
    clientId: '29bc9d7e-b741-4310-a9fa-b744436d20c5',
    clientSecret: SecretSource.existing('sign-in', 'client-secret'),
    ...options,
  });
}

/** A table of routes that keeps what it gets. */
export class Routes implements IRouteTable {
  public readonly added: Route[] = [];
  public constructor(public readonly hosts: readonly string[] = ['*']) {}
  public add(_owner: IConstruct, route: Route): void {
    this.added.push(route);
  }
}

/** What is outside of the YAML. */
const EXTERNALS = [
  ...['istio-system', 'aks-istio-ingress', 'auth', 'sign-in'].map((name) => ({ kind: 'Namespace', name })),
  { kind: 'Secret', namespace: 'sign-in', name: 'pull' },
  { group: 'networking.istio.io', kind: 'Gateway', namespace: 'istio-system', name: 'kubeflow-gateway' },
].map((external) => ({ ...external, reason: 'of the platform' }));

/** A chart named `test` in a namespace, in an app that checks under strict. */
export function chartIn(namespace: string | undefined, checks: CheckOptions = {}): Chart {
  const app = new PlatformApp({
    target: Target.aks('1.34'),
    checks: { preset: 'strict', externals: EXTERNALS, ...checks },
  });
  return new Chart(app, 'test', { namespace });
}

/** What the checks say of all that a chart's app renders. */
export function findingsOf(chart: Chart): readonly string[] {
  const { root } = chart.node;
  if (!(root instanceof PlatformApp)) throw new Error('the chart is in no PlatformApp');
  return root
    .check()
    .map(({ rule, path, message }) =>
      [rule, path, message].filter((part) => part !== undefined && part !== '').join(' | '),
    );
}

/** The objects that `build` adds to a chart, after the checks found nothing. */
export function cleanObjects(build: (chart: Chart) => unknown, namespace = 'sign-in'): Json[] {
  const chart = chartIn(namespace);
  build(chart);
  expect(findingsOf(chart)).toEqual([]);
  return chart.toJson();
}

/** The same as YAML text. */
export function cleanYaml(build: (chart: Chart) => unknown, namespace = 'sign-in'): string {
  return Yaml.stringify(...cleanObjects(build, namespace));
}

/** The objects that `build` adds to a chart, unchecked. */
export function objectsOf(build: (chart: Chart) => unknown, namespace = 'sign-in'): Json[] {
  const chart = chartIn(namespace);
  build(chart);
  return chart.toJson();
}

/** The one object of a kind, and of a name where there are several. */
export function only(objects: readonly Json[], kind: string, name?: string): Json {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  expect(found).toHaveLength(1);
  return found[0];
}

/** What a constructor says. */
export function problemOf(build: (chart: Chart) => unknown, namespace: string | null = 'sign-in'): string {
  try {
    build(chartIn(namespace ?? undefined));
  } catch (error) {
    return (error as Error).message;
  }
  return 'no problem';
}
