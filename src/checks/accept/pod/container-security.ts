import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { idErrors, profileErrors } from './profiles';
import { oneOfStrict } from './values';

/** ACC029: the security context of a container does not contradict itself. */
export const containerSecurity: Rule = {
  id: 'ACC029',
  title: 'security context of a container',
  severity: 'error',
  fix: 'correct the id or the profile, or drop the one of two settings that contradict each other',
  why: 'the API server refuses a security context that names what does not exist or that contradicts itself',
  page: {
    reports:
      "a user or group id below 0 or above 2147483647, `allowPrivilegeEscalation: false` of a container that is privileged or adds `CAP_SYS_ADMIN`, a `procMount` that does not exist, or `Unmasked` in the host's user namespace, seccomp and AppArmor profiles of an unknown type, without the path that `Localhost` needs or with one that the others can't have, and Windows users that Windows refuses.",
    mend: 'A privileged container always may escalate its privileges: drop `allowPrivilegeEscalation`, or better `privileged`.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  containers:
    - name: agent
      image: example.com/agent:1
      securityContext:
        privileged: true
        allowPrivilegeEscalation: false
`,
    after: [
      [
        `        privileged: true
`,
        '',
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf({ containers, spec, minor }: PodFacts, sink: Sink): void {
  for (const { container, path } of containers) {
    const context = record(container.securityContext);
    const field = [...path, 'securityContext'];
    idErrors(context.runAsUser, [...field, 'runAsUser'], sink);
    idErrors(context.runAsGroup, [...field, 'runAsGroup'], sink);
    profileErrors(context, field, minor, sink);
    // Until 1.33 the API server put the default in its place.
    if (minor >= 33 && isSet(context.procMount)) {
      oneOfStrict(context.procMount, [...field, 'procMount'], ['Default', 'Unmasked'], sink);
      if (context.procMount === 'Unmasked' && spec.hostUsers !== false) {
        sink(invalid([...field, 'procMount'], 'Unmasked', '`hostUsers` must be false to use `Unmasked`'));
      }
    }
    if (context.allowPrivilegeEscalation !== false) continue;
    const escalation = [...field, 'allowPrivilegeEscalation'];
    if (context.privileged === true) {
      sink(invalid(escalation, false, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true'));
    }
    if (list(record(context.capabilities).add).includes('CAP_SYS_ADMIN')) {
      const detail = 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN';
      sink(invalid(escalation, false, detail));
    }
  }
}
