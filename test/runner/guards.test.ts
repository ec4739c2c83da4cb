import { NetworkPeers } from '../../src';
import { RabbitMq } from '../../src/runner';
import { SecretSource } from '../../src/core/secret/secret-source';
import { objectsOf } from '../support/chart';
import { find, refusal, render, valid } from './support';

const policyOf = (version: string, props: object = {}) =>
  find(render({ ...valid(version), networkPolicy: true, ...props }), 'NetworkPolicy');

describe('networkPolicy', () => {
  test('there is none where it is not asked for', () => {
    expect(find(render(valid('0.14.2')), 'NetworkPolicy')).toBeUndefined();
    expect(find(render({ ...valid('0.14.2'), networkPolicy: false }), 'NetworkPolicy')).toBeUndefined();
  });

  test('it selects the pods, and lets metrics be read by the port that the program listens at', () => {
    const { metadata, spec } = policyOf('0.14.2', { name: 'trainers' });
    expect(metadata.name).toBe('trainers');
    expect(spec.podSelector).toEqual({ matchLabels: { app: 'trainers' } });
    expect(spec.ingress).toEqual([
      { from: [{ namespaceSelector: {} }], ports: [{ port: 'prometheus', protocol: 'TCP' }] },
    ]);
  });

  test('of those who are named alone', () => {
    const metricsFrom = [NetworkPeers.namespace('monitoring')];
    expect(policyOf('0.14.2', { networkPolicy: { metricsFrom } }).spec.ingress[0].from).toEqual(metricsFrom);
    expect(refusal({ ...valid('0.14.2'), networkPolicy: { metricsFrom: [] } })).toBe(
      'networkPolicy.metricsFrom is empty, leave it out to let every pod in, or give metrics false',
    );
  });

  test('a release that listens on nothing lets nobody in', () => {
    expect(policyOf('0.14.3').spec).not.toHaveProperty('ingress');
    expect(policyOf('0.14.2', { metrics: false }).spec).not.toHaveProperty('ingress');
    expect(policyOf('0.14.3').spec.policyTypes).toEqual(['Ingress', 'Egress']);
  });

  test('the API server is let out to by a program that asks it, and by no other', () => {
    const ports = (version: string, props?: object): unknown =>
      policyOf(version, props).spec.egress.flatMap(({ ports = [] }: { ports?: { port: number }[] }) =>
        ports.map(({ port }) => port),
      );
    expect(ports('0.14.2')).toEqual([53, 53, 443, 6443]);
    expect(ports('0.14.2', { state: false })).toEqual([53, 53]);
  });
});

describe('disruptionBudget', () => {
  test('a drain ends one runner at a time, and those that do not work at once', () => {
    const props = { ...valid('0.9.21'), replicas: 8, disruptionBudget: true };
    expect(find(render(props), 'PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { app: 'studioml-go-runner' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
    expect(find(render({ ...props, disruptionBudget: false }), 'PodDisruptionBudget')).toBeUndefined();
  });

  test.each([
    ['a Job', { workload: 'Job', limits: { tasks: 1 } }],
    ['a scaled job', { scaling: { queues: ['rmq_a'], maxReplicaCount: 2 } }],
  ])('pods of %s cannot have one', (_, props) => {
    expect(refusal({ ...valid('0.14.2'), ...props, disruptionBudget: true })).toBe(
      'disruptionBudget is given, and pods of Jobs cannot have one; allowed with it is a Deployment',
    );
  });
});

test("a broker lets in the operator of KEDA, in its own namespace and in AKS's, and who gives peers names all of them", () => {
  const credentials = {
    user: SecretSource.existing('queue', 'user'),
    password: SecretSource.existing('queue', 'pass'),
  };
  const from = (props: object): unknown =>
    find(
      objectsOf((chart) => new RabbitMq(chart, 'rabbit', { ...credentials, ...props })),
      'NetworkPolicy',
    ).spec.ingress[0].from;
  expect(from({})).toEqual([{ podSelector: {} }, NetworkPeers.kedaOperator()]);
  expect(from({ allowFrom: [{ podSelector: {} }] })).toEqual([{ podSelector: {} }]);
});
