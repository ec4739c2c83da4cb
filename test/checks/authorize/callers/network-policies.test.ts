import { pod, policy, table } from './support';

const WEB = pod('web', 'a', { service: true });
const CLIENT = pod('client', 'b', { labels: ', role: front' });
const TEAM = '\n---\napiVersion: v1\nkind: Namespace\nmetadata: { name: b, labels: { team: red } }\n';
const ask = (...parts: string[]): string[] => table([WEB, CLIENT, TEAM, ...parts].join('\n'), { from: 'b' });
const net = (spec: string, namespace = 'a', name = 'p'): string => policy('NetworkPolicy', name, namespace, spec);
const YES = ['b/client -> web.a:80 yes'];
const by = (answer: string, name = 'a/p'): string[] => [`b/client -> web.a:80 ${answer} NetworkPolicy ${name}`];

test('without a policy everything is let through', () => {
  expect(ask()).toEqual(YES);
  expect(ask(net('{ podSelector: { matchLabels: { app: other } } }'))).toEqual(YES);
  expect(ask(net('{ podSelector: {} }', 'c'))).toEqual(YES);
});

test('a policy that selects a pod refuses what no rule names', () => {
  expect(ask(net('{ podSelector: {} }'))).toEqual(by('no'));
  expect(ask(net('{ podSelector: {}, ingress: [] }'))).toEqual(by('no'));
  expect(ask(net('{ podSelector: {}, ingress: [{}] }'))).toEqual(by('yes'));
});

test('peers', () => {
  const from = (peer: string): string => net(`{ podSelector: {}, ingress: [{ from: [${peer}] }] }`);
  expect(ask(from('{ namespaceSelector: {} }'))).toEqual(by('yes'));
  expect(ask(from('{ namespaceSelector: { matchLabels: { team: red } } }'))).toEqual(by('yes'));
  expect(ask(from('{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: b } } }'))).toEqual(by('yes'));
  expect(ask(from('{ namespaceSelector: { matchLabels: { team: blue } } }'))).toEqual(by('no'));
  // Without a namespace selector pods of the own namespace are meant.
  expect(ask(from('{ podSelector: {} }'))).toEqual(by('no'));
  expect(ask(from('{ podSelector: { matchLabels: { role: front } }, namespaceSelector: {} }'))).toEqual(by('yes'));
  expect(ask(from('{ podSelector: { matchLabels: { role: back } }, namespaceSelector: {} }'))).toEqual(by('no'));
  expect(ask(from('{ ipBlock: { cidr: 0.0.0.0/0 } }'))).toEqual(by('yes'));
  expect(ask(from('{ ipBlock: { cidr: 10.0.0.0/8 } }'))).toEqual(by('some'));
});

test('ports are those of the pod, by number, name and range', () => {
  const ports = (port: string): string => net(`{ podSelector: {}, ingress: [{ ports: [${port}] }] }`);
  expect(ask(ports('{ port: 8080 }'))).toEqual(by('yes'));
  expect(ask(ports('{ port: 80 }'))).toEqual(by('no'));
  expect(ask(ports('{ port: http }'))).toEqual(by('yes'));
  expect(ask(ports('{ port: grpc }'))).toEqual(by('no'));
  expect(ask(ports('{ port: 8000, endPort: 9000 }'))).toEqual(by('yes'));
  expect(ask(ports('{ port: 8000, endPort: 8079 }'))).toEqual(by('no'));
  expect(ask(ports('{ port: 8080, protocol: UDP }'))).toEqual(by('no'));
  expect(ask(ports('{ protocol: TCP }'))).toEqual(by('yes'));
});

test('a policy of egress counts at the caller', () => {
  const out = (rules: string): string =>
    net(`{ podSelector: {}, policyTypes: [Egress], egress: ${rules} }`, 'b', 'out');
  expect(ask(out('[]'))).toEqual(by('no', 'b/out'));
  expect(ask(out('[{ to: [{ namespaceSelector: {} }], ports: [{ port: 8080 }] }]'))).toEqual(by('yes', 'b/out'));
  expect(ask(out('[{ to: [{ podSelector: {} }] }]'))).toEqual(by('no', 'b/out'));
  // Egress alone refuses nothing that comes in.
  expect(ask(net('{ podSelector: {}, policyTypes: [Egress] }'))).toEqual(YES);
});

test('several policies add up', () => {
  const deny = net('{ podSelector: {} }', 'a', 'deny');
  const allow = net('{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }', 'a', 'allow');
  expect(ask(deny, allow)).toEqual(by('yes', 'a/allow'));
});

test('pods of the host network are out of reach of policies', () => {
  const host = pod('web', 'a', { service: true, hostNetwork: true });
  expect(table([host, CLIENT, net('{ podSelector: {} }')].join('\n'), { from: 'b' })).toEqual(YES);
  const client = pod('client', 'b', { hostNetwork: true });
  const peer = net('{ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }');
  expect(table([WEB, client, peer].join('\n'), { from: 'b' })).toEqual(by('some'));
});

test('a Service without pods, and one whose port no pod has', () => {
  const service = `
---
apiVersion: v1
kind: Service
metadata: { name: gone, namespace: a }
spec: { selector: { app: gone }, ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: odd, namespace: a }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: metrics }] }`;
  expect(ask(service).slice(1)).toEqual([
    'b/client -> gone.a:80 no no pods behind the Service',
    "b/client -> odd.a:80 no no port 'metrics' in the pods",
  ]);
});

test('pods without the port of the Service are none of its endpoints, where others have it', () => {
  const chart = `
---
apiVersion: v1
kind: Pod
metadata: { name: web-test, namespace: a, labels: { app: web } }
spec: { containers: [{ name: wget, image: registry.example.com/wget:1 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: real, namespace: a, labels: { app: web } }
spec: { containers: [{ name: web, image: registry.example.com/web:1, ports: [{ name: named, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: chart, namespace: a }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: named }] }`;
  expect(table([CLIENT, chart].join('\n'), { from: 'b', to: 'chart.a' })).toEqual(['b/client -> chart.a:80 yes']);
});
