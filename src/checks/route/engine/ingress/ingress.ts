import { list, record } from '../../../accept/read';
import { formatPath } from '../../../field-path';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { backendOf } from '../backend';
import { answered, hop, plain } from '../hops';
import { namespaceOf, olderFirst } from '../objects';
import type { Workloads } from '../pods';
import type { Inbound } from '../request';
import type { Hop, Outcome, Place } from '../types';
import { arrived } from '../policy/outcome';
import { isNginx } from './class';
import { IngressPolicies } from './ingress-policies';
import { annotationsOf, locationFor, locationsOf, pathsOf, rewritten, serviceBackend } from './locations';
import type { IngressPath, Location } from './locations';

/** What ingress-nginx answers for one host; the empty name is the host of all others. */
export interface IngressHost {
  readonly name: string;
  readonly locations: readonly Location[];
  /** The first Ingress of the host, which settles redirects to HTTPS where a path has none. */
  readonly ingresses: readonly Manifest[];
  readonly tls: boolean;
  /** What takes a path that no location takes. */
  readonly fallback?: { readonly place: Place; readonly backend: NonNullable<IngressPath['backend']> };
}

/** Follows requests through the Ingresses of one cluster, as ingress-nginx serves them on ports 80 and 443. */
export class Ingresses {
  public readonly hosts: ReadonlyMap<string, IngressHost>;
  private readonly policies: IngressPolicies;

  public constructor(
    private readonly model: Model,
    private readonly workloads: Workloads,
  ) {
    this.hosts = hostsOf(model);
    this.policies = new IngressPolicies(model, workloads);
  }

  /** `undefined` where no Ingress is served or the port is none of nginx. */
  public answer(request: Inbound): Outcome | undefined {
    if (this.hosts.size === 0 || request.port !== (request.scheme === 'https' ? 443 : 80)) return undefined;
    const host = this.hosts.get(request.host) ?? this.hosts.get(wildcard(request.host)) ?? this.hosts.get('');
    if (!host) return answered(404, [plain('host', `no Ingress serves the host ${request.host}`)]);
    const location = locationFor(host.locations, request.path);
    if (!location) return this.fallback(host, request);
    const { source } = location;
    const shown = location.kind === 'regex' ? `pattern ^${location.path}` : `${location.kind} ${location.path}`;
    const hops = [
      plain('listener', `port ${request.port} of ingress-nginx, host ${host.name === '' ? '*' : host.name}`),
      ...signIn(source),
      hop('route', source.place, `${formatPath(source.place.path.slice(1))}: ${shown}`),
    ];
    const redirect = redirectOf(source.ingress, host, request);
    if (redirect) {
      const place = { manifest: source.ingress, path: ['metadata', 'annotations'] };
      const said = hop('redirect', place, `${redirect.status} to ${redirect.to} (${redirect.why})`);
      return answered(redirect.status, [...hops, said], { redirect: redirect.to });
    }
    if (!source.backend) return answered(503, [...hops, plain('destination', 'the backend is no Service')]);
    const path = rewritten(location, request.path) + request.target.slice(request.path.length);
    const place = { manifest: source.ingress, path: ['metadata', 'annotations'] };
    const changed = path === request.target ? [] : [hop('rewrite', place, `${request.target} becomes ${path}`)];
    return this.toService(source.ingress, source.backend, source.place, path, [...hops, ...changed], request);
  }

  private fallback(host: IngressHost, request: Inbound): Outcome {
    const first = plain(
      'listener',
      `port ${request.port} of ingress-nginx, host ${host.name === '' ? '*' : host.name}`,
    );
    if (!host.fallback) return answered(404, [first, plain('route', `no path of this host takes ${request.path}`)]);
    const { place, backend } = host.fallback;
    const hops = [first, hop('route', place, 'the default backend')];
    return this.toService(place.manifest, backend, place, request.target, hops, request);
  }

