import type { FieldPath } from '../../field-path';
import { forbidden, invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { tolerationErrors } from './tolerations';
import { descendingPath, textOf } from './values';

const APPARMOR = 'container.apparmor.security.beta.kubernetes.io/';
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod';
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const TOLERATIONS = 'scheduler.alpha.kubernetes.io/tolerations';
const MIRROR = 'kubernetes.io/config.mirror';

/** ACC037: annotations that the API server itself reads. */
export const annotations: Rule = {
  id: 'ACC037',
  title: 'annotations of pods with a meaning of their own',
  severity: 'error',
  fix: 'correct the annotation, or use the field of the security context that replaced it',
  why: 'the API server reads a few annotations of pods and refuses those that it cannot follow',
  page: {
    reports:
      'annotations of AppArmor and seccomp with a profile that does not exist, of a container that the pod does not have, or that differ from the profile in the security context; a `controller.kubernetes.io/pod-deletion-cost` that is no 32-bit integer; `scheduler.alpha.kubernetes.io/tolerations` that is no JSON list of tolerations; and `kubernetes.io/config.mirror` without a node name.',
    mend: 'Since 1.30 the profile belongs in `securityContext.appArmorProfile`; delete the annotation.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
  annotations:
    container.apparmor.security.beta.kubernetes.io/main: runtime/default
spec:
  containers:
    - name: trainer
      image: example.com/trainer:1
`,
    after: [
      [
        `  annotations:
    container.apparmor.security.beta.kubernetes.io/main: runtime/default
`,
        '',
      ],
      [
        '      image: example.com/trainer:1',
        `      image: example.com/trainer:1
      securityContext:
        appArmorProfile:
          type: RuntimeDefault`,
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const { spec, metadata, metadataPath, containers } = pod;
  for (const [key, value] of Object.entries(record(metadata.annotations))) {
    const text = textOf(value);
    if (text === undefined) continue;
    const path = [...metadataPath, 'annotations', key];
    if (key === MIRROR && textOf(spec.nodeName) === '') {
      sink(invalid(path, text, 'must set spec.nodeName if mirror pod annotation is set'));
    } else if (key === DELETION_COST) {
      if (!isInt32(text)) sink(invalid(path, text, 'must be a 32bit integer'));
    } else if (key === TOLERATIONS) {
      if (text !== '') tolerationsErrors(text, path, sink);
    } else if (key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER)) {
      seccompErrors(text, path, sink);
    } else if (key.startsWith(APPARMOR)) {
      const name = key.slice(APPARMOR.length);
      if (!containers.some(({ container }) => container.name === name)) {
        sink(invalid(path, name, 'container not found'));
      }
      if (!['', 'runtime/default', 'unconfined'].includes(text) && !text.startsWith('localhost/')) {
        sink(invalid(path, text, `invalid AppArmor profile name: "${text}"`));
      }
    }
  }
  mismatches(pod, sink);
}

function isInt32(text: string): boolean {
  const number = Number(text);
  return /^(0|-?[1-9]\d*)$/.test(text) && number >= -(2 ** 31) && number < 2 ** 31;
}

const TOLERATION_FIELDS = ['key', 'operator', 'value', 'effect', 'tolerationSeconds'];

/** Tolerations as JSON, whose field names Go reads without regard to case. */
function tolerationsErrors(json: string, path: FieldPath, sink: Sink): void {
  let given: unknown;
  try {
    given = JSON.parse(json) ?? [];
  } catch {
    given = undefined;
  }
  if (!Array.isArray(given)) {
    sink(invalid(path, json, 'must be a JSON list of tolerations'));
    return;
  }
  const read = given.map((one) =>
    Object.fromEntries(
      Object.entries(record(one)).map(([name, value]) => [
        TOLERATION_FIELDS.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name,
        value,
      ]),
    ),
  );
  tolerationErrors(read, path, sink);
}

function seccompErrors(text: string, path: FieldPath, sink: Sink): void {
  if (['runtime/default', 'docker/default', 'unconfined'].includes(text)) return;
  if (text.startsWith('localhost/')) descendingPath(text.slice('localhost/'.length), path, sink);
  else sink(invalid(path, text, 'must be a valid seccomp profile'));
}

/** Profiles that the annotation and the security context tell differently. */
function mismatches({ spec, metadata, path, containers, minor }: PodFacts, sink: Sink): void {
  const given = record(metadata.annotations);
  const context = record(spec.securityContext);
  const pod = [...path, 'securityContext', 'seccompProfile'];
  if (differs(given[SECCOMP_POD], context.seccompProfile)) {
    sink(forbidden([...pod, 'type'], 'seccomp type in annotation and field must match'));
  }
  for (const { container, path: at } of containers) {
    const own = record(container.securityContext);
    const name = textOf(container.name) ?? '';
    if (differs(given[`${SECCOMP_CONTAINER}${name}`], own.seccompProfile)) {
      const field = [...at, 'securityContext', 'seccompProfile', 'type'];
      sink(forbidden(field, 'seccomp type in annotation and field must match'));
    }
    const profile = own.appArmorProfile ?? context.appArmorProfile;
    if (minor >= 30 && record(spec.os).name !== 'windows' && differs(given[`${APPARMOR}${name}`], profile)) {
      const field = [...at, 'securityContext', 'appArmorProfile', 'type'];
      sink(forbidden(field, 'apparmor type in annotation and field must match'));
    }
  }
}

function differs(annotation: unknown, profile: unknown): boolean {
  if (typeof annotation !== 'string' || !isSet(profile)) return false;
  const { type, localhostProfile } = record(profile);
  if (type === 'Unconfined') return annotation !== 'unconfined';
  if (type === 'RuntimeDefault') return annotation !== 'runtime/default' && annotation !== 'docker/default';
  if (type === 'Localhost') return annotation !== `localhost/${textOf(localhostProfile) ?? ''}`;
  return false;
}
