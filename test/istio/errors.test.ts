import { Chart } from 'cdk8s';
import { PlatformApp } from '../../src/core/platform-app';
import { RouteTable } from '../../src/istio';
import { messageOf, untyped } from '../support/chart';
import { GATEWAY, route, tableOf } from './support';

const said = (given: object): string => messageOf(() => tableOf([untyped({ ...route({}), ...given })]));
const PATHS =
  "allowed is paths that begin with '/', without query, fragment, '//', '.' or '..' between slashes, or escaped '/'";

describe('a route', () => {
  test.each<[object, string]>([
    [{}, "route 'web' has no path, allowed is one of exact, prefix and regex"],
    [{ exact: '/a', prefix: '/b' }, "route 'web' has exact and prefix, allowed is one of exact, prefix and regex"],
    [
      { name: 'Web_1', prefix: '/' },
      "route name 'Web_1' must consist of lower-case letters, digits and '-', and begin and end with a letter or digit",
    ],
    [{ prefix: 'a' }, `prefix of route 'web' is 'a', ${PATHS}`],
    [{ exact: '/a?b=c' }, `exact of route 'web' is '/a?b=c', ${PATHS}`],
    [{ exact: '/a//b' }, `exact of route 'web' is '/a//b', ${PATHS}`],
    [{ exact: '/a/../b' }, `exact of route 'web' is '/a/../b', ${PATHS}`],
    [{ exact: '/a%2Fb' }, `exact of route 'web' is '/a%2Fb', ${PATHS}`],
    [{ prefix: '/api/*' }, "prefix of route 'web' is '/api/*', whose '*' is no wildcard; '/api/' takes all below"],
    [{ regex: 'a/.*' }, "regex of route 'web' is 'a/.*', which matches no path, for a path begins with '/'"],
    [{ prefix: '/', methods: [] }, "methods of route 'web' is empty, leave it out for every method"],
    [
      { prefix: '/', methods: ['get'] },
      "method of route 'web' is 'get', allowed are GET, HEAD, POST, PUT, DELETE, CONNECT, OPTIONS, TRACE, PATCH",
    ],
    [
      { prefix: '/', headers: { 'a b': { exact: 'c' } } },
      "a header of route 'web' is 'a b', allowed is the name of a header, in ASCII",
    ],
    [
      { prefix: '/', headers: { a: {} } },
      "header 'a' of route 'web' is {}, allowed is one of exact, prefix and regex, not empty",
    ],
    [{ prefix: '/', headers: { a: { exact: 'b' }, A: { exact: 'c' } } }, "route 'web' has the header 'a' twice"],
    [{ prefix: '/', to: undefined }, "route 'web' has neither to nor redirect, allowed is one of the two"],
    [{ prefix: '/', redirect: { path: '/b' } }, "route 'web' has to and redirect, allowed is one of the two"],
    [
      { prefix: '/', to: { service: 'a', namespace: 'b' } },
      "port of route 'web' is NaN, allowed are whole numbers from 1 to 65535",
    ],
    [
      { prefix: '/', to: { service: 'a.b', namespace: 'b', port: 1 } },
      "service of route 'web' 'a.b' must not contain dots",
    ],
    [
      { prefix: '/', path: '/a' },
      "route 'web' has the unknown field 'path', allowed are name, exact, prefix, regex, methods, headers, to, redirect, rewrite, timeout, requestHeaders",
    ],
    [
      { prefix: '/', timeout: '10' },
      "timeout of route 'web' is '10', allowed is hours, minutes, seconds and milliseconds, such as '1m30s'",
    ],
    [
      { prefix: '/a/', rewrite: '/b' },
      "route 'web' rewrites prefix '/a/' to '/b', which makes '/a/x' to '/bx'; end both in '/' or none",
    ],
    [{ prefix: '/a/', rewrite: 'b/' }, `rewrite of route 'web' is 'b/', ${PATHS}`],
    [
      { prefix: '/', requestHeaders: { set: { 'a:b': 'c' } } },
      "a header of route 'web' is 'a:b', allowed is the name of a header, in ASCII",
    ],
    [
      { prefix: '/', requestHeaders: { request: {} } },
      "requestHeaders of route 'web' has the unknown field 'request', allowed are set, add, remove",
    ],
  ])('%j', (given, message) => {
    expect(said(given)).toBe(`[test/a] ${message}`);
  });

  test.each<[object, string]>([
    [{ redirect: {} }, "redirect of route 'r' says nothing, allowed is at least one of host, path and scheme"],
    [{ redirect: { path: '/a' } }, "route 'r' redirects '/a' to itself, for ever"],
    [
      { redirect: { host: 'https://a.example' } },
      "redirect host of route 'r' is 'https://a.example', allowed is a host in lower case, without scheme and path",
    ],
    [{ redirect: { path: '/b', code: 200 } }, "code of route 'r' is 200, allowed are 301, 302, 303, 307, 308"],
    [{ redirect: { scheme: 'ftp' } }, "scheme of route 'r' is 'ftp', allowed are http, https"],
    [{ redirect: { path: '/b' }, rewrite: '/c' }, "route 'r' has redirect and rewrite, which needs a back end"],
  ])('%j', (given, message) => {
    expect(messageOf(() => tableOf([untyped({ name: 'r', exact: '/a', ...given })]))).toBe(`[test/a] ${message}`);
  });

  test('a regular expression that RE2 does not read', () => {
    expect(said({ regex: '/a(?=b)' })).toMatch(
      /^\[test\/a\] regex of route 'web' is '\/a\(\?=b\)', allowed is a regular expression of RE2: /,
    );
  });

  test.each([
    { prefix: '/a', rewrite: '/' },
    { prefix: '/a/', rewrite: '/b/' },
    { exact: '/a/', rewrite: '/b' },
    { exact: '/a.b/..c' },
    { prefix: '/*' + 'x' },
    { regex: '^/a|/b' },
    { regex: '\\/a' },
  ])('allowed: %j', (given) => {
    expect(said(given)).toBe('nothing was thrown');
  });

  test('a route is copied', () => {
    const given = { ...route({ prefix: '/a' }), methods: ['GET' as const] };
    const { chart } = tableOf([given]);
    const before = chart.toJson();
    given.methods.shift();
    expect(chart.toJson()).toEqual(before);
  });
});

