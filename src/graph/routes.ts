import { list, number, record, text } from '../checks/accept/read';
import { describe } from '../checks/manifest';
import type { Manifest } from '../checks/manifest';
import type { Model } from '../checks/model/model';
import { routeViews } from '../checks/route/gateways';
import { serviceOf } from '../checks/route/engine/backend';
import { GatewayApi } from '../checks/route/engine/gateway-api/gateway-api';
import { ruleMatches } from '../checks/route/engine/gateway-api/http-route';
import { Ingresses } from '../checks/route/engine/ingress/ingress';
import { targetOf, weighted } from '../checks/route/engine/istio/destinations';
import { shortHost } from '../checks/route/engine/istio/names';
import { conditions } from '../checks/route/engine/istio/show';
import type { EnvoyRoute } from '../checks/route/engine/istio/virtual-hosts';
import { filled, namespaceOf, textMap, title as titleOf } from '../checks/route/engine/objects';
import { Workloads } from '../checks/route/engine/pods';
import { idOf, namespaceGroup, sourceOf, WAYS_IN } from './builder';
import type { GraphBuilder } from './builder';
import { workloadNode } from './workload-node';

/** Hosts and paths with the Services and pods to which gateways of Istio, Gateways and Ingresses lead requests. */
export function addRoutes(builder: GraphBuilder, model: Model): void {
  new Routes(builder, model).add();
}

/** Where a path leads: a Service with a port, or what stands in its place. */
type End =
  { readonly service: Manifest; readonly port?: number } | { readonly missing: string } | { readonly outside: string };

class Routes {
  private readonly workloads: Workloads;

  public constructor(
    private readonly builder: GraphBuilder,
    private readonly model: Model,
  ) {
    this.workloads = new Workloads(model);
  }

  public add(): void {
    this.istio();
    this.gatewayApi();
    this.ingresses();
    for (const service of this.model.ofKind('', 'Service')) {
      const type = text(record(service.object.spec).type);
      if (type === 'LoadBalancer' || type === 'NodePort') {
        const host = this.host(`${type} ${titleOf(service).replace(/^Service /, '')}`, 'its own address');
        this.edge(host, this.service({ service }), titleOf(service));
      }
    }
  }

  private istio(): void {
    for (const { gateway } of routeViews(this.model)) {
      for (const { hosts } of gateway.tables.all()) {
        for (const { domain, routes } of hosts.values()) {
          for (const route of routes)
            this.path(domain, pathOf(route), route.service.manifest, istioEnds(route, gateway.clusters));
        }
      }
    }
  }

  private gatewayApi(): void {
    const api = new GatewayApi(this.model, this.workloads);
    for (const route of api.routes) {
      const hosts = api.attachments(route).flatMap((one) => ('hosts' in one ? one.hosts : []));
      for (const { path, method, rule } of ruleMatches(route)) {
        const shown = [
          path.type === 'Exact' ? path.value : path.type === 'PathPrefix' ? prefix(path.value) : `~ ${path.value}`,
          method,
        ];
        const ends = list(rule.backendRefs).map((one) => this.end(one, namespaceOf(route)));
        for (const host of new Set(hosts))
          this.path(host, shown.filter((one) => one !== undefined).join(' '), route, ends);
      }
    }
  }

  private ingresses(): void {
    for (const { name, locations } of new Ingresses(this.model, this.workloads).hosts.values()) {
      // nginx has two locations for a prefix; the path that was written is one.
      for (const source of new Set(locations.map((one) => one.source))) {
        const { type, path, useRegex } = source;
        const shown = useRegex ? `~ ${path}` : type === 'Exact' ? path : prefix(path);
        const backend =
          source.backend && this.end({ ...source.backend, port: source.backend.port }, namespaceOf(source.ingress));
        this.path(name === '' ? '*' : name, shown, source.ingress, backend ? [backend] : []);
      }
    }
  }

  /** What a `backendRef` or the backend of an Ingress names. */
  private end(ref: unknown, namespace: string): End {
    const { name, namespace: other, port } = record(ref);
    const place = filled(other) ?? namespace;
    const service = serviceOf(this.model, place, text(name) ?? '');
    return service ? { service, port: number(port) } : { missing: `Service ${place}/${text(name) ?? ''}` };
  }

