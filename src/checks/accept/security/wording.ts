import type { JudgedContainer } from './control';
import { plural } from '../../../facts/count';

/** `"a", "b"` */
export function quoted(items: Iterable<string>): string {
  return [...items].map((item) => `"${item}"`).join(', ');
}

/** `"a", "b"`, each once and in order. */
export function quotedSet(items: Iterable<string>): string {
  return quoted(sortedSet(items));
}

/** Each item once, in the order of its characters. */
export function sortedSet(items: Iterable<string>): string[] {
  return [...new Set(items)].sort();
}

/** `container "a"` or `containers "a", "b"` */
export function named(containers: readonly JudgedContainer[]): string {
  return `${plural(containers.length, 'container')} ${quoted(containers.map(({ name }) => name))}`;
}

/** `pod and container "a"`: who set something. */
export function setters(byPod: boolean, containers: readonly JudgedContainer[]): string {
  return [...(byPod ? ['pod'] : []), ...(containers.length > 0 ? [named(containers)] : [])].join(' and ');
}
