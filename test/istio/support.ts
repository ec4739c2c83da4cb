import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PlatformApp } from '../../src/core/platform-app';
import type { Route } from '../../src/core/route';
import type { External } from '../../src/checks/declarations';
import { RouteTable } from '../../src/istio';
import type { RouteTableProps } from '../../src/istio';
import type { Rendered } from '../support/chart';

export const GATEWAY = { name: 'kubeflow-gateway', namespace: 'kubeflow' };

/** A route to a Service of its own name. */
export function route(match: Partial<Route>, service = 'web', namespace = 'ml'): Route {
  return { name: service, to: { service, namespace, port: 80 }, ...match };
}

/** A table with routes, each added by a construct named `a`, `b`, ... */
export function tableOf(
  routes: readonly Route[],
  props: Partial<RouteTableProps> = {},
): { chart: Chart; table: RouteTable } {
  const chart = new Chart(new PlatformApp(), 'test');
  const table = new RouteTable(chart, 'routes', { gateway: GATEWAY, ...props });
  for (const [index, one] of routes.entries())
    table.add(new Construct(chart, 'abcdefghijklmnopqrstuvwxyz'[index]!), one);
  return { chart, table };
}

export function objectsOf(routes: readonly Route[], props?: Partial<RouteTableProps>): Rendered[] {
  return tableOf(routes, props).chart.toJson();
}

/** What the checks say under the preset strict, where gateway, namespaces and Services are given. */
export function strict(routes: readonly Route[], props?: Partial<RouteTableProps>): string[] {
  const reason = 'made elsewhere';
  const externals: External[] = [
    { group: 'networking.istio.io', kind: 'Gateway', name: '*', reason },
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: '*', reason },
    { kind: 'Namespace', name: '*', reason },
    { kind: 'Service', name: '*', reason },
  ];
  const app = new PlatformApp({ checks: { preset: 'strict', externals } });
  const chart = new Chart(app, 'test');
  const table = new RouteTable(chart, 'routes', { gateway: GATEWAY, ...props });
  for (const one of routes) table.add(chart, one);
  return app.check().map(({ rule, message }) => `${rule} ${message}`);
}
