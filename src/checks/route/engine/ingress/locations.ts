import { byText } from '../../../../facts/by-text';
import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import { filled, textMap } from '../objects';
import type { Place } from '../types';

/** One path of one Ingress. */
export interface IngressPath {
  readonly ingress: Manifest;
  readonly place: Place;
  readonly path: string;
  readonly type: string;
  /** The Service and its port, by number or name. `undefined` where the backend is no Service. */
  readonly backend?: { readonly name: string; readonly port: number | string };
  readonly rewrite: string;
  readonly useRegex: boolean;
}

/** A `location` of nginx, as ingress-nginx writes it. */
export interface Location {
  readonly kind: 'exact' | 'prefix' | 'regex';
  /** The text or the pattern, which stands behind `^` and is compared in any case. */
  readonly path: string;
  readonly source: IngressPath;
}

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** The annotations of ingress-nginx, without their prefix. */
export function annotationsOf({ object }: Manifest): ReadonlyMap<string, string> {
  const found = [...textMap(record(object.metadata).annotations)].flatMap(([key, value]) =>
    key.startsWith(PREFIX) ? [[key.slice(PREFIX.length), value] as const] : [],
  );
  return new Map(found);
}

/** The paths of one Ingress by host; the empty host is for every host without a rule of its own. */
export function pathsOf(ingress: Manifest): Map<string, IngressPath[]> {
  const annotations = annotationsOf(ingress);
  const rewrite = annotations.get('rewrite-target') ?? '';
  const useRegex = annotations.get('use-regex') === 'true';
  const hosts = new Map<string, IngressPath[]>();
  for (const [index, rule] of list(record(ingress.object.spec).rules).entries()) {
    const { host, http } = record(rule);
    const name = (filled(host) ?? '').toLowerCase();
    const paths = hosts.get(name) ?? [];
    hosts.set(name, paths);
    for (const [at, one] of list(record(http).paths).entries()) {
      const { path, pathType, backend } = record(one);
      paths.push({
        ingress,
        place: { manifest: ingress, path: ['spec', 'rules', index, 'http', 'paths', at] },
        path: filled(path) ?? '/',
        type: text(pathType) ?? 'ImplementationSpecific',
        backend: serviceBackend(backend),
        rewrite,
        useRegex,
      });
    }
  }
  return hosts;
}

/** `{ service: { name, port: { number } } }`. */
export function serviceBackend(backend: unknown): IngressPath['backend'] {
  const service = record(record(backend).service);
  const name = text(service.name);
  if (name === undefined) return undefined;
  const port = record(service.port);
  return { name, port: filled(port.name) ?? number(port.number) ?? 0 };
}

/** Whether a path is compared as a pattern, which makes all paths of its host patterns. */
export function needsRegex({ rewrite, useRegex, path }: IngressPath): boolean {
  return useRegex || (rewrite !== '' && rewrite !== path);
}

/**
 * The locations of one host in the order in which nginx asks them: the longest path first. A path that comes twice counts once, for the
 * older Ingress.
 */
export function locationsOf(paths: readonly IngressPath[]): Location[] {
  const unique = firstOfEach(paths);
  const regex = unique.some(needsRegex);
  const exact = new Set(unique.filter(({ type }) => type === 'Exact').map(({ path }) => path));
  const found = unique.flatMap((source): Location[] => {
    const { path, type } = source;
    if (regex && (path === '/' || type !== 'Prefix' || needsRegex(source))) return [{ kind: 'regex', path, source }];
    if (type === 'Exact') return [{ kind: 'exact', path, source }];
    if (type !== 'Prefix' || path === '/') return [{ kind: 'prefix', path, source }];
    const folder = path.endsWith('/') ? path : `${path}/`;
    const own: Location[] = exact.has(path) ? [] : [{ kind: regex ? 'regex' : 'exact', path, source }];
    return [...own, { kind: regex ? 'regex' : 'prefix', path: folder, source }];
  });
  return found.sort((a, b) => b.path.length - a.path.length || byText(b.path, a.path));
}

/** Exact and Prefix of one path stand side by side; of any other pair the first wins. */
function firstOfEach(paths: readonly IngressPath[]): IngressPath[] {
  const types = new Map<string, string[]>();
  return paths.filter(({ path, type }) => {
    const seen = types.get(path) ?? [];
    types.set(path, seen);
    const isNew = !seen.includes(type) && seen.every((one) => isPair(one, type));
    if (isNew) seen.push(type);
    return isNew;
  });
}

function isPair(a: string, b: string): boolean {
  return (a === 'Exact' && b === 'Prefix') || (a === 'Prefix' && b === 'Exact');
}

/** The location that takes a path: an exact one, else the first pattern that fits, or the longest prefix. */
export function locationFor(locations: readonly Location[], path: string): Location | undefined {
  const exact = locations.find((one) => one.kind === 'exact' && one.path === path);
  if (exact) return exact;
  return locations.find((one) => {
    if (one.kind === 'prefix') return path.startsWith(one.path);
    return one.kind === 'regex' && (pattern(`^${one.path}`)?.test(path) ?? false);
  });
}

/** A pattern of nginx in any case; `undefined` where it is none. JavaScript's patterns are near to those of PCRE. */
export function pattern(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'i');
  } catch {
    return undefined;
  }
}

/** The path that the destination sees: `rewrite-target` with the groups of the path, in place of the whole path. */
export function rewritten({ source, path }: Location, asked: string): string {
  if (source.rewrite === '' || source.rewrite === path) return asked;
  const groups = pattern(path)?.exec(asked);
  if (!groups) return asked;
  return source.rewrite.replace(/\$(\d)/g, (_whole, key: string) => groups[Number(key)] ?? '');
}
