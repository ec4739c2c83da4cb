import type { FieldPath } from '../../field-path';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { idErrors, profileErrors } from './profiles';
import { oneOfStrict, textOf } from './values';

/** ACC030: the security context of a pod exists and goes with its namespaces. */
export const podSecurity: Rule = {
  id: 'ACC030',
  title: 'security context of a pod',
  severity: 'error',
  fix: 'correct the id, the policy or the sysctl, or give up one of two namespaces that exclude each other',
  why: 'the API server refuses ids and policies that do not exist, and namespaces that exclude each other',
  page: {
    reports:
      "ids of users and groups below 0 or above 2147483647, sysctls without a name, twice, of no syntax or of a namespace that the pod shares with its node, policies that do not exist (`fsGroupChangePolicy`, `supplementalGroupsPolicy`, `seLinuxChangePolicy`), seccomp and AppArmor profiles as for containers, `shareProcessNamespace` beside `hostPID`, and `hostUsers: false` beside the node's network, processes or IPC.",
    mend: 'Correct the spelling of the policy. With `hostNetwork`, set a network sysctl on the node.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  securityContext:
    fsGroup: 1000
    fsGroupChangePolicy: onRootMismatch
  containers:
    - name: trainer
      image: example.com/trainer:1
`,
    after: [['fsGroupChangePolicy: onRootMismatch', 'fsGroupChangePolicy: OnRootMismatch']],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const { spec, path, minor } = pod;
  const context = record(spec.securityContext);
  const field = [...path, 'securityContext'];
  for (const id of ['fsGroup', 'runAsUser', 'runAsGroup']) idErrors(context[id], [...field, id], sink);
  for (const [index, group] of list(context.supplementalGroups).entries()) {
    idErrors(group, [...field, 'supplementalGroups', index], sink);
  }
  profileErrors(context, field, minor, sink);
  sysctlErrors(pod, [...field, 'sysctls'], sink);
  oneOfStrict(context.fsGroupChangePolicy, [...field, 'fsGroupChangePolicy'], ['Always', 'OnRootMismatch'], sink);
  // Until 1.33 the API server dropped these two; MountOption is off up to 1.35 at least.
  if (minor >= 33) {
    oneOfStrict(context.supplementalGroupsPolicy, [...field, 'supplementalGroupsPolicy'], ['Merge', 'Strict'], sink);
    const policies = minor >= 36 ? ['MountOption', 'Recursive'] : ['Recursive'];
    oneOfStrict(context.seLinuxChangePolicy, [...field, 'seLinuxChangePolicy'], policies, sink);
  }
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    const detail = 'ShareProcessNamespace and HostPID cannot both be enabled';
    sink(invalid([...path, 'shareProcessNamespace'], true, detail));
  }
  if (spec.hostUsers === false && minor >= 33) {
    for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (spec[name] === true) sink(forbidden([...path, name], 'when `hostUsers` is false'));
    }
  }
}

const SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL = new RegExp(`^(${SEGMENT}[./])*${SEGMENT}$`);

function sysctlErrors({ spec }: PodFacts, path: FieldPath, sink: Sink): void {
  const names = new Set<string>();
  for (const [index, value] of list(record(spec.securityContext).sysctls).entries()) {
    const name = textOf(record(value).name);
    const field = [...path, index, 'name'];
    if (name === undefined) continue;
    if (name === '') sink(required(field));
    else if (name.length > 253 || !SYSCTL.test(name)) {
      sink(invalid(field, name, `must have at most 253 characters and match regex ${SYSCTL.source}`));
    } else if (names.has(name)) sink(duplicate(field, name));
    names.add(name);
    // Slashes may stand for dots, where the first of the two is a slash.
    const dotted = /^[^.]*\//.test(name) ? name.replaceAll('/', '.') : name;
    if (spec.hostNetwork === true && dotted.startsWith('net.')) {
      sink(invalid(field, name, "may not be specified when 'hostNetwork' is true"));
    }
    if (spec.hostIPC === true && /^(kernel\.shm|kernel\.msg|kernel\.sem$|fs\.mqueue\.)/.test(dotted)) {
      sink(invalid(field, name, "may not be specified when 'hostIPC' is true"));
    }
  }
}
