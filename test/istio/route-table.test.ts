import { Chart, Yaml } from 'cdk8s';
import * as fc from 'fast-check';
import { CheckError } from '../../src/checks/finding';
import { KubeObject } from '../../src/core/kube-object';
import { PlatformApp } from '../../src/core/platform-app';
import type { Route } from '../../src/core/route';
import { RouteTable } from '../../src/istio';
import { GATEWAY, objectsOf, route, strict, tableOf } from './support';

const authservice = (name: string, port: number, rest: Partial<Route>): Route => ({
  name,
  to: { service: 'authservice', namespace: 'istio-system', port },
  ...rest,
});

/** The three routes of document 003, in its order. */
const DOCUMENT: readonly Route[] = [
  authservice('authservice-web', 8080, { prefix: '/authservice/login/oidc', rewrite: '/' }),
  authservice('authservice-logout', 8080, { prefix: '/logout', rewrite: '/authservice/logout' }),
  authservice('authservice-web', 8082, { prefix: '/authservice/', rewrite: '/' }),
];
const RENAMED: readonly Route[] = DOCUMENT.map((one, index) => ({ ...one, name: `route-${index + 1}` }));

const EVERYTHING: readonly Route[] = [
  route({ prefix: '/' }, 'dashboard'),
  route(
    {
      prefix: '/jupyter/',
      rewrite: '/',
      timeout: '1m30s',
      requestHeaders: { set: { 'x-forwarded-prefix': '/jupyter' } },
    },
    'jupyter',
  ),
  route({ prefix: '/jupyter/', methods: ['POST', 'DELETE'], rewrite: '/' }, 'jupyter-writer'),
  route({ prefix: '/jupyter/', headers: { 'X-Beta': { exact: 'yes' } } }, 'jupyter-beta'),
  route({ regex: '/notebook/[^/]+/api/.*', headers: { upgrade: { prefix: 'web' } } }, 'notebook-api'),
  { name: 'logout', exact: '/logout', redirect: { path: '/oauth2/sign_out', code: 302 } },
  { name: 'old', prefix: '/old/', redirect: { host: 'old.example.com', scheme: 'https' } },
];

describe('one VirtualService', () => {
  test('everything that a route can say', () => {
    expect(Yaml.stringify(...objectsOf(EVERYTHING))).toMatchSnapshot();
  });

  test('every check passes under strict', () => {
    expect(strict(EVERYTHING)).toEqual([]);
    expect(strict(RENAMED)).toEqual([]);
  });

  test('names, hosts, version and domain are options', () => {
    const [one] = objectsOf([route({ prefix: '/' })], {
      name: 'all',
      namespace: 'ingress',
      hosts: ['ml.example.com', '*.ml.example.com'],
      version: 'v1beta1',
      clusterDomain: 'corp.local',
    });
    expect(one).toEqual({
      apiVersion: 'networking.istio.io/v1beta1',
      kind: 'VirtualService',
      metadata: { name: 'all', namespace: 'ingress' },
      spec: {
        gateways: ['kubeflow/kubeflow-gateway'],
        hosts: ['ml.example.com', '*.ml.example.com'],
        http: [
          {
            name: 'web',
            match: [{ uri: { prefix: '/' } }],
            route: [{ destination: { host: 'web.ml.svc.corp.local', port: { number: 80 } } }],
          },
        ],
      },
    });
  });

  test('a subset is named', () => {
    const [one] = objectsOf([
      { ...route({ prefix: '/' }), to: { service: 'a', namespace: 'b', port: 1, subset: 'v2' } },
    ]);
    expect(one.spec.http[0].route[0].destination.subset).toBe('v2');
  });

  test('a timeout of nothing is none, for Istio refuses it', () => {
    expect(objectsOf([route({ prefix: '/', timeout: '0s' })])[0].spec.http[0]).not.toHaveProperty('timeout');
  });

  test('a table without a route renders nothing', () => {
    expect(objectsOf([])).toEqual([]);
  });

  test('a route may be added until synthesis, by a construct of another chart', () => {
    const { chart, table } = tableOf([route({ prefix: '/' }, 'first')]);
    table.add(new Chart(chart.node.root, 'later'), route({ exact: '/late' }, 'late'));
    expect(chart.toJson()[0].spec.http.map(({ name }: { name: string }) => name)).toEqual(['late', 'first']);
  });
});

