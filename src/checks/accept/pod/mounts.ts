import { forbidden, invalid, notFound } from '../field-error';
import type { FieldError, Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { ContainerAt, Fields, PodFacts } from './each-pod';
import { descendingPath, needsText, noBacksteps, oneOfStrict, textOf } from './values';
import { claimTemplates } from './volumes';

/** ACC026: containers mount volumes that the pod has, each at a place of its own. */
export const mounts: Rule = {
  id: 'ACC026',
  title: 'volume mounts and devices',
  severity: 'error',
  fix: 'mount a volume that the pod declares, at a path that no other mount has',
  why: 'the API server refuses a mount of a volume that the pod does not have, and two mounts at one path',
  page: {
    reports:
      'a mount whose volume is not among the volumes of the pod, a mount without a path or at the path of another mount, `subPath` and `subPathExpr` that are absolute, hold `..` or are given together, `Bidirectional` propagation in a container that is not privileged, a recursive read-only mount that is not read-only, and a block device that is no claim, has no path or shares its name or path with a mount.',
    mend: 'Add the volume to the pod, or correct its name in the mount.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  containers:
    - name: trainer
      image: example.com/trainer:1
      volumeMounts:
        - name: data
          mountPath: /data
`,
    after: [
      [
        '          mountPath: /data',
        `          mountPath: /data
  volumes:
    - name: data
      emptyDir: {}`,
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

type Volumes = ReadonlyMap<unknown, Fields>;

function errorsOf(pod: PodFacts, sink: Sink): void {
  const volumes = new Map<unknown, Fields>();
  for (const volume of list(pod.spec.volumes).map(record)) {
    if (typeof volume.name === 'string') volumes.set(volume.name, volume);
  }
  for (const { name } of claimTemplates(pod)) {
    if (typeof name === 'string') volumes.set(name, { name, persistentVolumeClaim: {} });
  }
  for (const at of pod.containers) {
    mountErrors(at, volumes, pod.minor, sink);
    deviceErrors(at, volumes, sink);
    // A device has no owner that a user namespace could map.
    if (pod.minor >= 36 && pod.spec.hostUsers === false && list(at.container.volumeDevices).length > 0) {
      sink(forbidden([...at.path, 'volumeDevices'], 'when `hostUsers` is false'));
    }
  }
}

function mountErrors({ container, path }: ContainerAt, volumes: Volumes, minor: number, sink: Sink): void {
  const devices = list(container.volumeDevices).map(record);
  const paths = new Set<unknown>();
  for (const [index, value] of list(container.volumeMounts).entries()) {
    const mount = record(value);
    const field = [...path, 'volumeMounts', index];
    const name = textOf(mount.name);
    needsText(mount.name, [...field, 'name'], sink);
    if (name !== undefined && name !== '' && !volumes.has(name)) sink(notFound([...field, 'name'], name));
    needsText(mount.mountPath, [...field, 'mountPath'], sink);
    const mountPath = textOf(mount.mountPath);
    if (mountPath !== undefined && mountPath !== '') {
      if (paths.has(mountPath)) sink(invalid([...field, 'mountPath'], mountPath, 'must be unique'));
      paths.add(mountPath);
    }
    if (name !== '' && devices.some((device) => device.name === name)) {
      sink(invalid([...field, 'name'], name, 'must not already exist in volumeDevices'));
    }
    if (mountPath !== '' && devices.some((device) => device.devicePath === mountPath)) {
      sink(invalid([...field, 'mountPath'], mountPath, 'must not already exist as a path in volumeDevices'));
    }
    descendingPath(mount.subPath, [...field, 'subPath'], sink);
    descendingPath(mount.subPathExpr, [...field, 'subPathExpr'], sink);
    if (textOf(mount.subPath) !== '' && textOf(mount.subPathExpr) !== '') {
      sink(invalid([...field, 'subPathExpr'], mount.subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
    }
    propagationErrors(mount, container, field, minor, sink);
  }
}

function propagationErrors(
  mount: Fields,
  container: Fields,
  field: FieldError['path'],
  minor: number,
  sink: Sink,
): void {
  const propagation = [...field, 'mountPropagation'];
  oneOfStrict(mount.mountPropagation, propagation, ['Bidirectional', 'HostToContainer', 'None'], sink);
  if (mount.mountPropagation === 'Bidirectional' && record(container.securityContext).privileged !== true) {
    sink(forbidden(propagation, 'Bidirectional mount propagation is available only to privileged containers'));
  }
  // Until 1.31 the API server dropped the field.
  if (minor < 31 || !isSet(mount.recursiveReadOnly)) return;
  const recursive = [...field, 'recursiveReadOnly'];
  oneOfStrict(mount.recursiveReadOnly, recursive, ['Disabled', 'Enabled', 'IfPossible'], sink);
  if (mount.recursiveReadOnly !== 'Enabled' && mount.recursiveReadOnly !== 'IfPossible') return;
  if (mount.readOnly !== true) sink(forbidden(recursive, 'may only be specified when readOnly is true'));
  if (isSet(mount.mountPropagation) && mount.mountPropagation !== 'None') {
    sink(forbidden(recursive, 'may only be specified when mountPropagation is None or not specified'));
  }
}

function deviceErrors({ container, path }: ContainerAt, volumes: Volumes, sink: Sink): void {
  const names = new Set<unknown>();
  const paths = new Set<unknown>();
  for (const [index, value] of list(container.volumeDevices).entries()) {
    const device = record(value);
    const field = [...path, 'volumeDevices', index];
    needsText(device.name, [...field, 'name'], sink);
    const name = textOf(device.name) ?? '';
    const volume = volumes.get(name);
    if (name !== '') {
      if (names.has(name)) sink(invalid([...field, 'name'], name, 'must be unique'));
      names.add(name);
      if (!volume) sink(notFound([...field, 'name'], name));
      else if (!isSet(volume.persistentVolumeClaim) && !isSet(volume.ephemeral)) {
        const detail = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
        sink(invalid([...field, 'name'], name, detail));
      }
    }
    needsText(device.devicePath, [...field, 'devicePath'], sink);
    noBacksteps(device.devicePath, [...field, 'devicePath'], sink);
    const devicePath = textOf(device.devicePath) ?? '';
    if (devicePath !== '' && paths.has(devicePath)) {
      sink(invalid([...field, 'devicePath'], devicePath, 'must be unique'));
    }
    paths.add(devicePath);
  }
}
