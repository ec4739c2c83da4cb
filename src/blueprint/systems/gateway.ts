import { HostPortGateway } from '../../istio/host-port-gateway';
import { RouteTable } from '../../istio/route-table';
import { FrontDoor } from '../../tls/front-door';
import { Issuer } from '../../tls/issuer';
import type { IssuerConfig } from '../config/gateway';
import { at } from '../context';
import type { Context } from '../context';
import { ConfigError } from '../problem';

const GATEWAY = { name: 'kubeflow-gateway', namespace: 'kubeflow' };

/** The keys of what a message calls otherwise. */
const KEYS = {
  'a host': ['host'],
  'a name of dnsNames': ['host'],
  dnsNames: ['host'],
  dnsLabel: ['loadBalancer', 'dnsLabel'],
  ...Object.fromEntries(
    ['zone', 'subscriptionId', 'resourceGroup', 'clientId', 'email', 'server'].map((key) => [
      key,
      ['issuer', 'acmeAzureDns', key],
    ]),
  ),
};

/** The gateway, its certificate, and the table of its routes. */
export function gateway(context: Context): void {
  const config = context.config.gateway;
  if (!config) return;
  const chart = context.chart('40-gateway', 'istio-system');
  const build = (): void => {
    const { host, issuer, loadBalancer, version } = config;
    new FrontDoor(chart, 'front-door', {
      ...GATEWAY,
      certificate: { dnsNames: [host], issuer: at(['gateway', 'issuer'], () => issuerOf(issuer)) },
      hosts: [host],
      version,
      ...(loadBalancer && { loadBalancer }),
    });
    const { kind } = context;
    if (kind) requireForwarded(kind.ingressNode.ports);
    if (kind) new HostPortGateway(chart, 'host-ports', { node: kind.ingressNode });
    // For any host, as Kubeflow's own routes are: a table for the one host would take all of its requests, and theirs too.
    context.routes = new RouteTable(chart, 'routes', { gateway: GATEWAY, name: 'platform-routes', version });
  };
  at(['gateway'], build, KEYS);
}

/** The gateway of a kind cluster listens at these ports of the node, whichever those of the machine are. */
function requireForwarded(ports: readonly number[]): void {
  const missing = [80, 443].find((port) => !ports.includes(port));
  if (missing === undefined) return;
  const message = `has none that leads to ${missing} of the node, where the gateway listens; allowed is one such as { hostPort: ${missing + 8000}, containerPort: ${missing} }`;
  throw new ConfigError([{ path: ['kind', 'ports'], message }]);
}

function issuerOf({ selfSignedCa, acmeAzureDns, existing }: IssuerConfig): Issuer {
  if (acmeAzureDns) return Issuer.acmeAzureDns(acmeAzureDns);
  if (existing) return Issuer.existing(existing);
  return Issuer.selfSignedCa(selfSignedCa);
}
