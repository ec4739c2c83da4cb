import * as fc from 'fast-check';
import { intersection, isSubset, lookUp } from '../../../src/checks/route/engine/hosts';
import { Candidates } from '../../../src/checks/route/engine/istio/candidates';
import { covers } from '../../../src/checks/route/engine/istio/coverage';
import { matches, readMatch } from '../../../src/checks/route/engine/istio/match';
import type { EnvoyRoute } from '../../../src/checks/route/engine/istio/virtual-hosts';
import { inbound } from '../../../src/checks/route/engine/request';
import { asking, gateway, http, service, virtual } from './asking';

const label = fc.constantFrom('a', 'b', 'cc');
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('.')}.io`);
const host = fc.oneof(
  name,
  name.map((one) => `*.${one}`),
  fc.constant('*'),
);

/** Whether a host is one of a pattern, by a regular expression. */
function takes(pattern: string, one: string): boolean {
  const source = pattern.replace(/[.]/g, '\\.').replace('*', '.+');
  return new RegExp(`^${source}$`).test(one);
}

test('the host of a table is the longest pattern that takes it, an exact one first', () => {
  fc.assert(
    fc.property(fc.uniqueArray(host, { maxLength: 6 }), name, (hosts, one) => {
      const fitting = hosts.filter((pattern) => takes(pattern, one));
      const naive = fitting.sort((a, b) => Number(b === one) - Number(a === one) || b.length - a.length)[0];
      expect(lookUp(new Map(hosts.map((key) => [key, key])), one)?.name).toBe(naive);
    }),
  );
});

test('a name is of the shared hosts where both lists take it', () => {
  fc.assert(
    fc.property(fc.array(host, { maxLength: 4 }), fc.array(host, { maxLength: 4 }), name, (first, second, one) => {
      const naive = first.some((a) => takes(a, one)) && second.some((b) => takes(b, one));
      expect(intersection(first, second).some((pattern) => takes(pattern, one))).toBe(naive);
    }),
  );
});

test('a part of a pattern takes nothing else', () => {
  fc.assert(
    fc.property(host, host, name, (part, whole, one) => {
      fc.pre(isSubset(part, whole) && takes(part, one));
      expect(takes(whole, one)).toBe(true);
    }),
  );
});

type Fields = Readonly<Record<string, unknown>>;

const path = fc.array(fc.constantFrom('/', 'a', 'b', 'A'), { maxLength: 4 }).map((parts) => `/${parts.join('')}`);
const uri = fc.oneof(
  path.map((value) => ({ prefix: value })),
  path.map((value) => ({ exact: value })),
  fc.constantFrom('/a.*', '/(a|b)', '.*', '/a/b?', '/[ab]+').map((value) => ({ regex: value })),
);
const value = fc.constantFrom<Fields>({ exact: 'x' }, { prefix: 'x' }, { regex: 'x.*' }, {});
const match = fc.record(
  {
    uri,
    ignoreUriCase: fc.boolean(),
    method: fc.constantFrom({ exact: 'GET' }, { regex: 'GET|PUT' }),
    headers: fc.dictionary(fc.constantFrom('h', 'i'), value, { maxKeys: 2 }),
    withoutHeaders: fc.dictionary(fc.constantFrom('h', 'i'), value, { maxKeys: 1 }),
    queryParams: fc.dictionary(fc.constant('q'), value, { maxKeys: 1 }),
  },
  { requiredKeys: [] },
);
const request = fc
  .record({
    method: fc.constantFrom('GET', 'PUT', 'POST'),
    path,
    query: fc.constantFrom('', '?q=x', '?q=xy', '?q'),
    headers: fc.dictionary(fc.constantFrom('h', 'i'), fc.constantFrom('x', 'xy', ''), { maxKeys: 2 }),
  })
  .map((one) => ({ method: one.method, url: `http://x.io${one.path}${one.query}`, headers: one.headers }));

