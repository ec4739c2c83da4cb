import { formatPath } from '../../../field-path';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { isSubset, lookUp } from '../hosts';
import { answered, hop, plain } from '../hops';
import type { Workloads } from '../pods';
import type { Inbound } from '../request';
import type { Hop, Outcome } from '../types';
import type { Before } from '../policy/gate';
import { dependingOn, refused } from '../policy/outcome';
import type { Verdict } from '../policy/verdict';
import { toBackends } from './backends';
import type { ReachedBackend } from './backends';
import { GatewayPolicies } from './gateway-policies';
import { filterOf, redirectOf } from './filters';
import { attachments, byPrecedence, fitsRequest, ruleMatches } from './http-route';
import type { Attachment, RuleMatch } from './http-route';
import { GATEWAY_API, listenersOf, showListener } from './listener';
import type { Listener } from './listener';

/** Follows requests through Gateways and HTTPRoutes of the Gateway API. */
export class GatewayApi {
  public readonly listeners: readonly Listener[];
  public readonly routes: readonly Manifest[];
  private readonly tables = new Map<Listener, Map<string, RuleMatch[]>>();
  private readonly policies: GatewayPolicies;

  public constructor(
    private readonly model: Model,
    private readonly workloads: Workloads,
  ) {
    this.listeners = listenersOf(model);
    this.policies = new GatewayPolicies(model, workloads);
    this.routes = model.ofKind(GATEWAY_API, 'HTTPRoute');
    for (const route of this.routes) this.attach(route);
    for (const hosts of this.tables.values()) for (const rules of hosts.values()) rules.sort(byPrecedence);
  }

  /** Whether any Gateway has a listener. */
  public get exists(): boolean {
    return this.listeners.length > 0;
  }

  /** What comes of each parent of a route. */
  public attachments(route: Manifest): readonly Attachment[] {
    return attachments(route, this.listeners, this.model);
  }

  /** `undefined` where no listener takes requests of the port. Each Gateway has an address of its own: the first that has a route answers. */
  public answer(request: Inbound): Outcome | undefined {
    const open = this.listeners.filter(({ port, protocol, passthrough }) => {
      const secure = protocol === 'HTTPS';
      return (
        port === request.port &&
        !passthrough &&
        (secure || protocol === 'HTTP') &&
        secure === (request.scheme === 'https')
      );
    });
    let none: Outcome | undefined;
    for (const gateway of new Set(open.map((one) => one.gateway))) {
      const outcome = this.ask(
        open.filter((one) => one.gateway === gateway),
        request,
      );
      if (outcome && outcome.status !== 404) return outcome;
      none ??= outcome;
    }
    return none;
  }

  private attach(route: Manifest): void {
    const rules = ruleMatches(route);
    for (const attachment of this.attachments(route)) {
      if (!('hosts' in attachment)) continue;
      const table = this.tables.get(attachment.listener) ?? new Map<string, RuleMatch[]>();
      this.tables.set(attachment.listener, table);
      for (const host of attachment.hosts) {
        const same = table.get(host);
        if (same) same.push(...rules);
        else table.set(host, [...rules]);
      }
    }
  }

  /** The listener of the most specific host, then its most specific host of routes. */
  private ask(listeners: readonly Listener[], request: Inbound): Outcome | undefined {
    const name = request.scheme === 'https' ? request.serverName : request.host;
    const byHost = new Map(listeners.map((one) => [one.hostname === '' ? '*' : one.hostname, one]));
    const listener = lookUp(byHost, name)?.value;
    if (!listener) {
      const hosts = listeners.map(({ hostname }) => hostname).join(', ');
      return answered(404, [plain('listener', `port ${request.port} is for ${hosts}, not for ${name}`)]);
    }
    const first = hop(
      'listener',
      { manifest: listener.gateway, path: ['spec', 'listeners', listener.index] },
      showListener(listener),
    );
    const before = this.policies.before(listener, request);
    if (before.denied) return refused([first, ...before.hops], before.denied);
    return dependingOn(this.routed(listener, request, [first, ...before.hops], before), before.dependsOn);
  }

  private routed(listener: Listener, request: Inbound, hops: readonly Hop[], before: Before): Outcome {
    const found = lookUp(this.tables.get(listener) ?? new Map<string, RuleMatch[]>(), request.host);
    if (!found || !isSubset(request.host, listener.hostname === '' ? '*' : listener.hostname))
      return answered(404, [...hops, plain('host', `no HTTPRoute of this listener serves the host ${request.host}`)]);
    const match = found.value.find((one) => fitsRequest(one, request));
    if (!match) {
      const none = `none of the ${found.value.length} rules of host ${found.name} fits ${request.method} ${request.path}`;
      return answered(404, [...hops, plain('route', none)]);
    }
    return this.follow(match, listener, request, [...hops, hop('route', match.place, showRule(match))], before);
  }

  private follow(
    match: RuleMatch,
    listener: Listener,
    request: Inbound,
    hops: readonly Hop[],
    before: Before,
  ): Outcome {
    const filter = filterOf(match, 'RequestRedirect', 'requestRedirect');
    if (!filter) {
      const arrive = (one: ReachedBackend): Verdict => this.policies.arrive(listener, request, one, before);
      return toBackends(match, request, hops, this.model, this.workloads, arrive);
    }
    const { to, status } = redirectOf(filter, match, request, listener.port);
    const place = { manifest: match.route, path: ['spec', 'rules', match.ruleIndex, 'filters'] };
    return answered(status, [...hops, hop('redirect', place, `${status} to ${to}`)], { redirect: to });
  }
}

/** `rules[0].matches[1]: PathPrefix /api`. */
export function showRule({ place, path, method, headers, queryParams }: RuleMatch): string {
  const parts = [`${path.type} ${path.value}`];
  if (method !== undefined) parts.push(method);
  for (const one of headers) parts.push(`header ${one.name} ${one.regex ? 'regex ' : ''}${one.value}`);
  for (const one of queryParams) parts.push(`query ${one.name} ${one.regex ? 'regex ' : ''}${one.value}`);
  return `${formatPath(place.path.slice(1))}: ${parts.join(', ')}`;
}
