import type { IConstruct } from 'constructs';
import { fail, requireKnown, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import type { RouteApi } from './route-match';

/** A gateway that exists, or that a `tls.FrontDoor` renders: of Istio, or of the Gateway API where the table is one of that. */
export interface GatewayReference {
  /** The name of the gateway. */
  readonly name: string;
  /** The namespace of the gateway. */
  readonly namespace: string;
}

/** Properties of a {@link RouteTable}. */
export interface RouteTableProps {
  /** The gateway that the requests come through. */
  readonly gateway: GatewayReference;

  /**
   * The hosts that the routes are for: names, `*.` and a name, or `*` alone for any.
   * @default ['*']
   */
  readonly hosts?: readonly string[];

  /**
   * The name of the VirtualService or HTTPRoute.
   * @default - the name of the gateway
   */
  readonly name?: string;

  /**
   * The namespace of what is rendered.
   * @default - that of the gateway
   */
  readonly namespace?: string;

  /**
   * What is rendered: one VirtualService of Istio, or HTTPRoutes of the Gateway API.
   * @default 'istio'
   */
  readonly api?: RouteApi;

  /**
   * The version of the VirtualService. `v1` needs Istio 1.22.
   * @default 'v1', but 'v1beta1' for the documented edition
   */
  readonly version?: 'v1' | 'v1beta1';

  /**
   * The listener of the gateway that the HTTPRoutes belong to.
   * @default - every listener that allows them
   */
  readonly sectionName?: string;

  /**
   * The DNS domain of the cluster, which full names of Services end with.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * `platform`: one table in an order that works. `documented`: a VirtualService for each route, by its name and in the order of
   * registration, as document 003 has them, with nothing checked between them.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';

  /**
   * Lets two routes of the documented edition have one name, of which the cluster keeps the later alone (KKA-01). The rule REF001
   * still reports them.
   * @default false
   */
  readonly duplicateNames?: boolean;
}

const HOST = /^(\*|(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)$/;

/**
 * Fails where a value of the props is not one of those allowed, or two exclude each other.
 *
 * @throws with the path of the table
 */
export function requireTableProps(table: IConstruct, props: RouteTableProps): void {
  const { gateway, name, namespace, api, edition, version } = props;
  requireOneOf(table, 'api', api, ['istio', 'gateway']);
  requireOneOf(table, 'edition', edition, ['platform', 'documented']);
  requireOneOf(table, 'version', version, ['v1', 'v1beta1']);
  requireKnown(table, 'gateway', gateway, ['name', 'namespace']);
  requireSyntax(table, 'gateway.name', gateway.name, dns1123Subdomain);
  requireSyntax(table, 'gateway.namespace', gateway.namespace, dns1123Label);
  if (name !== undefined) requireSyntax(table, 'name', name, dns1123Subdomain);
  if (namespace !== undefined) requireSyntax(table, 'namespace', namespace, dns1123Label);
  requireHosts(table, props.hosts ?? ['*']);
  requireOptions(table, props);
}

function requireHosts(table: IConstruct, hosts: readonly string[]): void {
  for (const host of hosts)
    requireMatch(table, 'a host', host, HOST, "a name in lower case, '*.' and a name, or '*', without scheme and port");
  if (hosts.length === 0) throw fail(table, "hosts is empty, allowed is at least one, or leave it out for '*'");
  if (hosts.includes('*') && hosts.length > 1)
    throw fail(table, `hosts has '*' beside ${hosts.filter((host) => host !== '*').join(', ')}, which it covers`);
  if (new Set(hosts).size < hosts.length) throw fail(table, `hosts has a host twice: ${hosts.join(', ')}`);
}

function requireOptions(table: IConstruct, props: RouteTableProps): void {
  const { api, edition, version, sectionName, duplicateNames } = props;
  if (api === 'gateway' && version !== undefined)
    throw fail(table, 'version is given with api gateway, which has v1 alone');
  if (api === 'gateway' && edition === 'documented')
    throw fail(table, 'edition documented is given with api gateway, the documents have VirtualServices');
  if (api !== 'gateway' && sectionName !== undefined)
    throw fail(table, 'sectionName is given with api istio, whose gateways have no named listeners');
  if (edition !== 'documented' && duplicateNames === true)
    throw fail(table, 'duplicateNames is given with edition platform, allowed with it is edition documented');
}
