import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { copy } from '../core/copy';
import { fail } from '../core/fail';
import { requireConstruct } from '../facts/given';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import type { IRouteTable, Route } from '../core/route';
import { requireRoute } from './check-route';
import { MAX_RULES, httpRouteRules, requireHttpRoute, servicesIn } from './http-route';
import { compareRoutes, matchKeys } from './route-match';
import type { RouteApi } from './route-match';
import { requireApart } from './route-clash';
import type { Entry } from './route-clash';
import { requireTableProps } from './route-table-props';
import type { GatewayReference, RouteTableProps } from './route-table-props';
import { virtualServiceRoute } from './virtual-service';
import { requireProps } from '../core/require-props';
import { ROUTE_TABLE } from './known-props';

/**
 * All routes of one gateway and its hosts, in an order that works whatever the order of registration: Istio asks the routes of one
 * VirtualService from first to last, and does not define the order between two. Without a route it renders nothing.
 *
 * It makes no gateway and no Service.
 *
 * @example
 * const routes = new istio.RouteTable(chart, 'routes', { gateway: { name: 'kubeflow-gateway', namespace: 'kubeflow' } });
 * routes.add(chart, { name: 'dex', prefix: '/dex/', to: { service: 'dex', namespace: 'auth', port: 5556 } });
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/
 */
export class RouteTable extends Construct implements IRouteTable {
  public readonly hosts: readonly string[];
  /** The gateway that the requests come through. */
  public readonly gateway: GatewayReference;

  private readonly entries: Entry[] = [];
  private readonly api: RouteApi;
  private readonly name: string;
  private readonly namespace: string;
  private readonly granted = new Set<string>();
  private objects = 0;

