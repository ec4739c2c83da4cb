import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet } from '../read';
import { fields, jobSpecsOf, reported, specsOf, textOr } from './spec';
import type { Fields, SpecInManifest } from './spec';

/** ACC041: the restart policy and the deadline of a pod template suit what makes its pods. */
export const templateRestart: Rule = {
  id: 'ACC041',
  title: 'restart policy of a pod template',
  severity: 'error',
  fix: 'set restartPolicy to Never or OnFailure in the template of a job, and to Always or nothing in any other',
  why: 'a job must see its pods end and every other workload must see them restart, so the API server refuses the opposite',
  page: {
    reports:
      'a pod template of a Job or a CronJob whose `restartPolicy` is missing or `Always`, or not `Never` where the job has a `podFailurePolicy`. It reports a template of a Deployment, ReplicaSet, StatefulSet, DaemonSet or ReplicationController with another `restartPolicy` than `Always`, or with `activeDeadlineSeconds`.',
    mend: 'Set `restartPolicy: Never` or `OnFailure` in the template of a job. Leave it out everywhere else.',
    before: `apiVersion: batch/v1
kind: Job
metadata:
  name: import
spec:
  template:
    spec:
      containers:
        - name: import
          image: registry.example.com/import:1.0
`,
    after: [
      [
        '    spec:',
        `    spec:
      restartPolicy: OnFailure`,
      ],
    ],
  },
  *check(model) {
    for (const found of specsOf(model, 'apps', ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])) {
      yield* reported(found.manifest, (sink) => alwaysErrors(found, sink));
    }
    for (const found of specsOf(model, '', ['ReplicationController'])) {
      yield* reported(found.manifest, (sink) => alwaysErrors(found, sink));
    }
    for (const found of jobSpecsOf(model)) yield* reported(found.manifest, (sink) => jobErrors(found, sink));
  },
};

function alwaysErrors({ kind, path, spec }: SpecInManifest, sink: Sink): void {
  const pod = podOf(spec);
  if (!pod || (kind === 'ReplicationController' && !isSet(spec.template))) return;
  const at: FieldPath = [...path, 'template', 'spec'];
  const policy = textOr(pod.restartPolicy, 'Always');
  if (policy !== undefined && policy !== 'Always') {
    sink(notSupported([...at, 'restartPolicy'], policy, ['Always']));
  }
  if (typeof pod.activeDeadlineSeconds === 'number') {
    // The template of a Deployment is read as that of the ReplicaSets that it makes.
    const owner = kind === 'Deployment' ? 'ReplicaSet' : kind;
    sink(forbidden([...at, 'activeDeadlineSeconds'], `activeDeadlineSeconds in ${owner} is not Supported`));
  }
}

function jobErrors({ path, spec }: SpecInManifest, sink: Sink): void {
  const pod = podOf(spec);
  const policy = pod && textOr(pod.restartPolicy, 'Always');
  const at: FieldPath = [...path, 'template', 'spec', 'restartPolicy'];
  if (policy === 'Always') sink(required(at, 'valid values: "OnFailure", "Never"'));
  else if (policy !== undefined && policy !== 'OnFailure' && policy !== 'Never') {
    sink(notSupported(at, policy, ['OnFailure', 'Never']));
  } else if (policy === 'OnFailure' && fields(spec.podFailurePolicy)) {
    sink(invalid(at, policy, 'only "Never" is supported when podFailurePolicy is specified'));
  }
}

/** The pod's spec in a template, empty where it is missing; `undefined` where it is of the wrong type. */
function podOf({ template }: Fields): Fields | undefined {
  const found = isSet(template) ? fields(template) : {};
  if (!found) return undefined;
  return isSet(found.spec) ? fields(found.spec) : {};
}
