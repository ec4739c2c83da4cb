import { isMapping } from '../../../../facts/is-mapping';
import { containerField, podField } from '../control';
import type { Control, JudgedPod, Violation } from '../control';
import { plural } from '../../../../facts/count';
import { quoted, setters, sortedSet } from '../wording';
import { isUnset, record, text } from '../../read';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

/** Baseline: AppArmor may not be turned off. The field came with 1.30 and is read for policies of every version. */
export const appArmor: Control = {
  name: 'appArmorProfile',
  level: 'baseline',
  since: 0,
  evaluate(pod, { server }) {
    const annotations = forbiddenAnnotations(pod);
    if (server < 30) return annotationsOnly(pod, annotations);
    const byPod = isForbidden(pod.securityContext);
    const containers = pod.containers.filter(({ securityContext }) => isForbidden(securityContext));
    const who = [
      setters(byPod, containers),
      annotations.length > 0 ? plural(annotations.length, 'annotation') : '',
    ].filter((setter) => setter !== '');
    if (who.length === 0) return undefined;
    const types = [...(byPod ? [pod.securityContext] : []), ...containers.map((at) => at.securityContext)].map(typeOf);
    const values = [...sortedSet(types), ...annotations.map(([key, value]) => `${key}=${JSON.stringify(value)}`)];
    const [first] = containers;
    return {
      reason: plural(values.length, 'forbidden AppArmor profile'),
      detail: `${who.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
      path: byPod
        ? podField(pod, 'appArmorProfile', 'type')
        : first
          ? containerField(first, 'appArmorProfile', 'type')
          : annotationPath(pod, annotations),
    };
  },
};

function annotationsOnly(pod: JudgedPod, annotations: readonly [string, string][]): Violation | undefined {
  if (annotations.length === 0) return undefined;
  return {
    reason: plural(annotations.length, 'forbidden AppArmor profile'),
    detail: annotations.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(', '),
    path: annotationPath(pod, annotations),
  };
}

function forbiddenAnnotations({ annotations }: JudgedPod): [string, string][] {
  return Object.keys(annotations)
    .sort()
    .flatMap((key): [string, string][] => {
      const value = text(annotations[key]) ?? '';
      const allowed = value === '' || value === 'runtime/default' || value.startsWith('localhost/');
      return key.startsWith(ANNOTATION) && !allowed ? [[key, value]] : [];
    });
}

function annotationPath(pod: JudgedPod, annotations: readonly [string, string][]): (string | number)[] {
  return [...pod.path, 'metadata', 'annotations', ...annotations.slice(0, 1).map(([key]) => key)];
}

function isForbidden(securityContext: Readonly<Record<string, unknown>>): boolean {
  const { type } = record(securityContext.appArmorProfile);
  if (!isMapping(securityContext.appArmorProfile) || (!isUnset(type) && text(type) === undefined)) return false;
  return type !== 'RuntimeDefault' && type !== 'Localhost';
}

function typeOf(securityContext: Readonly<Record<string, unknown>>): string {
  return text(record(securityContext.appArmorProfile).type) ?? '';
}
