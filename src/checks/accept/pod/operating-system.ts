import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { textOf } from './values';

/** ACC031: a pod has only what its operating system knows. */
export const operatingSystem: Rule = {
  id: 'ACC031',
  title: 'operating system of a pod',
  severity: 'error',
  fix: 'drop what the operating system of the pod does not have, or correct os.name',
  why: 'the API server refuses a pod that says which operating system it needs and asks for what that system lacks',
  page: {
    reports:
      'an `os.name` other than `linux` and `windows`, Windows options of a Linux pod, settings of Linux in a Windows pod (users, groups, seccomp, SELinux, capabilities, host namespaces and others), and host process containers of Windows beside others or without `hostNetwork`.',
    mend: 'Drop the fields that the messages name.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  os:
    name: windows
  securityContext:
    runAsUser: 1000
  containers:
    - name: agent
      image: example.com/agent:1
`,
    after: [
      [
        '    runAsUser: 1000',
        `    windowsOptions:
      runAsUserName: ContainerUser`,
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const { spec, path } = pod;
  hostProcessErrors(pod, sink);
  if (!isSet(spec.os)) return;
  const name = textOf(record(spec.os).name);
  if (name === '') sink(required([...path, 'os', 'name'], 'cannot be empty'));
  else if (name === 'linux') linuxErrors(pod, sink);
  else if (name === 'windows') windowsErrors(pod, sink);
  else if (name !== undefined) sink(notSupported([...path, 'os', 'name'], name, ['linux', 'windows']));
}

function linuxErrors({ spec, path, containers }: PodFacts, sink: Sink): void {
  for (const { of, at } of [
    { of: spec, at: path },
    ...containers.map((each) => ({ of: each.container, at: each.path })),
  ]) {
    if (isSet(record(of.securityContext).windowsOptions)) {
      sink(forbidden([...at, 'securityContext', 'windowsOptions'], 'windows options cannot be set for a linux pod'));
    }
  }
}

const LINUX_ONLY = {
  context: [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'fsGroup',
    'fsGroupChangePolicy',
    'sysctls',
    'runAsUser',
    'runAsGroup',
    'supplementalGroups',
    'supplementalGroupsPolicy',
    'seLinuxChangePolicy',
  ],
  container: [
    'appArmorProfile',
    'seLinuxOptions',
    'seccompProfile',
    'capabilities',
    'readOnlyRootFilesystem',
    'privileged',
    'allowPrivilegeEscalation',
    'procMount',
    'runAsUser',
    'runAsGroup',
  ],
};

/** Fields that the API server dropped up to the version before this one. */
const SINCE: Readonly<Record<string, number>> = {
  supplementalGroupsPolicy: 33,
  seLinuxChangePolicy: 33,
  hostUsers: 33,
  appArmorProfile: 30,
};

function windowsErrors({ spec, path, containers, minor }: PodFacts, sink: Sink): void {
  const detail = 'cannot be set for a windows pod';
  const kept = (name: string): boolean => minor >= (SINCE[name] ?? 0);
  const context = record(spec.securityContext);
  for (const name of LINUX_ONLY.context.filter(kept)) {
    const empty = name === 'sysctls' && Array.isArray(context.sysctls) && context.sysctls.length === 0;
    if (isSet(context[name]) && !empty) sink(forbidden([...path, 'securityContext', name], detail));
  }
  for (const name of ['hostUsers', 'shareProcessNamespace'].filter(kept)) {
    if (isSet(spec[name])) sink(forbidden([...path, name], detail));
  }
  for (const name of ['hostPID', 'hostIPC']) if (spec[name] === true) sink(forbidden([...path, name], detail));
  for (const each of containers) {
    const own = record(each.container.securityContext);
    for (const name of LINUX_ONLY.container.filter(kept)) {
      if (isSet(own[name])) sink(forbidden([...each.path, 'securityContext', name], detail));
    }
  }
}

function hostProcessErrors({ spec, path, containers }: PodFacts, sink: Sink): void {
  const hostProcess = (of: Readonly<Record<string, unknown>>): unknown =>
    record(record(of.securityContext).windowsOptions).hostProcess;
  const ofPod = hostProcess(spec);
  let count = 0;
  for (const { container, path: at } of containers) {
    const own = hostProcess(container);
    if (typeof ofPod === 'boolean' && typeof own === 'boolean' && ofPod !== own) {
      const detail = `pod hostProcess value must be identical if both are specified, was ${ofPod}`;
      sink(invalid([...at, 'securityContext', 'windowsOptions', 'hostProcess'], own, detail));
    }
    if ((own ?? ofPod) === true) count += 1;
  }
  if (count === 0) return;
  if (count !== containers.length) {
    const detail = 'If pod contains any hostProcess containers then all containers must be HostProcess containers';
    sink(invalid(path, '', detail));
  }
  if (spec.hostNetwork !== true) {
    const detail = 'hostNetwork must be true if pod contains any hostProcess containers';
    sink(invalid([...path, 'hostNetwork'], false, detail));
  }
}