  private path(domain: string, shown: string, by: Manifest, ends: readonly End[]): void {
    const host = this.host(domain, 'host');
    const of = sourceOf(by);
    const path = this.builder.node({
      id: `path/${domain}/${idOf(by)}/${shown}`,
      kind: 'path',
      lines: [shown],
      title: `${domain} ${shown}\nby ${titleOf(by)}`,
      group: WAYS_IN.id,
      of,
    });
    this.edge(host, path, titleOf(by));
    for (const end of ends) {
      if ('service' in end) this.edge(path, this.service(end), titleOf(by), isOnly(end.service) ? undefined : end.port);
      else this.other(path, end, titleOf(by));
    }
  }

  private other(path: string, end: Exclude<End, { service: Manifest }>, by: string): void {
    const isMissing = 'missing' in end;
    const name = isMissing ? end.missing : end.outside;
    const to = this.builder.node({
      id: `${isMissing ? 'missing' : 'outside'}/${name}`,
      kind: isMissing ? 'problem' : 'host',
      lines: [name, isMissing ? 'is not there' : 'outside'],
      title: isMissing ? `${name} is not among the manifests` : `${name}, outside of the cluster`,
      group: WAYS_IN.id,
    });
    this.edge(path, to, by);
  }

  private host(domain: string, what: string): string {
    return this.builder.node({
      id: `host/${domain}`,
      kind: 'host',
      lines: [domain === '*' ? 'any host' : domain, what],
      title: domain === '*' ? 'any host' : domain,
      group: WAYS_IN.id,
    });
  }

  /** A Service and the workloads that it selects. */
  private service({ service }: { readonly service: Manifest }): string {
    const of = sourceOf(service);
    const { ports, selector } = record(service.object.spec);
    const shown = list(ports).flatMap((one) => number(record(one).port) ?? []);
    const id = this.builder.node({
      id: idOf(service),
      kind: 'service',
      lines: [service.object.metadata?.name ?? '', `${service.object.kind ?? ''} ${shown.join(', ')}`.trim()],
      title: `${describe(service.object)}\nports ${shown.join(', ')}`,
      group: namespaceGroup(of.namespace),
      of,
    });
    for (const { manifest } of this.workloads.select(namespaceOf(service), textMap(selector))) {
      this.edge(id, workloadNode(this.builder, { manifest }), titleOf(service));
    }
    return id;
  }

  private edge(from: string, to: string, title: string, port?: number): void {
    this.builder.edge({ from, to, kind: 'routes', title, ...(port !== undefined && { label: `:${port}` }) });
  }
}

/** Whether a Service has one port, which it shows itself. */
function isOnly({ object }: Manifest): boolean {
  return list(record(object.spec).ports).length === 1;
}

type Clusters = Parameters<typeof targetOf>[2];

function istioEnds(route: EnvoyRoute, clusters: Clusters): readonly End[] {
  const { redirect, directResponse, destinations } = route.rule;
  if (redirect ?? directResponse !== undefined) return [];
  return weighted(destinations).map((one): End => {
    const { service, host, port, lacks } = targetOf(one, route, clusters);
    if (service && lacks === undefined) return { service: service.manifest, port };
    const name = `${shortHost(host)}:${port}`;
    return lacks === undefined ? { outside: name } : { missing: name };
  });
}

/** The conditions of a route, a path as people write it. */
function pathOf({ match, rule }: EnvoyRoute): string {
  const uri = match?.uri;
  const paths = {
    exact: (value: string) => value,
    prefix,
    regex: (value: string) => `~ ${value}`,
    none: () => 'every path',
  };
  const path = uri ? paths[uri.kind](uri.value) : undefined;
  const rest = conditions(match && { ...match, uri: undefined });
  const both = [path, rest === 'every request' && path !== undefined ? undefined : rest];
  const does = rule.redirect
    ? ', a redirect'
    : rule.directResponse === undefined
      ? ''
      : `, answers ${rule.directResponse}`;
  return `${both.filter((one) => one !== undefined).join(', ')}${does}`;
}

function prefix(path: string): string {
  return `${path}*`;
}
