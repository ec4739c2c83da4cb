import { Folder } from './run';

const OBJECTS = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: public
  namespace: studioml
spec:
  selector:
    istio: ingressgateway
  servers:
    - port:
        number: 80
        name: http
        protocol: HTTP
      hosts: ['*.studio.example']
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: docs
  namespace: studioml
spec:
  hosts: [docs.studio.example]
  gateways: [public]
  http:
    - match:
        - uri:
            prefix: /old
      redirect:
        uri: /new
    - match:
        - uri:
            prefix: /private
      directResponse:
        status: 403
    - match:
        - uri:
            prefix: /gone
      route:
        - destination:
            host: gone
    - match:
        - uri:
            prefix: /beta/
          headers:
            x-env:
              exact: dev
      rewrite:
        uri: /
      route:
        - destination:
            host: docs
---
apiVersion: v1
kind: Service
metadata:
  name: docs
  namespace: studioml
spec:
  selector:
    app: docs
  ports:
    - name: http
      port: 80
      targetPort: web
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: docs
  namespace: studioml
spec:
  selector:
    matchLabels:
      app: docs
  template:
    metadata:
      labels:
        app: docs
    spec:
      containers:
        - name: docs
          image: registry.example/docs:1.4
          ports:
            - name: web
              containerPort: 8080
`;

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
  folder.write('objects.yaml', OBJECTS);
});

afterEach(() => folder.remove());

test('prints each hop with its line, and where the request ends', () => {
  const { code, stdout, stderr } = folder.run([
    'route',
    'GET http://docs.studio.example/beta/x?q=1',
    '--header',
    'X-Env: dev',
    'objects.yaml',
  ]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`GET http://docs.studio.example/beta/x?q=1
  listener     Gateway studioml/public  port 80 HTTP, hosts *.studio.example   objects.yaml:10
  route        VirtualService studioml/docs  http[3].match[0]: uri prefix /beta/, header x-env exact dev   objects.yaml:42
  rewrite      VirtualService studioml/docs  /beta/x?q=1 becomes /x?q=1   objects.yaml:47
  destination  Service studioml/docs  port 80 (http)   objects.yaml:62
  pods         Deployment studioml/docs  port 8080 (web)   objects.yaml:66
