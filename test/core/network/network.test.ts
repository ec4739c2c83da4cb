import { Chart, Testing } from 'cdk8s';
import { DefaultDeny, NetworkEgress, NetworkPeers } from '../../../src';
import type { DefaultDenyProps } from '../../../src';

function render(props?: DefaultDenyProps): Record<string, any> {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'team' });
  new DefaultDeny(chart, 'it', props);
  return (chart.toJson() as Record<string, any>[])[0]!;
}

describe('DefaultDeny', () => {
  test('lets nobody in to any pod of the namespace, and everything out', () => {
    expect(render()).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny-ingress', namespace: 'team' },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    });
  });

  test('lets nothing out either where that is asked for, of the pods that are named', () => {
    const { metadata, spec } = render({ namespace: 'other', pods: { app: 'plugin' }, egress: true });
    expect(metadata).toEqual({ name: 'default-deny', namespace: 'other' });
    expect(spec).toEqual({ podSelector: { matchLabels: { app: 'plugin' } }, policyTypes: ['Ingress', 'Egress'] });
    expect(render({ name: 'closed' }).metadata.name).toBe('closed');
  });

  test.each([
    [{ name: 'A' }, /^\[chart\/it\] name 'A' must consist of/],
    [{ namespace: 'a.b' }, /^\[chart\/it\] namespace 'a\.b' must not contain dots$/],
    [{ ingress: [] }, /^\[chart\/it\] a DefaultDeny has the unknown field 'ingress', allowed are namespace, name,/],
  ])('%j is refused', (props, message) => {
    expect(() => render(props as DefaultDenyProps)).toThrow(message);
  });
});

test('peers are new at each call, so that who changes one changes no other', () => {
  const [first, second] = [NetworkEgress.world(), NetworkEgress.world()];
  (first[0]!.ipBlock!.except as string[]).length = 0;
  expect(second[0]!.ipBlock!.except).toEqual(['168.63.129.16/32', '169.254.169.254/32']);
});

test('a namespace is known by the name that the API server labels it with', () => {
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } };
  expect(NetworkPeers.namespace('monitoring')).toEqual({ namespaceSelector });
  expect(NetworkPeers.namespace('monitoring', { app: 'prometheus' })).toEqual({
    namespaceSelector,
    podSelector: { matchLabels: { app: 'prometheus' } },
  });
});
