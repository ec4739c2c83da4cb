import * as fc from 'fast-check';
import { callers } from '../../../../src/checks/authorize/callers/callers';
import type { KubernetesObject } from '../../../../src/checks/manifest';

type Labels = Record<string, string>;
interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: { readonly key: string; readonly operator: string; readonly values?: string[] }[];
}
interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}
interface Port {
  readonly port?: number | string;
  readonly endPort?: number;
}
interface Policy {
  readonly namespace: string;
  readonly podSelector: Selector;
  readonly rules: { readonly from?: Peer[]; readonly ports?: Port[] }[];
}

const labels: fc.Arbitrary<Labels> = fc.dictionary(fc.constantFrom('k', 'l'), fc.constantFrom('1', '2'), {
  maxKeys: 2,
});
const selector: fc.Arbitrary<Selector> = fc.record(
  {
    matchLabels: labels,
    matchExpressions: fc.array(
      fc.oneof(
        fc.record({ key: fc.constantFrom('k', 'l'), operator: fc.constantFrom('Exists', 'DoesNotExist') }),
        fc.record({
          key: fc.constantFrom('k', 'l'),
          operator: fc.constantFrom('In', 'NotIn'),
          values: fc.subarray(['1', '2'], { minLength: 1 }),
        }),
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);
const peer = fc
  .record({ podSelector: selector, namespaceSelector: selector }, { requiredKeys: [] })
  .filter((one) => Object.keys(one).length > 0);
const port: fc.Arbitrary<Port> = fc.oneof(
  fc.record({ port: fc.constantFrom(80, 8080, 'http', 'other') }),
  fc.record({ port: fc.constantFrom(8000, 8081), endPort: fc.constantFrom(8080, 9000) }),
);
const policy: fc.Arbitrary<Policy> = fc.record({
  namespace: fc.constantFrom('a', 'b'),
  podSelector: selector,
  rules: fc.array(
    fc.record(
      { from: fc.array(peer, { maxLength: 2 }), ports: fc.array(port, { maxLength: 2 }) },
      { requiredKeys: [] },
    ),
    {
      maxLength: 2,
    },
  ),
});

function selects({ matchLabels = {}, matchExpressions = [] }: Selector, of: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => of[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = of[key];
      if (operator === 'Exists') return value !== undefined;
      if (operator === 'DoesNotExist') return value === undefined;
      const listed = value !== undefined && values.includes(value);
      return operator === 'In' ? listed : !listed;
    })
  );
}

/** Whether the pod of `b` reaches port 8080, named http, of that of `a`, by ingress alone. */
function naive(policies: readonly Policy[], server: Labels, client: Labels, namespaceOfClient: Labels): boolean {
  const mine = policies.filter(({ namespace, podSelector }) => namespace === 'a' && selects(podSelector, server));
  if (mine.length === 0) return true;
  return mine.some(({ rules }) =>
    rules.some(({ from = [], ports = [] }) => {
      const fromFits =
        from.length === 0 ||
        from.some(
          ({ podSelector = {}, namespaceSelector }) =>
            namespaceSelector !== undefined &&
            selects(namespaceSelector, namespaceOfClient) &&
            selects(podSelector, client),
        );
      const portFits =
        ports.length === 0 ||
        ports.some(({ port: first, endPort }) =>
          typeof first === 'string' ? first === 'http' : 8080 >= first! && 8080 <= (endPort ?? first!),
        );
      return fromFits && portFits;
    }),
  );
}

test('NetworkPolicies answer as the plainest reading of them does', () => {
  fc.assert(
    fc.property(
      fc.array(policy, { maxLength: 3 }),
      labels,
      labels,
      labels,
      (policies, server, client, namespaceLabels) => {
        const pod = (namespace: string, name: string, of: Labels): object => ({
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name, namespace, labels: { ...of, app: name } },
          spec: { containers: [{ name: 'c', ports: [{ name: 'http', containerPort: 8080 }] }] },
        });
        const objects: object[] = [
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b', labels: namespaceLabels } },
          pod('a', 'server', server),
          pod('b', 'client', client),
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 's', namespace: 'a' },
            spec: { selector: { app: 'server' }, ports: [{ port: 80, targetPort: 'http' }] },
          },
          ...policies.map(({ namespace, podSelector, rules }, index) => ({
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: `p${index}`, namespace },
            spec: { podSelector, ingress: rules },
          })),
        ];
        const manifests = objects.map((object) => ({ object: object as KubernetesObject, origin: {} }));
        const [call] = callers(manifests, { from: 'b' });
        const of = { ...namespaceLabels, 'kubernetes.io/metadata.name': 'b' };
        expect(call!.allowed).toBe(naive(policies, server, client, of) ? 'yes' : 'no');
      },
    ),
    { numRuns: 500 },
  );
});

