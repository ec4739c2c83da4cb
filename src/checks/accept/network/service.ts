import type { Fields } from '../core/each-object';
import { list, text } from '../read';

/** The type of a Service; `ClusterIP` where it names none. */
export function typeOf(spec: Fields): string | undefined {
  return spec.type === undefined || spec.type === null || spec.type === '' ? 'ClusterIP' : text(spec.type);
}

/** The addresses of a Service: `clusterIPs`, which the API server fills from `clusterIP`. */
export function clusterIpsOf(spec: Fields): readonly unknown[] {
  const several = list(spec.clusterIPs);
  if (several.length > 0) return several;
  return typeof spec.clusterIP === 'string' && spec.clusterIP !== '' ? [spec.clusterIP] : [];
}

/** Whether a Service has no address of its own. */
export function isHeadless(clusterIps: readonly unknown[]): boolean {
  return clusterIps.length === 1 && clusterIps[0] === 'None';
}
