import { isMapping } from '../../../../facts/is-mapping';
import type { JudgedContainer } from '../control';
import { isUnset, list, record, text } from '../../read';

/** The capabilities that a container adds and that are not among those allowed. */
export function addedBeyond({ securityContext }: JudgedContainer, allowed: readonly string[]): string[] {
  return list(record(securityContext.capabilities).add).flatMap((item) => {
    const name = text(item);
    return name === undefined || allowed.includes(name) ? [] : [name];
  });
}

/** Whether a container keeps capabilities; what it drops may be left out, but not be of a wrong type. */
export function keepsAny({ securityContext: { capabilities } }: JudgedContainer): boolean {
  if (isUnset(capabilities)) return true;
  const { drop } = record(capabilities);
  return isMapping(capabilities) && (isUnset(drop) || (Array.isArray(drop) && !drop.includes('ALL')));
}
