import { containerField, isExemptUserNamespace } from '../control';
import type { Control, JudgedPod, Violation } from '../control';
import { named, quotedSet } from '../wording';
import { text } from '../../read';

/** Baseline: `/proc` is masked as runtimes mask it, except in a user namespace since 1.35. */
export const baselineProcMount: Control = {
  name: 'procMount',
  level: 'baseline',
  since: 0,
  evaluate: (pod, versions) => (isExemptUserNamespace(pod, versions) ? undefined : unmasked(pod)),
};

/** Restricted since 1.35: `/proc` is masked also in a user namespace. */
export const restrictedProcMount: Control = {
  name: 'procMount_restricted',
  level: 'restricted',
  since: 35,
  inPlaceOf: 'procMount',
  evaluate: unmasked,
};

function unmasked({ containers }: JudgedPod): Violation | undefined {
  const bad = containers.flatMap((container) => {
    const type = text(container.securityContext.procMount);
    return type === undefined || type === 'Default' ? [] : [{ container, type }];
  });
  const [first] = bad;
  if (!first) return undefined;
  const types = quotedSet(bad.map(({ type }) => type));
  return {
    reason: 'procMount',
    detail: `${named(bad.map(({ container }) => container))} must not set securityContext.procMount to ${types}`,
    path: containerField(first.container, 'procMount'),
  };
}
