import { gateway, ingress, service, to, virtualService } from '../../../src/checks/route/page-parts';
import { credentialNamespace } from '../../../src/checks/route/credential-namespace';
import { unattachedRoute } from '../../../src/checks/route/unattached-route';
import { gatewaySelector } from '../../../src/checks/route/gateway-selector';
import { targetPort } from '../../../src/checks/route/target-port';
import { mendedOf } from '../../../src/checks/rule-page';
import { ids, run } from './run';

const yaml = (...parts: readonly string[]): string => parts.join('---\n');

describe('what the documents have', () => {
  const docs = (name: string, http: string): string => virtualService(name, http, '*');

  test('two routes of oidc-authservice of which the wider hides the narrower by age', () => {
    const web = docs('authservice-web', to('authservice', '/authservice/login/oidc')).replace(
      '      route:',
      '      rewrite:\n        uri: /\n      route:',
    );
    const logout = docs('authservice-logout', to('authservice', '/logout')).replace(
      '      route:',
      '      rewrite:\n        uri: /authservice/logout\n      route:',
    );
    const pages = docs('authservice-pages', to('authservice', '/authservice/'));
    expect(ids(yaml(gateway(), service('authservice'), web, logout, pages))).toEqual(['NET003']);
  });

  test('an Ingress of simsvc: a rewrite without a group, and no class', () => {
    const annotations = '  annotations:\n    nginx.ingress.kubernetes.io/rewrite-target: /\n';
    const given = ingress('simsvc', '/studio/', 'Prefix', annotations).replace('  ingressClassName: nginx\n', '');
    expect(run(yaml(given, service('web')))).toEqual([
      'NET015 Ingress studioml/simsvc spec.rules[0].http.paths[0].path: every URL below /studio/ becomes /',
      'NET016 Ingress studioml/simsvc spec: it has annotations of ingress-nginx and no class',
    ]);
  });
});