interface Source {
  readonly principals?: string[];
  readonly notPrincipals?: string[];
  readonly namespaces?: string[];
}

const PRINCIPAL = 'cluster.local/ns/b/sa/client';
const patterns = fc.subarray(
  [PRINCIPAL, '*', 'cluster.local/ns/b/*', '*/sa/client', '*/sa/other', 'cluster.local/ns/a/*'],
  {
    minLength: 1,
  },
);
const source: fc.Arbitrary<Source> = fc.record(
  { principals: patterns, notPrincipals: patterns, namespaces: fc.subarray(['a', 'b', 'b*'], { minLength: 1 }) },
  { requiredKeys: [] },
);
const authorization = fc.record({
  action: fc.constantFrom('ALLOW', 'DENY', 'AUDIT'),
  aimed: fc.boolean(),
  root: fc.boolean(),
  rules: fc.array(fc.record({ from: fc.array(source, { maxLength: 2 }), ports: fc.subarray(['8080', '80', '9090']) }), {
    maxLength: 2,
  }),
});
type Authorization = typeof authorization extends fc.Arbitrary<infer T> ? T : never;

function pattern(text: string, value: string): boolean {
  const escaped = text.replace(/[./]/g, '\\$&').replace('*', '.*');
  return new RegExp(`^${escaped}$`).test(value);
}

function naiveMesh(policies: readonly Authorization[]): boolean {
  const fits = ({ rules }: Authorization): boolean =>
    rules.some(({ from, ports }) => {
      const sourceFits = ({ principals, notPrincipals, namespaces }: Source): boolean =>
        (principals === undefined || principals.some((one) => pattern(one, PRINCIPAL))) &&
        !notPrincipals?.some((one) => pattern(one, PRINCIPAL)) &&
        (namespaces === undefined || namespaces.some((one) => pattern(one, 'b')));
      return (from.length === 0 || from.some(sourceFits)) && (ports.length === 0 || ports.includes('8080'));
    });
  const mine = policies.filter(({ aimed }) => aimed);
  if (mine.some((one) => one.action === 'DENY' && fits(one))) return false;
  const allow = mine.filter(({ action }) => action === 'ALLOW');
  return allow.length === 0 || allow.some(fits);
}

test('AuthorizationPolicies answer as the plainest reading of them does', () => {
  fc.assert(
    fc.property(fc.array(authorization, { maxLength: 4 }), (policies) => {
      const objects: object[] = [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'a', labels: { 'istio-injection': 'enabled' } },
        },
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'server', namespace: 'a', labels: { app: 'server' } },
          spec: { serviceAccountName: 'server', containers: [] },
        },
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 's', namespace: 'a' },
          spec: { selector: { app: 'server' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
        },
        ...policies.map(({ action, aimed, root, rules }, index) => ({
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          metadata: { name: `p${index}`, namespace: root ? 'istio-system' : 'a' },
          spec: {
            action,
            selector: { matchLabels: { app: aimed ? 'server' : 'other' } },
            rules: rules.map(({ from, ports }) => ({
              ...(from.length > 0 && { from: from.map((one) => ({ source: one })) }),
              ...(ports.length > 0 && { to: [{ operation: { ports } }] }),
            })),
          },
        })),
      ];
      const manifests = objects.map((object) => ({ object: object as KubernetesObject, origin: {} }));
      const [call] = callers(manifests, { from: 'b/client' });
      expect(call!.allowed).toBe(naiveMesh(policies) ? 'yes' : 'no');
    }),
    { numRuns: 500 },
  );
});
