import { isMapping } from '../../../../facts/is-mapping';
import { containerField, podField } from '../control';
import type { JudgedContainer, JudgedPod, Violation } from '../control';
import { quotedSet, setters } from '../wording';
import { isUnset, record, text } from '../../read';

type HasContext = Pick<JudgedContainer, 'securityContext'>;

/** Whether a security context has a seccomp profile, good or bad. */
export function hasProfile({ securityContext }: HasContext): boolean {
  return !isUnset(securityContext.seccompProfile);
}

/** Whether a security context has a seccomp profile that is refused; one of a wrong type is the schema's to report. */
export function hasBadProfile({ securityContext: { seccompProfile } }: HasContext): boolean {
  const { type } = record(seccompProfile);
  if (!isMapping(seccompProfile) || (!isUnset(type) && text(type) === undefined)) return false;
  return type !== 'RuntimeDefault' && type !== 'Localhost';
}

/** What both levels refuse: a profile that turns seccomp off. */
export function badProfiles(pod: JudgedPod): Violation | undefined {
  const byPod = hasBadProfile(pod);
  const containers = pod.containers.filter(hasBadProfile);
  const [first] = containers;
  if (!byPod && !first) return undefined;
  const types = quotedSet([...(byPod ? [pod] : []), ...containers].map(typeOf));
  return {
    reason: 'seccompProfile',
    detail: `${setters(byPod, containers)} must not set securityContext.seccompProfile.type to ${types}`,
    path: first && !byPod ? containerField(first, 'seccompProfile', 'type') : podField(pod, 'seccompProfile', 'type'),
  };
}

function typeOf({ securityContext }: HasContext): string {
  return text(record(securityContext.seccompProfile).type) ?? '';
}
