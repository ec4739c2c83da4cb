import { list, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import { hop } from '../hops';
import { namespaceOf, olderFirst, textMap } from '../objects';
import type { Workloads } from '../pods';
import type { Inbound } from '../request';
import type { AskedGateway, Hop, Place } from '../types';
import { fitsRule } from './policy-rule';
import { openPaths } from './sign-in-paths';

/** The namespace whose policies and filters are for every namespace. */
const ROOT = 'istio-system';

/** Something in front of the routes that asks a service whether a request may pass. */
export interface Guard {
  readonly place: Place;
  /** The provider, or the cluster that is asked. */
  readonly provider: string;
  /** Path prefixes that the asked service itself lets through, as its settings say. */
  readonly open: readonly string[];
  /** Whether the request is put to the provider at all. */
  asks(request: Pick<Inbound, 'path' | 'host' | 'authority' | 'method' | 'port'>): boolean;
}

/** The external authorization of one gateway: AuthorizationPolicies of action CUSTOM and EnvoyFilters that insert `ext_authz`. */
export class SignIn {
  public readonly guards: readonly Guard[];

  public constructor(model: Model, asked: AskedGateway, workloads: Workloads) {
    this.guards = [...policies(model, asked), ...filters(model, asked, workloads)];
  }

  public hops(request: Inbound): readonly Hop[] {
    return this.guards.map((guard) => {
      if (!guard.asks(request)) return hop('sign-in', guard.place, `does not ask ${guard.provider} for this request`);
      const open = guard.open.find((prefix) => request.path.startsWith(prefix));
      const text = `asks ${guard.provider} first`;
      return hop('sign-in', guard.place, open === undefined ? text : `${text}, which lets ${open} through unsigned`);
    });
  }
}

function* policies(model: Model, asked: AskedGateway): Iterable<Guard> {
  for (const manifest of olderFirst(model.ofKind('security.istio.io', 'AuthorizationPolicy'))) {
    const { action, provider, rules, selector, targetRefs, targetRef } = record(manifest.object.spec);
    if (action !== 'CUSTOM' || list(targetRefs).length > 0 || targetRef !== undefined) continue;
    const namespace = namespaceOf(manifest);
    if (namespace !== asked.namespace && namespace !== ROOT) continue;
    if (!isPartOf(record(selector).matchLabels, asked)) continue;
    yield {
      place: { manifest, path: ['spec'] },
      provider: `provider ${text(record(provider).name) ?? '(no name)'}`,
      open: [],
      asks: (request) => list(rules).some((rule) => fitsRule(rule, request)),
    };
  }
}

function* filters(model: Model, asked: AskedGateway, workloads: Workloads): Iterable<Guard> {
  for (const manifest of olderFirst(model.ofKind('networking.istio.io', 'EnvoyFilter'))) {
    const { workloadSelector, configPatches } = record(manifest.object.spec);
    const namespace = namespaceOf(manifest);
    if (namespace !== asked.namespace && namespace !== ROOT) continue;
    if (!isPartOf(record(workloadSelector).labels, asked)) continue;
    for (const [index, one] of list(configPatches).entries()) {
      const { applyTo, match, patch } = record(one);
      const { operation, value } = record(patch);
      const context = text(record(match).context) ?? 'ANY';
      if (applyTo !== 'HTTP_FILTER' || (context !== 'GATEWAY' && context !== 'ANY') || operation === 'REMOVE') continue;
      const config = extAuthz(value);
      if (!config) continue;
      const cluster = clusterOf(config) ?? 'an authorization service';
      const place = { manifest, path: ['spec', 'configPatches', index] };
      yield { place, provider: cluster, open: openPaths(cluster, model, workloads), asks: () => true };
    }
  }
}

function isPartOf(labels: unknown, asked: AskedGateway): boolean {
  return [...textMap(labels)].every(([key, value]) => asked.labels[key] === value);
}

/** The settings of the filter `ext_authz`, in the typed form or in the old one. */
function extAuthz(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const { name, typed_config: typed, config } = record(value);
  const settings = record(typed ?? config);
  const isOne = (text(name) ?? '').includes('ext_authz') || (text(settings['@type']) ?? '').includes('ext_authz');
  return isOne ? settings : undefined;
}

/** The service that is asked, such as `authservice.istio-system.svc.cluster.local`. */
function clusterOf(config: Readonly<Record<string, unknown>>): string | undefined {
  const uri = record(record(config.http_service).server_uri);
  const grpc = record(record(config.grpc_service).envoy_grpc);
  const cluster = text(uri.cluster) ?? text(grpc.cluster_name);
  return cluster?.split('|')[3] ?? cluster ?? text(uri.uri);
}
