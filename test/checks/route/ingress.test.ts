import type { KubernetesObject } from '../../../src/checks/manifest';
import { asking, service } from './asking';

type Fields = Readonly<Record<string, unknown>>;

const N = 'nginx.ingress.kubernetes.io/';
const at = (path: string, name: string, pathType = 'Prefix', port: Fields = { number: 80 }): Fields => ({
  path,
  pathType,
  backend: { service: { name, port } },
});

function ingress(name: string, paths: readonly Fields[], more: Fields = {}): KubernetesObject {
  const { host = 'x.io', annotations, className = 'nginx', creationTimestamp, ...spec } = more;
  const metadata = { name, namespace: 'app', annotations, creationTimestamp } as Fields;
  const rule = { ...(host === '' ? {} : { host }), http: { paths } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec: { ...(className === '' ? {} : { ingressClassName: className }), rules: [rule], ...spec },
  };
}

const BASE = [service('a'), service('b'), service('c')];
const one = (paths: readonly Fields[], more: Fields = {}) => asking([...BASE, ingress('i', paths, more)]);

test('Prefix is one of elements, Exact is exact, ImplementationSpecific is text; the longest path first', () => {
  const ask = one([at('/', 'a'), at('/b', 'b'), at('/b/x', 'c', 'Exact'), at('/text', 'c', 'ImplementationSpecific')]);
  expect(ask('http://x.io/b')).toBe('b.app.svc:80 /b');
  expect(ask('http://x.io/b/y?q')).toBe('b.app.svc:80 /b/y?q');
  expect(ask('http://x.io/bb')).toBe('a.app.svc:80 /bb');
  expect(ask('http://x.io/b/x')).toBe('c.app.svc:80 /b/x');
  expect(ask('http://x.io/b/x/')).toBe('b.app.svc:80 /b/x/');
  expect(ask('http://x.io/textual')).toBe('c.app.svc:80 /textual');
  expect(ask('http://x.io/B')).toBe('a.app.svc:80 /B');
});

test('one pattern makes all paths of the host patterns, in any case', () => {
  const ask = asking([
    ...BASE,
    ingress('i', [at('/b', 'b', 'Exact')]),
    ingress('j', [at('/v[0-9]+', 'c', 'ImplementationSpecific')], { annotations: { [`${N}use-regex`]: 'true' } }),
  ]);
  expect(ask('http://x.io/B/more')).toBe('b.app.svc:80 /B/more');
  expect(ask('http://x.io/V12x')).toBe('c.app.svc:80 /V12x');
  expect(ask('http://x.io/other')).toBe('404');
});

test('rewrite-target replaces the whole path, with groups', () => {
  const rewrite = (path: string, target: string) =>
    one([at(path, 'a', 'ImplementationSpecific')], { annotations: { [`${N}rewrite-target`]: target } });
  expect(rewrite('/s(/|$)(.*)', '/$2')('http://x.io/s/x/y?q=1')).toBe('a.app.svc:80 /x/y?q=1');
  expect(rewrite('/s(/|$)(.*)', '/$2')('http://x.io/s')).toBe('a.app.svc:80 /');
  expect(rewrite('/s', '/')('http://x.io/s/x/y')).toBe('a.app.svc:80 /');
  expect(rewrite('/s', '/$1')('http://x.io/s/x')).toBe('a.app.svc:80 /');
});

describe('hosts', () => {
  test('an exact one, a wildcard for one label, then that without a host', () => {
    const ask = asking([
      ...BASE,
      ingress('any', [at('/', 'a')], { host: '' }),
      ingress('wide', [at('/', 'b')], { host: '*.x.io' }),
      ingress('one', [at('/c', 'c')], { host: 'c.x.io' }),
    ]);
    expect(ask('http://b.x.io/')).toBe('b.app.svc:80 /');
    expect(ask('http://a.b.x.io/')).toBe('a.app.svc:80 /');
    expect(ask('http://x.io/')).toBe('a.app.svc:80 /');
    expect(ask('http://c.x.io/c')).toBe('c.app.svc:80 /c');
    expect(ask('http://c.x.io/')).toBe('404');
  });

  test('server-alias is another name', () => {
    const ask = one([at('/', 'a')], { annotations: { [`${N}server-alias`]: 'y.io,z.io' } });
    expect(ask('http://z.io/')).toBe('a.app.svc:80 /');
  });

  test('the default backend takes what no path takes', () => {
    const defaultBackend = { service: { name: 'b', port: { number: 80 } } };
    expect(one([at('/a', 'a')], { defaultBackend })('http://x.io/z')).toBe('b.app.svc:80 /z');
    expect(one([at('/a', 'a')])('http://x.io/z')).toBe('404');
    const only = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'd', namespace: 'app' },
      spec: { defaultBackend },
    };
    expect(asking([...BASE, only])('http://any/')).toBe('b.app.svc:80 /');
  });
});

