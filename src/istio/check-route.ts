import type { IConstruct } from 'constructs';
import { fail, requireInteger, requireKnown, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { requireTexts } from '../core/require-props';
import { kindOf } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import { re2 } from '../facts/re2';
import type { HeaderMatch, RequestHeaderChanges, Route, RouteBackend, RouteRedirect } from '../core/route';
import { dns1123Label } from '../facts/names';
import { literalHead } from './route-match';

const FIELDS = [
  'name',
  'exact',
  'prefix',
  'regex',
  'methods',
  'headers',
  'to',
  'redirect',
  'rewrite',
  'timeout',
  'requestHeaders',
];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'];
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;
const REDIRECT_HOST = /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?(:[0-9]{1,5})?$/;
const TIMEOUT = /^([0-9]{1,5}(h|m|s|ms)){1,4}$/;
/** What the Gateway API allows in a path; nothing else comes over the wire unescaped. */
const PATH = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;
const PATH_SYNTAX =
  "paths that begin with '/', without query, fragment, '//', '.' or '..' between slashes, or escaped '/'";

/**
 * Fails unless a route is one that can be rendered and that does what it says. Whether it goes together with others is the table's matter.
 *
 * @throws with the path of the owner, the name of the route, what was given and what is allowed
 */
export function requireRoute(owner: IConstruct, route: Route): void {
  if (!isMapping(route)) requireKnown(owner, 'a route', route, FIELDS);
  requireSyntax(owner, 'route name', route.name, dns1123Label);
  const at = `route '${route.name}'`;
  requireKnown(owner, at, route, FIELDS);
  requirePath(owner, at, route);
  requireConditions(owner, at, route);
  requireTarget(owner, at, route);
  if (route.rewrite !== undefined) requireRewrite(owner, at, route, route.rewrite);
  requireMatch(
    owner,
    `timeout of ${at}`,
    route.timeout,
    TIMEOUT,
    "hours, minutes, seconds and milliseconds, such as '1m30s'",
  );
}

function requirePath(owner: IConstruct, at: string, { exact, prefix, regex }: Route): void {
  const given = Object.entries({ exact, prefix, regex }).filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    const names = given.map(([name]) => name).join(' and ');
    throw fail(owner, `${at} has ${names || 'no path'}, allowed is one of exact, prefix and regex`);
  }
  const [[kind, value]] = given as [[string, string]];
  if (kind === 'regex') {
    requirePattern(owner, `regex of ${at}`, value);
    const head = literalHead(value);
    if (head !== '' && !head.startsWith('/'))
      throw fail(owner, `regex of ${at} is '${value}', which matches no path, for a path begins with '/'`);
    return;
  }
  requirePlainPath(owner, `${kind} of ${at}`, value);
  if (kind === 'prefix' && value.endsWith('/*'))
    throw fail(
      owner,
      `prefix of ${at} is '${value}', whose '*' is no wildcard; '${value.slice(0, -1)}' takes all below`,
    );
}

function requirePlainPath(owner: IConstruct, name: string, value: unknown): void {
  requireMatch(owner, name, value, PATH, PATH_SYNTAX);
  const path = value as string;
  if (path.includes('//') || /\/\.{1,2}(\/|$)/.test(path) || /%2f/i.test(path))
    throw fail(owner, `${name} is '${path}', allowed is ${PATH_SYNTAX}`);
}

function requirePattern(owner: IConstruct, name: string, value: unknown): void {
  requireMatch(owner, name, value, /^[\s\S]+$/, 'a regular expression');
  const pattern = re2(value as string);
  if (pattern instanceof Error)
    throw fail(owner, `${name} is '${value as string}', allowed is a regular expression of RE2: ${pattern.message}`);
}

function requireConditions(owner: IConstruct, at: string, { methods, headers = {} }: Route): void {
  if (methods !== undefined) requireTexts(owner, `methods of ${at}`, methods);
  if (!isMapping(headers)) throw fail(owner, `headers of ${at} is ${kindOf(headers)}, allowed is an object`);
  for (const method of methods ?? []) requireOneOf(owner, `method of ${at}`, method, METHODS);
  if (methods?.length === 0) throw fail(owner, `methods of ${at} is empty, leave it out for every method`);
  const seen = new Set<string>();
  for (const [name, match] of Object.entries(headers)) {
    requireMatch(owner, `a header of ${at}`, name, HEADER_NAME, 'the name of a header, in ASCII');
    if (seen.has(name.toLowerCase())) throw fail(owner, `${at} has the header '${name.toLowerCase()}' twice`);
    seen.add(name.toLowerCase());
    requireHeader(owner, `header '${name}' of ${at}`, match);
  }
}

