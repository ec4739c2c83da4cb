import type { Control, JudgedPod, Violation } from '../control';
import { plural } from '../../../../facts/count';
import { text } from '../../read';
import { badProfiles } from './seccomp';

/** Baseline: seccomp is not turned off. Policies before 1.19 read annotations, later ones the field. */
export const baselineSeccomp: Control = {
  name: 'seccompProfile_baseline',
  level: 'baseline',
  since: 0,
  evaluate: (pod, { policy }) => (policy >= 19 ? badProfiles(pod) : badAnnotations(pod)),
};

function badAnnotations({ annotations, containers, path }: JudgedPod): Violation | undefined {
  const keys = [
    'seccomp.security.alpha.kubernetes.io/pod',
    ...containers.map(({ name }) => `container.seccomp.security.alpha.kubernetes.io/${name}`),
  ];
  const bad = [...new Set(keys)].sort().filter((key) => {
    const value = text(annotations[key]) ?? (annotations[key] === null ? '' : undefined);
    if (value === undefined) return false;
    return !['runtime/default', 'docker/default'].includes(value) && !value.startsWith('localhost/');
  });
  const [first] = bad;
  if (first === undefined) return undefined;
  const values = bad.map((key) => `${key}=${JSON.stringify(annotations[key] ?? '')}`);
  return {
    reason: 'seccompProfile',
    detail: `forbidden ${plural(bad.length, 'annotation')} ${values.join(', ')}`,
    path: [...path, 'metadata', 'annotations', first],
  };
}