describe('NET011', () => {
  const { before } = credentialNamespace.page;
  const secret = (namespace: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: studio-tls\n  namespace: ${namespace}\ntype: kubernetes.io/tls\n`;

  test('a second Secret where the pods are, or one that is declared there, is enough', () => {
    expect(ids(yaml(before, secret('istio-system')))).toEqual([]);
    const external = { kind: 'Secret', namespace: 'istio-system', name: 'studio-*', reason: 'made by hand' };
    expect(ids(before, [external])).toEqual([]);
  });

  test('without its pods only the selector of the usual installation tells where they are', () => {
    const parts = before.split('---\n');
    const alone = yaml(parts[0]!, secret('studioml'));
    expect(ids(alone)).toEqual(['NET011']);
    expect(ids(alone.replace('istio: ingressgateway', 'istio: front'))).toEqual([]);
    expect(ids(parts[0]!)).toEqual([]);
  });
});

describe('NET015', () => {
  const rewrite = (path: string, target: string, type = 'ImplementationSpecific'): string[] =>
    ids(
      yaml(
        ingress('web', path, type, `  annotations:\n    nginx.ingress.kubernetes.io/rewrite-target: ${target}\n`),
        service('web'),
      ),
    );

  test.each([
    ['/a', '/', 'Prefix', ['NET015']],
    ['/a(/|$)(.*)', '/$2', 'ImplementationSpecific', []],
    ['/a(/|$)(.*)', '/$3', 'ImplementationSpecific', ['NET015']],
    ['/a/.*', '/b/$1', 'ImplementationSpecific', ['NET015']],
    ['/', '/', 'Prefix', []],
    ['/a', '/b', 'Exact', []],
    ['/a$', '/b', 'ImplementationSpecific', []],
  ])('%s to %s as %s', (path, target, type, expected) => {
    expect(rewrite(path, target, type)).toEqual(expected);
  });
});

describe('NET016', () => {
  const cls = (name: string, isDefault: boolean): string => `apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: ${name}
  annotations:
    ingressclass.kubernetes.io/is-default-class: '${isDefault}'
spec:
  controller: k8s.io/ingress-nginx
`;
  const bare = ingress('web', '/', 'Prefix').replace('  ingressClassName: nginx\n', '');

  test('a class of the manifests, the default one, or none to compare with', () => {
    expect(ids(yaml(bare, service('web')))).toEqual([]);
    expect(ids(yaml(bare, service('web'), cls('nginx', true)))).toEqual([]);
    expect(ids(yaml(bare, service('web'), cls('nginx', false)))).toEqual(['NET016']);
    const named = ingress('web', '/', 'Prefix');
    expect(ids(yaml(named, service('web')))).toEqual([]);
    expect(ids(yaml(named, service('web'), cls('front', true)))).toEqual(['NET016']);
    const external = {
      kind: 'IngressClass',
      group: 'networking.k8s.io',
      name: 'nginx',
      reason: 'comes with the controller',
    };
    expect(ids(yaml(named, service('web'), cls('front', true)), [external])).toEqual([]);
  });
});

test('NET017: equal ends, other types and other hosts are no conflict', () => {
  const one = ingress('one', '/', 'Prefix');
  const two = (path: string, type: string, more = ''): string => ingress('two', path, type, more, 'api');
  const services = [service('web'), service('api')];
  expect(ids(yaml(one, two('/', 'Prefix'), ...services))).toEqual(['NET017']);
  expect(ids(yaml(one, two('/', 'Exact'), ...services))).toEqual([]);
  expect(ids(yaml(one, ingress('two', '/', 'Prefix'), ...services))).toEqual([]);
  expect(ids(yaml(one, two('/', 'Prefix').replace('studio.example', 'other.example'), ...services))).toEqual([]);
  const canary = "  annotations:\n    nginx.ingress.kubernetes.io/canary: 'true'\n";
  expect(ids(yaml(one, two('/', 'Prefix', canary), ...services))).toEqual([]);
});

describe('NET018', () => {
  const after = mendedOf(unattachedRoute.page);

  test('says why', () => {
    expect(run(after.replace('    - name: public\n', '    - name: public\n      sectionName: tls\n'))).toEqual([
      'NET018 HTTPRoute studioml/web spec.parentRefs: Gateway studioml/public has no listener named tls',
    ]);
    const apart = after.replace(
      'name: web\n  namespace: studioml\nspec:\n  parentRefs:\n    - name: public\n',
      'name: web\n  namespace: pages\nspec:\n  parentRefs:\n    - name: public\n      namespace: studioml\n',
    );
    expect(run(apart)).toEqual([
      'NET018 HTTPRoute pages/web spec.parentRefs: listener web takes no HTTPRoute of namespace pages',
    ]);
  });

  test('a Gateway that is elsewhere, and a second parent that takes the route', () => {
    expect(ids(after.replace('    - name: public\n', '    - name: other\n'))).toEqual([]);
    expect(
      ids(after.replace('    - name: public\n', '    - name: public\n    - name: public\n      sectionName: tls\n')),
    ).toEqual([]);
  });
});

describe('NET020', () => {
  const { before } = targetPort.page;

  test('numbers, ports that a mesh adds and Services without pods here are left alone', () => {
    expect(ids(before)).toEqual(['NET020']);
    expect(ids(before.replace('targetPort: http-web', 'targetPort: 9999'))).toEqual([]);
    expect(ids(before.replace('targetPort: http-web', 'targetPort: http-envoy-prom'))).toEqual([]);
    expect(ids(before.replace('    app: web\n  ports:', '    app: other\n  ports:'))).toEqual([]);
  });
});

test('NET021: other pods with the label are no gateway', () => {
  const { before } = gatewaySelector.page;
  expect(ids(before)).toEqual(['NET021']);
  expect(ids(before.replace('args: [proxy, router]', 'args: [proxy, sidecar]'))).toEqual([]);
  expect(
    ids(
      before
        .replace('        labels:\n        istio: ingress', '        labels:\n        app: ingress')
        .replace(/istio: ingress\n/g, 'app: ingress\n'),
    ),
  ).toEqual([]);
});
