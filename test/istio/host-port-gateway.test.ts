import { Chart } from 'cdk8s';
import { load } from 'js-yaml';
import { PlatformApp } from '../../src/core/platform-app';
import { Target } from '../../src/facts/target';
import { KindCluster } from '../../src/cluster';
import type { KindClusterProps } from '../../src/cluster';
import { HostPortGateway } from '../../src/istio';
import type { HostPortGatewayProps } from '../../src/istio';
import { messageOf, testChart, untyped } from '../support/chart';
import type { Rendered } from '../support/chart';

const TARGET = Target.kind('1.34');

function gatewayOf(props: Partial<HostPortGatewayProps> = {}, cluster: KindClusterProps = {}): HostPortGateway {
  const chart = testChart(TARGET);
  const kind = new KindCluster(chart, 'kind', cluster);
  return new HostPortGateway(chart, 'gateway', { node: kind.ingressNode, ...props });
}

const textOf = (...given: Parameters<typeof gatewayOf>): string => gatewayOf(...given).file.toText();
const patchOf = (...given: Parameters<typeof gatewayOf>): Rendered => load(textOf(...given));
const said = (props: object, cluster?: KindClusterProps): string => messageOf(() => gatewayOf(untyped(props), cluster));

const EVERYTHING: Partial<HostPortGatewayProps> = {
  ports: { http: 8080, https: 8443 },
  containerPorts: { http: 80, https: 443 },
  name: 'front-gateway',
  namespace: 'front',
};

describe('HostPortGateway', () => {
  test('defaults', () => expect(textOf()).toMatchSnapshot());
  test('everything set, on a cluster with workers', () => {
    expect(textOf(EVERYTHING, { workers: 1, ports: [8080, 8443] })).toMatchSnapshot();
  });
  test('by the Service', () => expect(textOf({ type: 'nodePort' }, { ports: NODE_PORTS })).toMatchSnapshot());
  test('as document 004 has it', () => {
    expect(textOf({ edition: 'documented' }, { edition: 'documented' })).toMatchSnapshot();
  });

  test('it is a file among the tools and no object of a cluster', () => {
    const app = new PlatformApp({ target: TARGET, checks: { preset: 'strict' } });
    const chart = new Chart(app, 'test');
    const { ingressNode: node } = new KindCluster(chart, 'kind');
    expect(new HostPortGateway(chart, 'gateway', { node }).file.name).toBe(
      'host-port-gateway/deployment-istio-ingressgateway.yaml',
    );
    expect(chart.toJson()).toEqual([]);
    expect(app.check()).toEqual([]);
  });

  test.each([Target.aks('1.34'), Target.generic('1.34')])('the target %s is refused', (target) => {
    const { ingressNode: node } = new KindCluster(testChart(TARGET), 'kind');
    expect(messageOf(() => new HostPortGateway(testChart(target), 'gateway', { node }))).toBe(
      `[test/gateway] the target is ${target.toString()}, allowed is one of kind`,
    );
  });
});

const NODE_PORTS = [
  { containerPort: 30080, hostPort: 80 },
  { containerPort: 30443, hostPort: 443 },
];

describe('ANS-16: the way in', () => {
  test('the ports of the container are those at which Istio listens', () => {
    const [container] = patchOf().spec.template.spec.containers;
    expect(container).toEqual({
      name: 'istio-proxy',
      ports: [
        { containerPort: 8080, hostPort: 80, protocol: 'TCP' },
        { containerPort: 8443, hostPort: 443, protocol: 'TCP' },
      ],
    });
  });

  test('a new pod waits until the port of the old one is free', () => {
    expect(patchOf().spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
  });

  test('the pod stands on the node that the machine forwards to', () => {
    const { nodeSelector, tolerations } = patchOf({}, { workers: 2 }).spec.template.spec;
    expect(nodeSelector).toEqual({ 'ingress-ready': 'true' });
    expect(tolerations).toEqual([
      { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
    ]);
    expect(patchOf().spec.template.spec).not.toHaveProperty('tolerations');
  });

  test('the Service has a node port for each port of the machine', () => {
    expect(patchOf({ type: 'nodePort' }, { ports: NODE_PORTS }).spec).toEqual({
      type: 'NodePort',
      ports: [
        { port: 80, nodePort: 30080 },
        { port: 443, nodePort: 30443 },
      ],
    });
  });

  test('a port that is left out gets no way in', () => {
    const [{ ports }] = patchOf({ ports: { http: 80 } }, { ports: [80] }).spec.template.spec.containers;
    expect(ports).toEqual([{ containerPort: 8080, hostPort: 80, protocol: 'TCP' }]);
  });

  test.each<[object, KindClusterProps | undefined, string]>([
    [{}, { ports: [80] }, 'ports.https is 443, to which the machine does not forward, allowed are 80'],
    [{}, { ports: [] }, 'ports.http is 80, to which the machine does not forward, allowed are none'],
    [
      { ports: { http: 8080 } },
      undefined,
      'ports.http is 8080, to which the machine does not forward, allowed are 80, 443',
    ],
    [{ ports: { http: 80, https: 80 } }, undefined, 'ports.http and ports.https are both 80'],
    [{ ports: {} }, undefined, 'ports has neither http nor https'],
    [
      { type: 'nodePort', ports: { http: 80 } },
      undefined,
      'ports.http is 80, allowed are whole numbers from 30000 to 32767',
    ],
    [
      { type: 'nodePort' },
      undefined,
      'ports.http is 30080, to which the machine does not forward, allowed are 80, 443',
    ],
    [
      { type: 'nodePort', containerPorts: { http: 80 } },
      { ports: NODE_PORTS },
      'containerPorts is given with type nodePort, for which the Service knows them',
    ],
    [{ containerPorts: { http: 0 } }, undefined, 'containerPorts.http is 0, allowed are whole numbers from 1 to 65535'],
    [{ containerPorts: { http: 8443 } }, undefined, 'containerPorts.http and containerPorts.https are both 8443'],
    [{ type: 'loadBalancer' }, undefined, "type is 'loadBalancer', allowed are hostPort, nodePort"],
    [
      { name: 'Gateway' },
      undefined,
      "name 'Gateway' must consist of lower-case letters, digits and '-', begin with a letter and end with a letter or digit",
    ],
    [
      { edition: 'documented', ports: { http: 80 } },
      undefined,
      "ports is given with edition 'documented', allowed with it are node, name, namespace",
    ],
  ])('refuses %j on %j', (props, cluster, message) => {
    expect(said(props, cluster)).toBe(`[test/gateway] ${message}`);
  });

  test('a port over UDP is not one for HTTP', () => {
    expect(said({ ports: { http: 80 } }, { ports: [{ containerPort: 80, protocol: 'UDP' }] })).toBe(
      '[test/gateway] ports.http is 80, to which the machine does not forward, allowed are none',
    );
  });
});
