import { labelledCases, rejections } from '../cases';
import type { Case } from '../cases';

const KINDS = [
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'PodTemplate',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Lease',
  'ControllerRevision',
];

const cases = labelledCases().filter(({ kind }) => KINDS.includes(kind));

/** What the rules of this folder say. */
function found(one: Case): string[] {
  return rejections(one)
    .filter(({ rule }) => rule >= 'ACC040' && rule <= 'ACC054')
    .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

/** Pods and names of objects belong to the rules of pods and to ACC001. */
function ofAnotherFamily({ field = '' }: Case): boolean {
  return /(^|\.)template\.spec\.(?!restartPolicy|activeDeadlineSeconds)/.test(field) || field === 'metadata.name';
}

if (cases.length === 0) {
  test.skip('the labelled cases are not beside this checkout', () => undefined);
} else {
  test('what the API server accepts is not reported', () => {
    const accepted = cases.filter(({ verdict }) => verdict === 'accept');
    expect(accepted.length).toBeGreaterThan(20);
    expect(accepted.map((one) => [one.id, found(one)]).filter(([, findings]) => findings!.length > 0)).toEqual([]);
  });

  test('what the API server refuses of the workload itself is reported', () => {
    const refused = cases.filter((one) => one.stage === 'native' && !ofAnotherFamily(one));
    expect(refused.length).toBeGreaterThan(15);
    expect(refused.filter((one) => found(one).length === 0).map(({ id, message }) => `${id} ${message}`)).toEqual([]);
  });
}
