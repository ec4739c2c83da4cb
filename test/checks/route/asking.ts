import type { KubernetesObject } from '../../../src/checks/manifest';
import { Router } from '../../../src/checks/route/engine/router';
import type { AskedGateway, RouteAnswer } from '../../../src/checks/route/engine/types';
import { manifestsOf } from './cases';
import { Model } from '../../../src/checks/model/model';

/** A function that asks for `METHOD URL` and says the end in a few words. */
export function asking(objects: readonly KubernetesObject[], gateway?: AskedGateway) {
  const router = new Router(new Model(manifestsOf(objects)), gateway);
  return (request: string, headers: Readonly<Record<string, string>> = {}): string => {
    const [method, url] = request.includes(' ') ? request.split(' ') : ['GET', request];
    return end(router.answer({ method, url: url!, headers }));
  };
}

/** `web.app.svc:80 /path`, `301 http://...`, or the status with what is missing. */
export function end(answer: RouteAnswer): string {
  const { destination, path, host, redirect, status, missing, subset } = answer;
  if (redirect !== null) return `${status} ${redirect}`;
  if (destination === null) return [status, missing].filter((one) => one !== undefined).join(' ');
  return `${destination} ${path}${host === undefined ? '' : ` host ${host}`}${subset === undefined ? '' : ` subset ${subset}`}`;
}

type Fields = Readonly<Record<string, unknown>>;

export function service(name: string, ports: readonly (number | Fields)[] = [80], namespace = 'app'): KubernetesObject {
  const given = ports.map((port) =>
    typeof port === 'number' ? { name: `http-${port}`, port, targetPort: 8080 } : port,
  );
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { selector: { app: name }, ports: given },
  };
}

/** A Gateway of `istio: ingressgateway`. */
export function gateway(
  servers: readonly Fields[],
  name = 'gw',
  namespace = 'app',
  more: Fields = {},
): KubernetesObject {
  const { creationTimestamp, ...spec } = more;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Gateway',
    metadata: { name, namespace, ...(creationTimestamp === undefined ? {} : { creationTimestamp }) },
    spec: { selector: { istio: 'ingressgateway' }, servers, ...spec },
  };
}

export function http(hosts: readonly string[] = ['*'], number = 80, more: Fields = {}): Fields {
  return { port: { number, name: `http-${number}`, protocol: 'HTTP' }, hosts, ...more };
}

export function https(
  hosts: readonly string[],
  name = 'https',
  tls: Fields = { mode: 'SIMPLE', credentialName: 'c' },
): Fields {
  return { port: { number: 443, name, protocol: 'HTTPS' }, tls, hosts };
}

export function virtual(
  name: string,
  hosts: readonly string[],
  routes: readonly Fields[],
  more: Fields = {},
): KubernetesObject {
  const { namespace = 'app', creationTimestamp, ...spec } = more;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: {
      name,
      namespace: namespace as string,
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    spec: { hosts, gateways: ['app/gw'], http: routes, ...spec },
  };
}

/** A route to a Service, with a match. */
export function to(host: string, match?: Fields | readonly Fields[], more: Fields = {}): Fields {
  const [name, port] = host.split(':');
  const destination = { host: name, ...(port === undefined ? {} : { port: { number: Number(port) } }) };
  return {
    ...(match === undefined ? {} : { match: Array.isArray(match) ? match : [match] }),
    route: [{ destination }],
    ...more,
  };
}

export const prefix = (value: string): Fields => ({ uri: { prefix: value } });
export const exact = (value: string): Fields => ({ uri: { exact: value } });
export const regex = (value: string): Fields => ({ uri: { regex: value } });

export function routerOfObjects(objects: readonly KubernetesObject[]): Router {
  return new Router(new Model(manifestsOf(objects)));
}
