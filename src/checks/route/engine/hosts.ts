/** Host names as Istio and Envoy compare them: an exact name, `*.domain`, or `*`. */

/** Whether a host begins with `*`. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Whether every name that `host` takes is one that `other` takes. A name that is no wildcard takes only itself. */
export function isSubset(host: string, other: string): boolean {
  if (!isWildcard(other)) return host === other;
  if (isWildcard(host)) return host.length >= other.length && host.slice(1).endsWith(other.slice(1));
  return host.endsWith(other.slice(1));
}

/** The hosts that both lists take, each as the narrower list has it, in the order of the first. */
export function intersection(first: readonly string[], second: readonly string[]): string[] {
  const result = new Set<string>();
  for (const one of first) {
    for (const other of second) {
      if (isSubset(one, other)) result.add(one);
      else if (isSubset(other, one)) result.add(other);
    }
  }
  return [...result];
}

/**
 * The entry of a table by host that takes a host: its own name, then the longest suffix behind a `*`, then `*`. A `*` stands for at least
 * one character.
 */
export function lookUp<T>(table: ReadonlyMap<string, T>, host: string): { name: string; value: T } | undefined {
  const exact = table.get(host);
  if (exact !== undefined) return { name: host, value: exact };
  let best: { name: string; value: T } | undefined;
  for (const [name, value] of table) {
    if (name.length < 2 || !isWildcard(name) || host.length < name.length || !host.endsWith(name.slice(1))) continue;
    if (!best || name.length > best.name.length) best = { name, value };
  }
  const any = table.get('*');
  return best ?? (any === undefined ? undefined : { name: '*', value: any });
}
