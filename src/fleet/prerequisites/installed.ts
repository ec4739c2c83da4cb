import { nearest } from '../../blueprint/schema-problems';
import { PREREQUISITES } from './catalogue';

/** A prerequisite that a cluster is said to have. */
export interface Installed {
  readonly id: string;
  /** Not said where it is left out. */
  readonly version?: string;
}

/** Reads `cert-manager` or `cert-manager@1.21.1`. */
export function parseInstalled(text: string): Installed {
  const [id = '', version] = text.split('@');
  return { id, version: version?.replace(/^v/, '') };
}

/** What is wrong with an entry of `installed`, if something is. */
export function prerequisiteProblem(text: string): string | undefined {
  const { id, version } = parseInstalled(text);
  const ids = PREREQUISITES.map((one) => one.id);
  if (!ids.includes(id)) {
    const near = nearest(id, ids);
    return `is '${text}', allowed are ${ids.join(', ')}${near === undefined ? '' : `; did you mean '${near}'?`}`;
  }
  if (version === undefined ? text.includes('@') : !/^\d+(\.\d+){0,2}([-+][\w.-]+)?$/.test(version))
    return `is '${text}', allowed is a version such as ${id}@1.2.3`;
  return undefined;
}

/** Whether a version comes before another; numbers are compared part by part. */
export function isBefore(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split(/[-+]/)[0]!.split('.').map(Number));
  for (let index = 0; index < Math.max(a!.length, b!.length); index += 1) {
    // `1.21` says nothing of what follows.
    if (a![index] === undefined) return false;
    const difference = a![index]! - (b![index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