  private toService(
    ingress: Manifest,
    { name, port }: NonNullable<IngressPath['backend']>,
    place: Place,
    path: string,
    hops: readonly Hop[],
    request: Inbound,
  ): Outcome {
    const namespace = namespaceOf(ingress);
    const found = backendOf(this.model, namespace, name, port);
    if ('lacks' in found) {
      const missing = `${name}.${namespace}.svc:${port}`;
      return answered(503, [...hops, hop('destination', place, found.lacks)], { missing });
    }
    const destination = `${name}.${namespace}.svc:${found.port}`;
    const last = this.workloads.hops(found.service, found.port);
    const outcome = { destination, path, redirect: null, status: null, hops: [...hops, ...last] };
    return arrived(this.policies.arrive(ingress, found, path, request), outcome);
  }
}

/** The Ingresses of ingress-nginx, those of canary releases left out: they change weights, not where a request may go. */
export function servedIngresses(model: Model): Manifest[] {
  return olderFirst(model.ofKind('networking.k8s.io', 'Ingress')).filter(
    (one) => isNginx(one, model) && annotationsOf(one).get('canary') !== 'true',
  );
}

function hostsOf(model: Model): ReadonlyMap<string, IngressHost> {
  const paths = new Map<string, { ingress: Manifest; paths: readonly IngressPath[] }[]>();
  const all = servedIngresses(model);
  const put = (name: string, ingress: Manifest, own: readonly IngressPath[]): void => {
    const same = paths.get(name);
    if (same) same.push({ ingress, paths: own });
    else paths.set(name, [{ ingress, paths: own }]);
  };
  for (const ingress of all) {
    const own = pathsOf(ingress);
    for (const [name, one] of own) put(name, ingress, one);
    const alias = annotationsOf(ingress).get('server-alias')?.split(',') ?? [];
    for (const name of alias) put(name.trim().toLowerCase(), ingress, [...own.values()].flat());
    if (own.size === 0 && record(ingress.object.spec).defaultBackend !== undefined) put('', ingress, []);
  }
  return new Map(
    [...paths].map(([name, entries]) => {
      const ingresses = entries.map(({ ingress }) => ingress);
      const locations = locationsOf(entries.flatMap((one) => one.paths));
      const tls = ingresses.some((one) => hasTls(one, name));
      return [name, { name, locations, ingresses, tls, fallback: fallbackOf(ingresses) }];
    }),
  );
}

function fallbackOf(ingresses: readonly Manifest[]): IngressHost['fallback'] {
  for (const manifest of ingresses) {
    const backend = serviceBackend(record(manifest.object.spec).defaultBackend);
    if (backend) return { place: { manifest, path: ['spec', 'defaultBackend'] }, backend };
  }
  return undefined;
}

function hasTls({ object }: Manifest, host: string): boolean {
  return list(record(object.spec).tls).some((one) => {
    const hosts = list(record(one).hosts).map((name) => (typeof name === 'string' ? name.toLowerCase() : ''));
    return hosts.length === 0 || hosts.includes(host) || hosts.includes(wildcard(host));
  });
}

/** The wildcard that takes a host: it stands for one label. */
function wildcard(host: string): string {
  return host.replace(/^[^.]*/, '*');
}

function redirectOf(ingress: Manifest, host: IngressHost, request: Inbound) {
  const given = annotationsOf(ingress);
  const secure = given.get('force-ssl-redirect') === 'true' || (host.tls && given.get('ssl-redirect') !== 'false');
  if (secure && request.scheme === 'http') {
    return { to: `https://${request.host}${request.target}`, status: 308, why: 'redirect to HTTPS' };
  }
  const permanent = given.get('permanent-redirect');
  if (permanent) {
    return { to: permanent, status: Number(given.get('permanent-redirect-code') ?? 301), why: 'permanent-redirect' };
  }
  const temporal = given.get('temporal-redirect');
  if (temporal) return { to: temporal, status: 302, why: 'temporal-redirect' };
  const root = given.get('app-root');
  if (root?.startsWith('/') && request.path === '/')
    return { to: `${request.scheme}://${request.authority}${root}`, status: 302, why: 'app-root' };
  return undefined;
}

function signIn({ ingress }: IngressPath): Hop[] {
  const given = annotationsOf(ingress);
  const asked =
    given.get('auth-url') ?? (given.has('auth-type') ? `${given.get('auth-type')!} authentication` : undefined);
  if (asked === undefined) return [];
  return [hop('sign-in', { manifest: ingress, path: ['metadata', 'annotations'] }, `asks ${asked} first`)];
}
