import { isIP } from 'net';
import type { Construct } from 'constructs';
import { fail, requireKnown, requireMatch, requireSyntax } from '../core/fail';
import { dns1123Label } from '../facts/names';
import type { Names } from './names';
import { patchFile } from './patch-file';

/** The load balancer of AKS before the gateway. */
export interface AzureLoadBalancer {
  /**
   * The Service of the gateway, in the namespace of its pods.
   * @default 'istio-ingressgateway'
   */
  readonly service?: string;

  /**
   * The first part of the name that Azure gives to the public address: `LABEL.REGION.cloudapp.azure.com`. It is known before the address
   * is, so that a certificate need not wait for it.
   * @default - no name
   */
  readonly dnsLabel?: string;

  /**
   * The address, which must exist in Azure or, with `internal`, be free in the subnet.
   * @default - one that Azure chooses
   */
  readonly address?: string;

  /**
   * Whether it has an address of the virtual network instead of a public one.
   * @default false
   */
  readonly internal?: boolean;

  /**
   * The subnet of an internal address.
   * @default - that of the nodes
   */
  readonly subnet?: string;

  /**
   * The path that the probe asks at `healthProbePort`. Azure would ask port 80 for `/`, gets the redirect, and takes no pod for healthy.
   * @default '/healthz/ready'
   */
  readonly healthProbePath?: string;

  /**
   * The port of the Service that the probe asks.
   * @default 15021, Istio's own
   */
  readonly healthProbePort?: number;
}

const FIELDS = ['service', 'dnsLabel', 'address', 'internal', 'subnet', 'healthProbePath', 'healthProbePort'];
const PREFIX = 'service.beta.kubernetes.io/';

/** The ports of the gateway's Service that clients use. */
const PORTS = [80, 443];

/** What the first part of the name of a public address of Azure must look like. */
export const DNS_LABEL = /^[a-z][-a-z0-9]{1,61}[a-z0-9]$/;

/**
 * Fails where an option is wrong, or does not go with the names of the certificate.
 *
 * @throws with both ends
 */
export function requireLoadBalancer(construct: Construct, options: AzureLoadBalancer, names?: Names): void {
  const { dnsLabel, address, internal = false, subnet, healthProbePath, healthProbePort } = options;
  requireKnown(construct, 'loadBalancer', options, FIELDS);
  requireMatch(
    construct,
    'dnsLabel',
    dnsLabel,
    DNS_LABEL,
    "3 to 63 lower-case letters, digits and '-', beginning with a letter",
  );
  if (options.service !== undefined) requireSyntax(construct, 'service', options.service, dns1123Label);
  requireMatch(construct, 'subnet', subnet, /^[A-Za-z0-9][-\w.]{0,79}$/, 'the name of a subnet');
  requireMatch(construct, 'healthProbePath', healthProbePath, /^\/\S*$/, "a path that begins with '/'");
  if (
    healthProbePort !== undefined &&
    !(Number.isInteger(healthProbePort) && healthProbePort > 0 && healthProbePort < 65536)
  )
    throw fail(construct, `healthProbePort is ${healthProbePort}, allowed are whole numbers from 1 to 65535`);
  if (address !== undefined && isIP(address) === 0)
    throw fail(construct, `address is '${address}', allowed is an IP address`);
  if (internal && dnsLabel !== undefined)
    throw fail(construct, `dnsLabel is '${dnsLabel}' and internal is true, but only a public address has a name`);
  if (!internal && subnet !== undefined) throw fail(construct, `subnet is '${subnet}' and internal is not true`);
  if (names) requireNamesOf(construct, options, names);
}

function requireNamesOf(construct: Construct, { dnsLabel, address }: AzureLoadBalancer, names: Names): void {
  if (address !== undefined && names.ipAddresses.length > 0 && !names.ipAddresses.includes(address)) {
    const all = names.ipAddresses.join(', ');
    throw fail(construct, `address of the load balancer is '${address}', but the certificate is for ${all}`);
  }
  const azure = names.dnsNames.find((name) => /^[^.*]+\.[^.]+\.cloudapp\.azure\.com$/.test(name));
  if (azure === undefined || azure.startsWith(`${dnsLabel}.`)) return;
  throw fail(
    construct,
    `dnsNames has '${azure}', but dnsLabel is ${dnsLabel === undefined ? 'not given' : `'${dnsLabel}'`}, so that Azure does not know the name`,
  );
}

/** The patch of the gateway's Service. */
export function loadBalancerPatch(
  scope: Construct,
  folder: string,
  namespace: string,
  options: AzureLoadBalancer,
): void {
  const { service = 'istio-ingressgateway' } = options;
  const { dnsLabel, address, internal, subnet, healthProbePath = '/healthz/ready', healthProbePort = 15021 } = options;
  const annotations: Record<string, string> = {};
  const set = (key: string, value: string | undefined): void => {
    if (value !== undefined) annotations[PREFIX + key] = value;
  };
  set('azure-dns-label-name', dnsLabel);
  set('azure-load-balancer-internal', internal === true ? 'true' : undefined);
  set('azure-load-balancer-internal-subnet', subnet);
  if (address !== undefined) set(`azure-load-balancer-ipv${isIP(address)}`, address);
  for (const port of PORTS) {
    set(`port_${port}_health-probe_port`, String(healthProbePort));
    set(`port_${port}_health-probe_protocol`, 'http');
    set(`port_${port}_health-probe_request-path`, healthProbePath);
  }
  patchFile(scope, folder, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, namespace, annotations },
    spec: { type: 'LoadBalancer' },
  });
}

/**
 * The patches that keep AKS from taking namespaces with the label `control-plane`, as Kubeflow's has, out of the reach of webhooks
 * (KKA-29): of Istio, whose name follows the revision, and of cert-manager.
 */
export function webhookPatches(scope: Construct, folder: string, istioRevision?: string): void {
  const istio = istioRevision === undefined || istioRevision === 'default' ? '' : `-${istioRevision}`;
  const webhooks: [kind: string, name: string][] = [
    ['MutatingWebhookConfiguration', `istio-sidecar-injector${istio}`],
    ['MutatingWebhookConfiguration', 'cert-manager-webhook'],
    ['ValidatingWebhookConfiguration', 'cert-manager-webhook'],
  ];
  for (const [kind, name] of webhooks) {
    patchFile(scope, folder, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind,
      metadata: { name, annotations: { 'admissions.enforcer/disabled': 'true' } },
    });
  }
}
