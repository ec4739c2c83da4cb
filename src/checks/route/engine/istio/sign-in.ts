import { list, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import { hop } from '../hops';
import { namespaceOf, olderFirst, textMap } from '../objects';
import type { Workloads } from '../pods';
import type { Inbound } from '../request';
import type { AskedGateway, Hop, Place } from '../types';
import { asks } from '../policy/custom';
import { YES } from '../policy/fit';
import type { Fit } from '../policy/fit';
import { gatewayPods } from '../policy/gateway-pods';
import { appliedTo, isDryRun, ROOT } from '../policy/policies';
import type { Pods } from '../policy/policies';
import type { Seen } from '../policy/seen';
import { fitsRule } from './policy-rule';
import { openPaths } from './sign-in-paths';

/** Something in front of the routes that asks a service whether a request may pass. */
export interface Guard {
  readonly place: Place;
  /** The provider, or the cluster that is asked. */
  readonly provider: string;
  /** Path prefixes that the asked service itself lets through, as its settings say. */
  readonly open: readonly string[];
  /** Whether a request of a route may be put to the provider, whoever sends it. */
  asks(request: Pick<Inbound, 'path' | 'host' | 'authority' | 'method' | 'port'>): boolean;
  /** Whether this request is put to the provider. */
  readonly fit: (seen: Seen) => Fit;
}

/** What the sign-in says of a request. */
export interface SignInAnswer {
  readonly hops: readonly Hop[];
  /** The providers that are asked, or may be. */
  readonly providers: readonly string[];
  /** Facts that decide whether one is asked. */
  readonly dependsOn: readonly string[];
}

/** The external authorization of one gateway: AuthorizationPolicies of action CUSTOM and EnvoyFilters that insert `ext_authz`. */
export class SignIn {
  public readonly guards: readonly Guard[];

  public constructor(model: Model, asked: AskedGateway, workloads: Workloads) {
    this.guards = [...policies(model, gatewayPods(asked, workloads).pods), ...filters(model, asked, workloads)];
  }

  public answer(seen: Seen): SignInAnswer {
    const providers: string[] = [];
    const dependsOn: string[] = [];
    const hops = this.guards.map((guard) => {
      const { provider, place } = guard;
      const fit = guard.fit(seen);
      if (fit.is === 'no') return hop('sign-in', place, `does not ask ${provider} for this request`);
      providers.push(provider);
      if (fit.is === 'depends') {
        dependsOn.push(...fit.on);
        return hop('sign-in', place, `asks ${provider} first, or not: it depends on ${fit.on.join(', and on ')}`);
      }
      const open = guard.open.find((prefix) => 'value' in seen.path && seen.path.value.startsWith(prefix));
      const text = `asks ${provider} first`;
      return hop('sign-in', place, open === undefined ? text : `${text}, which lets ${open} through unsigned`);
    });
    return { hops, providers, dependsOn };
  }
}

function* policies(model: Model, pods: Pods): Iterable<Guard> {
  for (const { manifest, maybe } of appliedTo(model, 'AuthorizationPolicy', pods)) {
    const { action, provider, rules } = record(manifest.object.spec);
    if (action !== 'CUSTOM' || maybe || isDryRun(manifest)) continue;
    yield {
      place: { manifest, path: ['spec'] },
      provider: `provider ${text(record(provider).name) ?? '(no name)'}`,
      open: [],
      asks: (request) => list(rules).some((rule) => fitsRule(rule, request)),
      fit: (seen) => asks(list(rules), seen, namespaceOf(manifest)),
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
      yield { place, provider: cluster, open: openPaths(cluster, model, workloads), asks: () => true, fit: () => YES };
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
