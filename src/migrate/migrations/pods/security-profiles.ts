import { isDeepStrictEqual } from 'util';
import type { FieldPath } from '../../../checks/field-path';
import type { Plain } from '../../edit/load';
import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';
import { containersOf, podOf } from '../../pods';

const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP = 'container.seccomp.security.alpha.kubernetes.io/';
const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';

/** Profiles of seccomp and AppArmor, in annotations before there were fields for them. */
export const SECURITY_PROFILES: Migration = {
  id: 'security-profiles',
  title: 'Annotations of seccomp and AppArmor to fields of the security context',
  changes: [
    'seccomp annotations become seccompProfile of the pod or of the container.',
    'AppArmor annotations become appArmorProfile of the container, for targets from Kubernetes 1.30 on.',
  ],
  warnings: ['Kubernetes ignores the seccomp annotations since 1.27, so the profile holds again.'],
  apply(object, { target }) {
    const pod = podOf(object);
    if (!pod) return;
    const annotations = [...pod, 'metadata', 'annotations'];
    for (const [key, value] of Object.entries(object.mapping(annotations))) {
      const at = [...annotations, key];
      if (key === SECCOMP_POD) moveTo(object, at, value, [...pod, 'spec'], 'seccompProfile');
      const prefix = [SECCOMP, ...(target.minor >= 30 ? [APPARMOR] : [])].find((one) => key.startsWith(one));
      if (prefix === undefined) continue;
      const container = containersOf(object, pod).find(({ name }) => name === key.slice(prefix.length));
      if (!container)
        object.leave(at, `names container ${key.slice(prefix.length)}, which the pod does not have; take it away`);
      else moveTo(object, at, value, container.path, prefix === SECCOMP ? 'seccompProfile' : 'appArmorProfile');
    }
  },
};

function moveTo(object: ObjectEditor, at: FieldPath, value: unknown, owner: FieldPath, field: string): void {
  const profile = profileOf(value);
  if (!profile) {
    object.leave(at, `is '${String(value)}', which is no profile; write ${field} yourself`);
    return;
  }
  const path = [...owner, 'securityContext', field];
  const there = object.at(path);
  if (there === undefined) object.set(path, profile);
  else if (!isDeepStrictEqual(there, profile)) {
    object.leave(at, `is '${String(value)}' and ${field} is ${JSON.stringify(there)}; take one of them away`);
    return;
  }
  if (field === 'seccompProfile' && there === undefined)
    object.warn(at, 'becomes seccompProfile; Kubernetes ignored the annotation since 1.27, so the profile holds again');
  object.remove(at);
}

function profileOf(value: unknown): Plain | undefined {
  if (value === 'runtime/default' || value === 'docker/default') return { type: 'RuntimeDefault' };
  if (value === 'unconfined') return { type: 'Unconfined' };
  const local = typeof value === 'string' ? /^localhost\/(.+)$/.exec(value)?.[1] : undefined;
  return local === undefined ? undefined : { type: 'Localhost', localhostProfile: local };
}