/** What a string match asks, in a line each. */
function fits(given: Fields, one: string | undefined): boolean {
  if (one === undefined) return false;
  if (typeof given.exact === 'string') return one === given.exact;
  if (typeof given.prefix === 'string') return one.startsWith(given.prefix);
  return typeof given.regex !== 'string' || new RegExp(`^(?:${given.regex})$`).test(one);
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether a request fits a match, without any code of the engine. */
function naive(given: Fields, { method, url, headers }: Asked): boolean {
  const { pathname } = { pathname: url.replace('http://x.io', '').split('?')[0]! };
  const query = new URLSearchParams(url.split('?')[1] ?? '').get('q') ?? undefined;
  const wanted = given.uri as Fields | undefined;
  if (wanted) {
    const fold = given.ignoreUriCase === true && wanted.regex === undefined;
    const folded = fold ? JSON.parse(JSON.stringify(wanted).toLowerCase()) : wanted;
    if (!fits(folded as Fields, fold ? pathname.toLowerCase() : pathname)) return false;
  }
  if (given.method && !fits(given.method as Fields, method)) return false;
  const map = (field: string): [string, Fields][] => Object.entries((given[field] ?? {}) as Record<string, Fields>);
  return (
    map('headers').every(([key, one]) => fits(one, headers[key])) &&
    map('queryParams').every(([, one]) => fits(one, query)) &&
    map('withoutHeaders').every(([key, one]) =>
      Object.keys(one).length === 0 ? headers[key] === undefined : !fits(one, headers[key] ?? ''),
    )
  );
}

function catchesAll(given: Fields): boolean {
  const { prefix, regex } = (given.uri ?? {}) as Fields;
  const any = given.uri === undefined || prefix === '/' || regex === '.*';
  const conditions = ['headers', 'withoutHeaders', 'queryParams'].some(
    (field) => Object.keys(given[field] ?? {}).length > 0,
  );
  return any && given.method === undefined && !conditions;
}

test('the first route that fits answers, objects by name, each cut and the whole sorted by routes for everything', () => {
  const lists = fc.array(fc.array(fc.array(match, { maxLength: 3 }), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(lists, request, (objects, asked) => {
      const all: { readonly match: Fields; readonly name: string }[] = [];
      const services = new Set<string>();
      const manifests = objects.map((rules, index) => {
        const own: { match: Fields; name: string }[] = [];
        const http_ = rules.map((list, at) => {
          const target = `s${index}x${at}`;
          services.add(target);
          for (const one of list.length === 0 ? [{}] : list) own.push({ match: one, name: target });
          return { ...(list.length === 0 ? {} : { match: list }), route: [{ destination: { host: target } }] };
        });
        const end = own.findIndex((one) => catchesAll(one.match));
        all.push(...(end < 0 ? own : own.slice(0, end + 1)));
        return virtual(`v${index}`, ['x.io'], http_);
      });
      const sorted = [...all.filter((one) => !catchesAll(one.match)), ...all.filter((one) => catchesAll(one.match))];
      const expected = sorted.find((one) => naive(one.match, asked));
      const ask = asking([gateway([http()]), ...[...services].map((one) => service(one)), ...manifests.reverse()]);
      const to = expected === undefined ? '404' : `${expected.name}.app.svc:80 ${asked.url.replace('http://x.io', '')}`;
      expect(ask(`${asked.method} ${asked.url}`, asked.headers)).toBe(to);
    }),
    { numRuns: 500 },
  );
});

const manifest = { object: {}, origin: {} };
const read = (given: Fields) => readMatch(given, { manifest, path: [] }, 'app');

test('a match that covers another takes all of its requests, and is among its candidates', () => {
  fc.assert(
    fc.property(match, match, fc.array(request, { maxLength: 20 }), (first, second, requests) => {
      const [a, b] = [read(first), read(second)];
      fc.pre(covers(a, b));
      for (const one of requests) {
        const seen = inbound(one, 'request');
        if (matches(b, seen)) expect(matches(a, seen)).toBe(true);
      }
      const route = (of: typeof a) => ({ match: of }) as unknown as EnvoyRoute;
      const wide = route(a);
      expect([...new Candidates([wide]).of(route(b))]).toContain(wide);
    }),
    { numRuns: 1000 },
  );
});