describe('redirects', () => {
  const tls = [{ hosts: ['x.io'], secretName: 'c' }];
  test('to HTTPS where the host has TLS, unless that is off', () => {
    expect(one([at('/', 'a')], { tls })('http://x.io/p?q')).toBe('308 https://x.io/p?q');
    expect(one([at('/', 'a')], { tls })('https://x.io/p')).toBe('a.app.svc:80 /p');
    expect(one([at('/', 'a')], { tls, annotations: { [`${N}ssl-redirect`]: 'false' } })('http://x.io/')).toBe(
      'a.app.svc:80 /',
    );
    expect(one([at('/', 'a')], { annotations: { [`${N}force-ssl-redirect`]: 'true' } })('http://x.io/')).toBe(
      '308 https://x.io/',
    );
  });

  test('of annotations', () => {
    const of = (annotations: Fields, url = 'http://x.io/') => one([at('/', 'a')], { annotations })(url);
    expect(of({ [`${N}app-root`]: '/app' })).toBe('302 http://x.io/app');
    expect(of({ [`${N}app-root`]: '/app' }, 'http://x.io/p')).toBe('a.app.svc:80 /p');
    expect(of({ [`${N}permanent-redirect`]: 'https://y.io' })).toBe('301 https://y.io');
    expect(of({ [`${N}permanent-redirect`]: 'https://y.io', [`${N}permanent-redirect-code`]: '308' })).toBe(
      '308 https://y.io',
    );
    expect(of({ [`${N}temporal-redirect`]: 'https://y.io' })).toBe('302 https://y.io');
  });
});

test('the class: nginx, one of its controller, or the default one', () => {
  const of = (className: string, ...more: KubernetesObject[]) =>
    asking([...BASE, ...more, ingress('i', [at('/', 'a')], { className })])('http://x.io/');
  const cls = (name: string, controller: string, isDefault = false): KubernetesObject => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name, annotations: { 'ingressclass.kubernetes.io/is-default-class': String(isDefault) } },
    spec: { controller },
  });
  expect(of('nginx')).toBe('a.app.svc:80 /');
  expect(of('traefik')).toBe('404');
  expect(of('web', cls('web', 'k8s.io/ingress-nginx'))).toBe('a.app.svc:80 /');
  expect(of('nginx', cls('nginx', 'example.com/other'))).toBe('404');
  expect(of('')).toBe('a.app.svc:80 /');
  expect(of('', cls('web', 'example.com/other', true))).toBe('404');
});

test('the backend is a port by number or name; without one 503', () => {
  expect(one([at('/', 'a', 'Prefix', { name: 'http-80' })])('http://x.io/')).toBe('a.app.svc:80 /');
  expect(one([at('/', 'a', 'Prefix', { number: 81 })])('http://x.io/')).toBe('503 a.app.svc:81');
  expect(one([at('/', 'none')])('http://x.io/')).toBe('503 none.app.svc:80');
});

test('of two Ingresses of one path the older answers, a canary never', () => {
  const two = (first: Fields, second: Fields) =>
    asking([...BASE, ingress('i', [at('/', 'a')], first), ingress('j', [at('/', 'b')], second)])('http://x.io/');
  expect(two({ creationTimestamp: '2026-01-02T00:00:00Z' }, { creationTimestamp: '2026-01-01T00:00:00Z' })).toBe(
    'b.app.svc:80 /',
  );
  expect(two({ annotations: { [`${N}canary`]: 'true' } }, {})).toBe('b.app.svc:80 /');
});