describe('order', () => {
  const names = (routes: readonly Route[]): string[] =>
    tableOf(routes)
      .table.routes()
      .map(({ name }) => name);

  test.each<[string, Partial<Route>, Partial<Route>]>([
    ['exact before a prefix of the same text', { exact: '/a' }, { prefix: '/a' }],
    ['exact before a longer prefix', { exact: '/a' }, { prefix: '/a/b/c' }],
    ['the longer prefix first', { prefix: '/a/b' }, { prefix: '/a/' }],
    ['a regular expression before the prefix that would hide it', { regex: '/a/[0-9]+' }, { prefix: '/a/' }],
    ['a regular expression without a beginning before the prefix of all', { regex: '.*\\.js' }, { prefix: '/' }],
    ['a longer prefix before a regular expression', { prefix: '/a/b' }, { regex: '/a/.*' }],
    ['a method before every method', { prefix: '/a', methods: ['GET'] }, { prefix: '/a' }],
    ['a header before none', { prefix: '/a', headers: { x: { exact: 'y' } } }, { prefix: '/a' }],
    ['a longer path before a method', { prefix: '/a/b' }, { prefix: '/a', methods: ['GET'] }],
  ])('%s', (_what, first, second) => {
    const [one, two] = [route(first, 'one'), route(second, 'two')];
    expect(names([one, two])).toEqual(['one', 'two']);
    expect(names([two, one])).toEqual(['one', 'two']);
  });

  test('the last character before a quantifier is not sure', () => {
    expect(names([route({ prefix: '/ab' }, 'two'), route({ regex: '/abc*.*' }, 'one')])).toEqual(['one', 'two']);
    expect(names([route({ regex: '/ab*' }, 'two'), route({ prefix: '/ab' }, 'one')])).toEqual(['one', 'two']);
  });

  const path = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }).map((parts) => `/${parts.join('/')}`);
  const match = fc.oneof(
    path.map((exact): Partial<Route> => ({ exact })),
    path.map((prefix): Partial<Route> => ({ prefix })),
    path.map((head): Partial<Route> => ({ regex: `${head}[^/]*` })),
  );
  const unique = fc.uniqueArray(match, { selector: (one) => JSON.stringify(one), maxLength: 8 });

  test('property: the order of registration never counts', () => {
    const shuffled = unique.chain((routes) =>
      fc.tuple(fc.constant(routes), fc.shuffledSubarray(routes, { minLength: routes.length })),
    );
    fc.assert(
      fc.property(shuffled, ([routes, other]) => {
        const named = (list: readonly Partial<Route>[]): Route[] =>
          list.map((one) => route(one, `r${routes.findIndex((each) => each === one)}`));
        expect(objectsOf(named(other))).toEqual(objectsOf(named(routes)));
      }),
      { numRuns: 60 },
    );
  });

  test('property: no route is hidden by one before it', () => {
    fc.assert(
      fc.property(unique, (routes) => {
        const sorted = tableOf(routes.map((one, index) => route(one, `r${index}`))).table.routes();
        for (const [index, later] of sorted.entries()) {
          // A request that the route takes, and shorter ones do not take by chance.
          const asked = later.exact ?? `${later.prefix ?? later.regex!.replace('[^/]*', '')}zz`;
          const taken = sorted.slice(0, index).find(({ prefix }) => prefix !== undefined && asked.startsWith(prefix));
          expect(taken?.prefix).toBeUndefined();
        }
      }),
      { numRuns: 100 },
    );
  });

  test('property: the checks find no route that is never asked', () => {
    fc.assert(
      fc.property(unique, (routes) => {
        const named = routes.map((one, index) => route(one, `r${index}`));
        expect(strict(named)).toEqual([]);
        const plain = named.filter(({ regex }) => regex === undefined);
        expect(strict(plain, { api: 'gateway' })).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('routes that meet', () => {
  const message = (first: Route, second: Route, props = {}): string => {
    try {
      tableOf([first, second], props);
    } catch (error) {
      return (error as Error).message;
    }
    return 'nothing was thrown';
  };

  test('equal matches with two back ends name both ends', () => {
    expect(message(route({ prefix: '/a/' }, 'one'), route({ prefix: '/a/' }, 'two'))).toBe(
      "[test/b] route 'two' takes prefix /a/ and sends it to two.ml:80; route 'one' of [test/a] takes prefix /a/ and sends it to one.ml:80",
    );
  });

  test('one method in common is enough', () => {
    const first = route({ exact: '/a', methods: ['GET', 'POST'] }, 'one');
    expect(message(first, route({ exact: '/a', methods: ['POST'] }, 'two'))).toBe(
      "[test/b] route 'two' takes POST of exact /a and sends it to two.ml:80; route 'one' of [test/a] takes GET, POST of exact /a and sends it to one.ml:80",
    );
  });

  test('what is done on the way counts as well', () => {
    expect(message(route({ prefix: '/a/' }), route({ prefix: '/a/', rewrite: '/' }))).toBe(
      "[test/b] route 'web' takes prefix /a/ and sends it to web.ml:80 with rewrite \"/\"; route 'web' of [test/a] takes prefix /a/ and sends it to web.ml:80",
    );
  });

  test('a redirect and a back end', () => {
    expect(message(route({ exact: '/a' }), { name: 'other', exact: '/a', redirect: { path: '/b' } })).toBe(
      '[test/b] route \'other\' takes exact /a and sends it to a redirect {"path":"/b"}; route \'web\' of [test/a] takes exact /a and sends it to web.ml:80',
    );
  });

  test.each<[string, Partial<Route>, Partial<Route>]>([
    ['other methods', { exact: '/a', methods: ['GET'] }, { exact: '/a', methods: ['POST'] }],
    ['a method and every method', { exact: '/a', methods: ['GET'] }, { exact: '/a' }],
    [
      'another header',
      { exact: '/a', headers: { x: { exact: '1' } } },
      { exact: '/a', headers: { x: { exact: '2' } } },
    ],
    ['with and without a slash', { prefix: '/a' }, { prefix: '/a/' }],
    ['exact and prefix', { exact: '/a' }, { prefix: '/a' }],
  ])('%s do not meet', (_what, first, second) => {
    expect(message(route(first, 'one'), route(second, 'two'))).toBe('nothing was thrown');
  });

  test('equal routes become one, whoever gives them', () => {
    const first = route({ prefix: '/a', methods: ['GET', 'POST'], headers: { 'X-A': { exact: '1' } } });
    const second = route({ prefix: '/a', methods: ['POST', 'GET'], headers: { 'x-a': { exact: '1' } } });
    expect(objectsOf([first, second])[0].spec.http).toHaveLength(1);
  });

  test('two routes of one name', () => {
    expect(message(route({ prefix: '/a' }), route({ prefix: '/b' }))).toBe(
      "[test/b] route 'web' takes prefix /b; route 'web' of [test/a] takes prefix /a; rename one of the two",
    );
  });

  test('a second table of one gateway and host', () => {
    const { chart } = tableOf([]);
    expect(() => new RouteTable(chart, 'second', { gateway: GATEWAY, name: 'other' })).toThrow(
      "[test/second] the routes of host '*' at gateway kubeflow/kubeflow-gateway are in the table [test/routes] already; add to it, for the order between two tables is not defined",
    );
    expect(
      () => new RouteTable(chart, 'third', { gateway: GATEWAY, name: 'other', hosts: ['a.example'] }),
    ).not.toThrow();
  });
});

describe('document 003', () => {
  const suppressions = [{ rule: 'REF001', reason: 'the document has it so' }];

  test('KKA-01: the three routes in one object, the longer prefix first', () => {
    const [one, ...others] = objectsOf([RENAMED[2]!, RENAMED[0]!, RENAMED[1]!]);
    expect(others).toEqual([]);
    expect(one.spec.http.map(({ match }: { match: unknown }) => match)).toEqual([
      [{ uri: { prefix: '/authservice/login/oidc' } }],
      [{ uri: { prefix: '/authservice/' } }],
      [{ uri: { prefix: '/logout' } }],
    ]);
  });

  test('KKA-01: one name for two routes is refused', () => {
    expect(() => tableOf(DOCUMENT)).toThrow(
      "[test/c] route 'authservice-web' takes prefix /authservice/; route 'authservice-web' of [test/a] takes prefix /authservice/login/oidc; rename one of the two",
    );
    expect(() => tableOf(DOCUMENT, { edition: 'documented' })).toThrow(
      "[test/c] VirtualService 'authservice-web' is also that of a route of [test/a], and the cluster keeps only the later; rename one of the two, or say duplicateNames: true",
    );
  });

  test('KKA-01: asked for, the duplicate is rendered, and REF001 reports it', () => {
    const table = { edition: 'documented', duplicateNames: true, namespace: 'istio-system' } as const;
    const { chart } = tableOf(DOCUMENT, table);
    expect(chart.toJson()).toEqual(
      DOCUMENT.map(({ name, prefix, rewrite, to }) => ({
        apiVersion: 'networking.istio.io/v1beta1',
        kind: 'VirtualService',
        metadata: { name, namespace: 'istio-system' },
        spec: {
          gateways: ['kubeflow/kubeflow-gateway'],
          hosts: ['*'],
          http: [
            {
              match: [{ uri: { prefix } }],
              rewrite: { uri: rewrite },
              route: [
                { destination: { host: 'authservice.istio-system.svc.cluster.local', port: { number: to!.port } } },
              ],
            },
          ],
        },
      })),
    );
    const app = chart.node.root as PlatformApp;
    expect(() => app.synthYaml()).toThrow(CheckError);
    expect(app.check().map(({ rule }) => rule)).toContain('REF001');
    const accepting = new PlatformApp({ checks: { suppressions } });
    const routes = new RouteTable(new Chart(accepting, 'test'), 'routes', { gateway: GATEWAY, ...table });
    for (const one of DOCUMENT) routes.add(routes, one);
    expect(accepting.check().map(({ rule }) => rule)).not.toContain('REF001');
  });

  test('KKA-02: a port that the Service does not have is found', () => {
    const found = (port: number): string[] => {
      const app = new PlatformApp();
      const chart = new Chart(app, 'test', { namespace: 'istio-system' });
      const selector = { app: 'authservice' };
      const metadata = { name: 'authservice' };
      new KubeObject(chart, 'service', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { selector, ports: [{ port: 8080 }] },
      });
      new RouteTable(chart, 'routes', { gateway: GATEWAY }).add(chart, {
        ...RENAMED[2]!,
        to: { ...RENAMED[2]!.to!, port },
      });
      return app.check().flatMap(({ rule, message }) => (message.includes(String(port)) ? [rule] : []));
    };
    expect(found(8082)).toContain('REF016');
    expect(found(8080)).not.toContain('REF016');
  });

  test('KKA-03: /logout as an exact path does not take /logoutX', () => {
    const [one] = objectsOf([authservice('logout', 8080, { exact: '/logout', rewrite: '/authservice/logout' })]);
    expect(one.spec.http[0].match).toEqual([{ uri: { exact: '/logout' } }]);
  });
});