  /** @throws where a value is not one of those allowed, or another table has the same gateway and one of the hosts */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: RouteTableProps,
  ) {
    super(scope, id);
    requireProps(this, 'a RouteTable', props, ROUTE_TABLE);
    requireTableProps(this, props);
    this.props = copy(props);
    const { gateway, hosts = ['*'], api = 'istio', edition = 'platform' } = this.props;
    this.gateway = { name: gateway.name, namespace: gateway.namespace };
    this.hosts = [...hosts];
    this.api = api;
    this.name = props.name ?? gateway.name;
    this.namespace = props.namespace ?? gateway.namespace;
    if (edition === 'platform') this.requireOnly();
  }

  public add(owner: IConstruct, given: Route): void {
    requireConstruct('the owner of a route', owner);
    const route = copy(given);
    requireRoute(owner, route);
    if (this.props.edition === 'documented') {
      this.addDocumented(owner, route);
      return;
    }
    if (this.api === 'gateway') requireHttpRoute(owner, route);
    for (const other of this.entries) requireApart(owner, route, other, this.api);
    this.entries.push({ owner: owner.node.path, route });
    if (this.api === 'gateway') this.renderHttpRoutes(owner);
    else if (this.objects++ === 0) this.renderVirtualService('Resource', this.name, () => this.httpEntries());
  }

  /** The routes in the order in which they are asked, those that are given twice once. */
  public routes(): Route[] {
    const taken = new Set<string>();
    const routes: Route[] = [];
    for (const { route } of [...this.entries].sort((a, b) => compareRoutes(a.route, b.route, this.api))) {
      const keys = matchKeys(route, this.api);
      if (keys.every((key) => taken.has(key))) continue;
      for (const key of keys) taken.add(key);
      routes.push(copy(route));
    }
    return routes;
  }

  private httpEntries(): Record<string, unknown>[] {
    return this.routes().map((route) => ({ name: route.name, ...virtualServiceRoute(route, this.clusterDomain) }));
  }

  private get clusterDomain(): string {
    return this.props.clusterDomain ?? 'cluster.local';
  }

  private renderVirtualService(id: string, name: string, http: () => Record<string, unknown>[]): void {
    const { version = this.props.edition === 'documented' ? 'v1beta1' : 'v1' } = this.props;
    const spec = { gateways: [`${this.gateway.namespace}/${this.gateway.name}`], hosts: [...this.hosts] };
    const type = { apiVersion: `networking.istio.io/${version}`, kind: 'VirtualService' };
    requireSchema(this, { ...type, spec: { ...spec, http: http() } } as typeof type);
    new KubeObject(this, id, {
      ...type,
      metadata: { name, namespace: this.namespace },
      // Late, for any construct may add a route until synthesis.
      spec: { ...spec, http: Lazy.any({ produce: http }) as unknown },
    });
  }

  /** As many HTTPRoutes as the rules need, and the leave of each namespace that they send requests to from another one. */
  private renderHttpRoutes(owner: IConstruct): void {
    const type = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' };
    const { sectionName } = this.props;
    const hosts = this.hosts.includes('*') ? {} : { hostnames: [...this.hosts] };
    const parentRef = { group: 'gateway.networking.k8s.io', kind: 'Gateway', ...this.gateway };
    const spec = { parentRefs: [{ ...parentRef, ...(sectionName !== undefined && { sectionName }) }], ...hosts };
    const rules = (): Record<string, unknown>[] => this.routes().flatMap(httpRouteRules);
    requireSchema(owner, { ...type, spec: { ...spec, rules: rules().slice(0, MAX_RULES) } } as typeof type);
    for (; this.objects * MAX_RULES < rules().length; this.objects++) {
      const number = this.objects;
      new KubeObject(this, number === 0 ? 'Resource' : `Resource${number + 1}`, {
        ...type,
        metadata: { name: number === 0 ? this.name : `${this.name}-${number + 1}`, namespace: this.namespace },
        spec: {
          ...spec,
          rules: Lazy.any({ produce: () => rules().slice(number * MAX_RULES, (number + 1) * MAX_RULES) }) as unknown,
        },
      });
    }
    for (const { route } of this.entries) if (route.to) this.grant(route.to.namespace);
  }

  private grant(namespace: string): void {
    if (namespace === this.namespace || this.granted.has(namespace)) return;
    this.granted.add(namespace);
    const services = (): unknown[] =>
      servicesIn(this.routes(), namespace).map((name) => ({ group: '', kind: 'Service', name }));
    new KubeObject(this, `Grant-${namespace}`, {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { name: `${this.name}-routes`, namespace },
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: this.namespace }],
        to: Lazy.any({ produce: services }) as unknown,
      },
    });
  }

  private addDocumented(owner: IConstruct, route: Route): void {
    const same = this.entries.find((entry) => entry.route.name === route.name);
    if (same && this.props.duplicateNames !== true) {
      throw fail(
        owner,
        `VirtualService '${route.name}' is also that of a route of [${same.owner}], and the cluster keeps only the later; ` +
          'rename one of the two, or say duplicateNames: true',
      );
    }
    this.entries.push({ owner: owner.node.path, route });
    const id = this.entries.length === 1 ? 'Resource' : `Resource${this.entries.length}`;
    this.renderVirtualService(id, route.name, () => [virtualServiceRoute(route, this.clusterDomain)]);
  }

  /** Fails where another table has the same gateway and a host in common. */
  private requireOnly(): void {
    const { root } = this.node;
    const tables = tablesOf.get(root) ?? new Map<string, RouteTable>();
    tablesOf.set(root, tables);
    const { name, namespace } = this.gateway;
    const keys = this.hosts.map((host) => JSON.stringify([this.api, namespace, name, this.props.sectionName, host]));
    for (const [index, key] of keys.entries()) {
      const other = tables.get(key);
      // One that was taken out of the tree renders nothing.
      if (other?.node.scope?.node.tryFindChild(other.node.id) !== other || other === undefined) continue;
      throw fail(
        this,
        `the routes of host '${this.hosts[index]}' at gateway ${namespace}/${name} are in the table [${other.node.path}] already; add to it, ` +
          'for the order between two tables is not defined',
      );
    }
    for (const key of keys) tables.set(key, this);
  }
}

/** The table of each host at each gateway in a tree, so that a tree of many tables is not walked for each. */
const tablesOf = new WeakMap<IConstruct, Map<string, RouteTable>>();
