import { route } from '../../../src';
import { gateway, http, service, to, virtual } from './asking';
import { manifestsOf } from './cases';

const OBJECTS = [service('a'), gateway([http()]), virtual('v', ['x.io'], [to('a')])];

test('plain objects are enough; with an origin the hops name the file', () => {
  const answer = route(OBJECTS, { url: 'http://x.io/p' });
  expect(answer).toMatchObject({ method: 'GET', headers: {}, destination: 'a.app.svc:80', path: '/p', status: null });
  expect(answer.hops.map(({ kind }) => kind)).toEqual(['listener', 'route', 'destination', 'pods']);
  expect(answer.hops[0]!.file).toBeUndefined();
  expect(route(manifestsOf(OBJECTS), { url: 'http://x.io/p' }).hops[0]!.file).toBe('objects.yaml');
});

test('another gateway is an option', () => {
  const options = { gateway: { namespace: 'edge', labels: { app: 'front' } } };
  expect(route(OBJECTS, { url: 'http://x.io/p' }, options).status).toBe(404);
});

test('a request that is none is refused', () => {
  expect(() => route(OBJECTS, { url: 'x.io/p' })).toThrow(
    "request: url 'x.io/p' is not http://HOST/PATH or https://HOST/PATH",
  );
});

test('asking changes no object', () => {
  const before = structuredClone(OBJECTS);
  route(OBJECTS, { url: 'http://x.io/p' });
  expect(OBJECTS).toEqual(before);
});

describe('a cluster with several ways in', () => {
  const ingress = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'i', namespace: 'app' },
    spec: {
      ingressClassName: 'nginx',
      rules: [
        {
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'b', port: { number: 80 } } } }],
          },
        },
      ],
    },
  };
  const both = [service('b'), ...OBJECTS, ingress];

  test('the first that has a route answers', () => {
    expect(route(both, { url: 'http://x.io/' }).destination).toBe('a.app.svc:80');
    expect(route(both, { url: 'http://y.io/' }).destination).toBe('b.app.svc:80');
  });

  test('a fixed answer of 404 is a route', () => {
    const fixed = virtual('fixed', ['y.io'], [{ directResponse: { status: 404 } }]);
    expect(route([...both, fixed], { url: 'http://y.io/' })).toMatchObject({ destination: null, status: 404 });
  });

  test('where none has one, the first that listens says why', () => {
    const { status, hops } = route(OBJECTS, { url: 'http://y.io/' });
    expect([status, hops.at(-1)?.text]).toEqual([404, 'no VirtualService of this port serves the host y.io']);
  });
});