function requireHeader(owner: IConstruct, name: string, match: HeaderMatch): void {
  requireKnown(owner, name, match, ['exact', 'prefix', 'regex']);
  const given = Object.values(match).filter((value) => value !== undefined);
  if (given.length !== 1 || given[0] === '')
    throw fail(owner, `${name} is ${JSON.stringify(match)}, allowed is one of exact, prefix and regex, not empty`);
  if (match.regex !== undefined) requirePattern(owner, `regex of ${name}`, match.regex);
}

function requireTarget(owner: IConstruct, at: string, route: Route): void {
  const { to, redirect, rewrite, timeout, requestHeaders } = route;
  if ((to === undefined) === (redirect === undefined)) {
    throw fail(owner, `${at} has ${to ? 'to and redirect' : 'neither to nor redirect'}, allowed is one of the two`);
  }
  if (to) requireBackend(owner, at, to);
  if (requestHeaders) requireHeaderChanges(owner, at, requestHeaders);
  if (!redirect) return;
  requireRedirect(owner, at, route, redirect);
  const [name] = Object.entries({ rewrite, timeout, requestHeaders }).find(([, value]) => value !== undefined) ?? [];
  if (name !== undefined) throw fail(owner, `${at} has redirect and ${name}, which needs a back end`);
}

function requireHeaderChanges(owner: IConstruct, at: string, changes: RequestHeaderChanges): void {
  requireKnown(owner, `requestHeaders of ${at}`, changes, ['set', 'add', 'remove']);
  const { set = {}, add = {}, remove = [] } = changes;
  for (const name of [...Object.keys(set), ...Object.keys(add), ...remove])
    requireMatch(owner, `a header of ${at}`, name, HEADER_NAME, 'the name of a header, in ASCII');
}

function requireBackend(owner: IConstruct, at: string, to: RouteBackend): void {
  requireKnown(owner, `to of ${at}`, to, ['service', 'namespace', 'port', 'subset']);
  requireSyntax(owner, `service of ${at}`, to.service, dns1123Label);
  requireSyntax(owner, `namespace of ${at}`, to.namespace, dns1123Label);
  requireInteger(owner, `port of ${at}`, to.port ?? NaN, 1, 65535);
  if (to.subset !== undefined) requireSyntax(owner, `subset of ${at}`, to.subset, dns1123Label);
}

function requireRedirect(owner: IConstruct, at: string, { exact }: Route, redirect: RouteRedirect): void {
  requireKnown(owner, `redirect of ${at}`, redirect, ['host', 'path', 'scheme', 'code']);
  const { host, path, scheme, code } = redirect;
  if (host === undefined && path === undefined && scheme === undefined)
    throw fail(owner, `redirect of ${at} says nothing, allowed is at least one of host, path and scheme`);
  requireMatch(owner, `redirect host of ${at}`, host, REDIRECT_HOST, 'a host in lower case, without scheme and path');
  requireOneOf(owner, `scheme of ${at}`, scheme, ['http', 'https']);
  requireOneOf(owner, `code of ${at}`, code, [301, 302, 303, 307, 308]);
  if (path !== undefined) requirePlainPath(owner, `redirect path of ${at}`, path);
  if (path !== undefined && path === exact && host === undefined && scheme === undefined)
    throw fail(owner, `${at} redirects '${path}' to itself, for ever`);
}

/** A prefix is replaced as text: what stands behind it must still begin with a slash, or not at all. */
function requireRewrite(owner: IConstruct, at: string, { prefix }: Route, rewrite: string): void {
  requirePlainPath(owner, `rewrite of ${at}`, rewrite);
  if (prefix === undefined || !prefix.endsWith('/') || rewrite.endsWith('/')) return;
  throw fail(
    owner,
    `${at} rewrites prefix '${prefix}' to '${rewrite}', which makes '${prefix}x' to '${rewrite}x'; end both in '/' or none`,
  );
}