=> docs.studioml.svc:80 /x?q=1
`);
});

test('JSON says the same of one request', () => {
  const { code, stdout } = folder.run(['route', 'http://docs.studio.example/old/x', '.', '--format', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    method: 'GET',
    url: 'http://docs.studio.example/old/x',
    headers: {},
    destination: null,
    path: null,
    redirect: 'http://docs.studio.example/new',
    status: 301,
    hops: [
      { kind: 'listener', object: 'Gateway studioml/public', file: 'objects.yaml', line: 10, text: expect.any(String) },
      {
        kind: 'route',
        object: 'VirtualService studioml/docs',
        file: 'objects.yaml',
        line: 26,
        text: 'http[0].match[0]: uri prefix /old',
      },
      {
        kind: 'redirect',
        object: 'VirtualService studioml/docs',
        file: 'objects.yaml',
        line: 28,
        text: '301 to http://docs.studio.example/new',
      },
    ],
  });
});

test('many requests of a file, in their order', () => {
  const requests = [
    { method: 'POST', url: 'http://docs.studio.example/beta/', headers: { 'x-env': 'dev' } },
    { url: 'http://docs.studio.example/private' },
    { url: 'http://docs.studio.example/gone' },
    { url: 'http://docs.studio.example/', headers: null },
    { url: 'https://docs.studio.example/' },
  ];
  folder.write('in/requests.json', JSON.stringify(requests));
  const { code, stdout } = folder.run(['route', '--requests', 'in/requests.json', 'objects.yaml', '--format', 'json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    { method: 'POST', destination: 'docs.studioml.svc:80', path: '/', status: null },
    { destination: null, status: 403 },
    { destination: null, status: 503, missing: 'gone.studioml.svc:80' },
    { destination: null, status: 404 },
    { destination: null, status: 404, hops: [{ kind: 'listener', text: 'nothing listens on port 443' }] },
  ]);
});

test('the file of requests may stand among the manifests', () => {
  folder.write('all/deep/requests.json', '[{"url": "http://docs.studio.example/private"}]');
  folder.write('all/objects.yaml', OBJECTS);
  folder.write('all/deep/readme.txt', 'not read');
  const args = ['route', '--requests', 'all/deep/requests.json', '--format', 'json'];
  expect(JSON.parse(folder.run([...args, 'all']).stdout)).toMatchObject([{ status: 403 }]);
  const alone = folder.run([...args, 'all/deep']);
  expect(alone).toEqual({
    code: 2,
    stdout: '',
    stderr: 'all/deep: no manifests found; of a folder every .yaml, .yml and .json file at any depth is read\n',
  });
});

test.each([
  ['a destination', 0, 'http://docs.studio.example/beta/', ['--header', 'x-env:dev']],
  ['a redirect', 0, 'http://docs.studio.example/old', []],
  ['a fixed answer', 0, 'http://docs.studio.example/private', []],
  ['no route', 1, 'http://docs.studio.example/', []],
  ['no host', 1, 'http://other.example/', []],
  ['no backend', 1, 'http://docs.studio.example/gone', []],
  ['no such gateway', 1, 'http://docs.studio.example/old', ['--gateway', 'istio-system/istio=egressgateway']],
])('%s ends with %d', (_what, code, url, more) => {
  expect(folder.run(['route', url, 'objects.yaml', ...more]).code).toBe(code);
});

test('another gateway by namespace and labels', () => {
  const args = ['route', 'http://docs.studio.example/old', 'objects.yaml', '--gateway'];
  expect(folder.run([...args, 'edge/app=front,istio=ingressgateway']).code).toBe(0);
  const { stdout } = folder.run([...args, 'edge/app=front']);
  expect(stdout).toContain('no Gateway selects the pods app=front of edge, and there is no HTTPRoute or Ingress');
});

describe('2 for', () => {
  test.each<[string, string[], string]>([
    ['no request', ['route'], "route needs a request, such as 'GET https://host/path', or --requests FILE"],
    ['no path', ['route', 'GET http://a/'], 'route needs at least one PATH, or - for standard input'],
    [
      'a path in place of a request',
      ['route', 'objects.yaml'],
      "'objects.yaml' is no request, write it as 'GET https://host/path'",
    ],
    [
      'too many words',
      ['route', 'GET http://a/ b', '.'],
      "'GET http://a/ b' is no request, write it as 'GET https://host/path'",
    ],
    [
      'a header without a colon',
      ['route', 'http://a/', '.', '--header', 'x'],
      "--header is 'x', write it as 'name: value'",
    ],
    [
      'headers beside a file',
      ['route', '--requests', 'r.json', '.', '--header', 'a: b'],
      '--header is for one request, those of --requests have headers of their own',
    ],
    [
      'a gateway without labels',
      ['route', 'http://a/', '.', '--gateway', 'istio-system'],
      "--gateway is 'istio-system', write it as namespace/key=value,key=value",
    ],
    [
      'a wrong format',
      ['route', 'http://a/', '.', '--format', 'sarif'],
      "--format is 'sarif', allowed are table, json",
    ],
    [
      'a wrong option',
      ['route', 'http://a/', '.', '--headers', 'a: b'],
      "--headers is no option, allowed are --header, --source-ip, --claims, --requests, --gateway, --format, --exclude, --help; did you mean '--header'?",
    ],
  ])('%s', (_what, args, message) => {
    const { code, stdout, stderr } = folder.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n')).toEqual([message, 'see cdk8s-ml-platform route --help', '']);
  });

  test.each<[string, string, string]>([
    ['a port', 'GET http://a:70000/', "request: url 'http://a:70000/' has port 70000, allowed are 1 to 65535"],
    ['no host', 'GET http:///x', "request: url 'http:///x' has no usable host"],
    ['a method', 'G(T http://a/', "request: method 'G(T' is no method of HTTP"],
  ])('%s that is none', (_what, request, message) => {
    expect(folder.run(['route', request, '.'])).toEqual({ code: 2, stdout: '', stderr: `${message}\n` });
  });

  test.each<[string, string, string]>([
    ['text that is not JSON', '[{"url": }]', 'r.json:1: is not JSON: '],
    ['an object', '{}', 'r.json: is not a list of requests with method, url and headers\n'],
    ['a number in the list', '[1]', 'r.json: [0]: is not a mapping with method, url and headers'],
    ['no url', '[{"url": "http://a/"}, {}]', 'r.json: [1]: needs url, as text'],
    ['a url of another type', '[{"url": 1}]', 'r.json: [0]: needs url, as text'],
    ['a method of another type', '[{"url": "http://a/", "method": 1}]', 'r.json: [0]: method is not text'],
    ['headers of another type', '[{"url": "http://a/", "headers": []}]', 'r.json: [0]: headers is not a mapping'],
    ['a header of another type', '[{"url": "http://a/", "headers": {"x": 1}}]', "r.json: [0]: header 'x' is not text"],
    [
      'a url that is none',
      '[{"url": "ftp://a/"}]',
      "r.json: [0]: url 'ftp://a/' is not http://HOST/PATH or https://HOST/PATH",
    ],
  ])('a file of requests with %s', (_what, content, message) => {
    folder.write('in/r.json', content);
    const { code, stdout, stderr } = folder.run(['route', '--requests', 'in/r.json', 'objects.yaml']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a folder without manifests, and a file that is missing', () => {
    folder.write('empty/readme.txt', 'x');
    expect(folder.run(['route', 'http://a/', 'empty'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'empty: no manifests found; of a folder every .yaml, .yml and .json file at any depth is read\n',
    });
    expect(folder.run(['route', '--requests', 'none.json', 'objects.yaml']).code).toBe(2);
  });
});

test('help has examples', () => {
  const { code, stdout } = folder.run(['route', '--help']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^usage: cdk8s-ml-platform route 'METHOD URL' PATH/);
  expect(stdout).toContain("cdk8s-ml-platform route 'GET https://");
});

describe('policies of Istio', () => {
  const policy = (rules: string): string => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: edge, namespace: istio-system }
spec:
  selector: { matchLabels: { istio: ingressgateway } }
  rules: ${rules}
`;
  const ask = (rules: string, ...options: string[]) => {
    const folder = new Folder();
    try {
      folder.write('objects.yaml', OBJECTS);
      folder.write('policy.yaml', policy(rules));
      return folder.run(['route', 'GET http://docs.studio.example/old', 'objects.yaml', 'policy.yaml', ...options]);
    } finally {
      folder.remove();
    }
  };
  const BLOCK = '[{ from: [{ source: { ipBlocks: [10.0.0.0/8] } }] }]';

  test('a request that one refuses ends there, with exit code 1', () => {
    const { code, stdout } = ask('[{ to: [{ operation: { methods: [POST] } }] }]');
    expect(code).toBe(1);
    expect(stdout).toContain(
      '=> 403 at the gateway, refused by AuthorizationPolicy istio-system/edge: no rule allows it: rules[0] wants methods POST, and it is GET\n',
    );
  });

  test('what the question does not give is told, and options give it', () => {
    const open = ask(BLOCK);
    expect([open.code, open.stdout.split('=> ')[1]]).toEqual([
      0,
      '301 http://docs.studio.example/new\n   it depends on the address of the client\n',
    ]);
    expect(ask(BLOCK, '--source-ip', '10.1.2.3').stdout).not.toContain('depends');
    expect(ask(BLOCK, '--source-ip', '11.1.2.3').code).toBe(1);
    const claims = ask(BLOCK, '--claims', '{"iss": "i"}', '--source-ip', '10.1.2.3', '--format', 'json');
    expect(JSON.parse(claims.stdout)).toMatchObject({ status: 301, redirect: 'http://docs.studio.example/new' });
  });

  test.each([
    [['--source-ip', 'here'], "sourceIp 'here' is no IP address"],
    [['--claims', 'x'], "--claims is 'x', write it as JSON"],
    [['--claims', '[]'], 'claims is not a mapping of claim to value'],
  ])('%j cannot be used', (options, message) => {
    const { code, stderr } = ask(BLOCK, ...options);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