describe('a table', () => {
  test.each<[object, string]>([
    [{ hosts: [] }, "hosts is empty, allowed is at least one, or leave it out for '*'"],
    [{ hosts: ['*', 'a.example'] }, "hosts has '*' beside a.example, which it covers"],
    [{ hosts: ['a.example', 'a.example'] }, 'hosts has a host twice: a.example, a.example'],
    [
      { hosts: ['https://a'] },
      "a host is 'https://a', allowed is a name in lower case, '*.' and a name, or '*', without scheme and port",
    ],
    [
      { gateway: { name: 'a', namespace: 'B' } },
      "gateway.namespace 'B' must consist of lower-case letters, digits and '-', and begin and end with a letter or digit",
    ],
    [{ version: 'v1alpha3' }, "version is 'v1alpha3', allowed are v1, v1beta1"],
    [{ api: 'ingress' }, "api is 'ingress', allowed are istio, gateway"],
    [{ api: 'gateway', version: 'v1' }, 'version is given with api gateway, which has v1 alone'],
    [
      { api: 'gateway', edition: 'documented' },
      'edition documented is given with api gateway, the documents have VirtualServices',
    ],
    [{ sectionName: 'https' }, 'sectionName is given with api istio, whose gateways have no named listeners'],
    [{ duplicateNames: true }, 'duplicateNames is given with edition platform, allowed with it is edition documented'],
  ])('%j', (given, message) => {
    const chart = new Chart(new PlatformApp(), 'test');
    const props = untyped({ gateway: GATEWAY, ...given });
    expect(messageOf(() => new RouteTable(chart, 'routes', props))).toBe(`[test/routes] ${message}`);
  });
});
