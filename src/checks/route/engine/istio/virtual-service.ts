import { isSet, list, number, record, text, texts } from '../../../accept/read';
import type { FieldPath } from '../../../field-path';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { filled, nameOf, namespaceOf, olderFirst } from '../objects';
import type { Place } from '../types';
import { fullHost, gatewayName } from './names';
import { readMatch } from './match';
import type { Match } from './match';
import { once } from '../../../../facts/once';

/** One destination of a route. */
export interface Destination {
  readonly place: Place;
  /** In full, such as `web.app.svc.cluster.local`. */
  readonly host: string;
  readonly subset: string;
  /** `undefined` where the route leaves it to the Service. */
  readonly port?: number;
  readonly weight: number;
  readonly authority?: string;
  /** `headers`, as it stands there. */
  readonly headers?: unknown;
}

/** What a route does with the path and the host. */
export interface Rewrite {
  readonly uri?: string;
  readonly regex?: { readonly match: string; readonly rewrite: string };
  readonly authority?: string;
}

/** Where a route sends the client instead. */
export interface Redirect {
  readonly uri: string;
  readonly authority: string;
  readonly scheme: string;
  readonly port?: number;
  readonly derivePort?: string;
  readonly code: number;
}

/** One entry of `http` of a VirtualService. */
export interface HttpRule {
  readonly place: Place;
  readonly name?: string;
  readonly matches: readonly Match[];
  readonly destinations: readonly Destination[];
  readonly rewrite?: Rewrite;
  readonly redirect?: Redirect;
  /** The status of a fixed answer. */
  readonly directResponse?: number;
  /** The host that `headers.request` sets. */
  readonly authority?: string;
  readonly hasHeaders: boolean;
  /** `headers`, as it stands there. */
  readonly headers?: unknown;
  readonly delegate?: { readonly name: string; readonly namespace: string };
}

/** A VirtualService with its names in full. */
export interface VirtualService {
  readonly manifest: Manifest;
  readonly name: string;
  readonly namespace: string;
  readonly hosts: readonly string[];
  /** `namespace/name`, or `mesh`. */
  readonly gateways: readonly string[];
  /** Namespaces, `*` or `~`; `.` is replaced. Empty where the object says nothing, which is `*`. */
  readonly exportTo: readonly string[];
  readonly http: readonly HttpRule[];
}

// By the list of their manifests, which models that differ in other kinds share.
/** Every VirtualService, the oldest first; those of one time by name, then by namespace. They are read once. */
export function virtualServices(model: Model): readonly VirtualService[] {
  return readAll(model.ofKind('networking.istio.io', 'VirtualService'));
}

const readAll = once((given: readonly Manifest[]): readonly VirtualService[] => olderFirst(given).map(read));

function read(manifest: Manifest): VirtualService {
  const namespace = namespaceOf(manifest);
  const spec = record(manifest.object.spec);
  const gateways = texts(spec.gateways).map((one) => gatewayName(one, namespace));
  return {
    manifest,
    name: nameOf(manifest),
    namespace,
    hosts: texts(spec.hosts).map((host) => fullHost(host, namespace)),
    gateways: gateways.length === 0 ? ['mesh'] : gateways,
    exportTo: texts(spec.exportTo).map((one) => (one === '.' ? namespace : one)),
    http: list(spec.http).map((one, index) => rule(one, { manifest, path: ['spec', 'http', index] }, namespace)),
  };
}

function rule(value: unknown, place: Place, namespace: string): HttpRule {
  const given = record(value);
  const at = (...more: FieldPath): Place => ({ manifest: place.manifest, path: [...place.path, ...more] });
  const delegate = record(given.delegate);
  return {
    place,
    name: text(given.name),
    matches: list(given.match).map((one, index) => readMatch(one, at('match', index), namespace)),
    destinations: list(given.route).map((one, index) => destination(one, at('route', index), namespace)),
    rewrite: isSet(given.rewrite) ? rewrite(given.rewrite) : undefined,
    redirect: isSet(given.redirect) ? redirect(given.redirect) : undefined,
    directResponse: isSet(given.directResponse) ? (number(record(given.directResponse).status) ?? 0) : undefined,
    authority: authority(given.headers),
    hasHeaders: isSet(given.headers),
    headers: given.headers,
    delegate: isSet(given.delegate)
      ? { name: text(delegate.name) ?? '', namespace: filled(delegate.namespace) ?? namespace }
      : undefined,
  };
}

function destination(value: unknown, place: Place, namespace: string): Destination {
  const { destination: to, weight, headers } = record(value);
  const { host, subset, port } = record(to);
  return {
    place,
    host: fullHost(text(host) ?? '', namespace),
    subset: text(subset) ?? '',
    port: isSet(port) ? (number(record(port).number) ?? 0) : undefined,
    weight: number(weight) ?? 0,
    authority: authority(headers),
    headers,
  };
}

function rewrite(value: unknown): Rewrite {
  const { uri, uriRegexRewrite, authority: host } = record(value);
  const regex = record(uriRegexRewrite);
  return {
    uri: filled(uri),
    regex: isSet(uriRegexRewrite) ? { match: text(regex.match) ?? '', rewrite: text(regex.rewrite) ?? '' } : undefined,
    authority: filled(host),
  };
}

function redirect(value: unknown): Redirect {
  const given = record(value);
  return {
    uri: text(given.uri) ?? '',
    authority: text(given.authority) ?? '',
    scheme: text(given.scheme) ?? '',
    port: number(given.port),
    derivePort: text(given.derivePort),
    code: code(given.redirectCode),
  };
}

function code(value: unknown): number {
  const given = number(value) ?? 0;
  return given === 0 ? 301 : given;
}

/** What `headers.request` makes of the host: `set` wins over `add`. */
function authority(headers: unknown): string | undefined {
  const { set, add } = record(record(headers).request);
  for (const map of [set, add]) {
    for (const [name, value] of Object.entries(record(map))) {
      if (/^(:authority|host)$/i.test(name) && typeof value === 'string' && value !== '') return value;
    }
  }
  return undefined;
}
