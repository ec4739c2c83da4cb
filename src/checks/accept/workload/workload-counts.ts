import type { Rule } from '../../rule';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { nonNegative, reported, specsOf } from './spec';
import type { Fields, SpecInManifest } from './spec';

/** Which numbers of a kind may not be below zero. The API server does not look at `revisionHistoryLimit` of a StatefulSet. */
const COUNTS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'],
  ReplicaSet: ['replicas', 'minReadySeconds'],
  StatefulSet: ['replicas', 'minReadySeconds'],
  DaemonSet: ['minReadySeconds', 'revisionHistoryLimit'],
  ReplicationController: ['replicas', 'minReadySeconds'],
};

/** ACC042: numbers of replicas, seconds and revisions are not negative, and a Deployment has time to become ready. */
export const workloadCounts: Rule = {
  id: 'ACC042',
  title: 'numbers of a workload',
  severity: 'error',
  fix: 'write a number that is not negative, and a progressDeadlineSeconds above minReadySeconds',
  why: 'the API server refuses numbers of replicas, seconds and revisions below zero, and a rollout that must fail',
  page: {
    reports:
      '`replicas`, `minReadySeconds`, `revisionHistoryLimit` and `progressDeadlineSeconds` below zero, and a Deployment whose `progressDeadlineSeconds` (600 by default) is not greater than its `minReadySeconds`. `revisionHistoryLimit` of a StatefulSet may be any number.',
    mend: 'Write a number that is not negative. Raise `progressDeadlineSeconds` above `minReadySeconds`.',
    before: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: console
spec:
  minReadySeconds: 900
  selector:
    matchLabels:
      app: console
  template:
    metadata:
      labels:
        app: console
    spec:
      containers:
        - name: console
          image: registry.example.com/console:1.0
`,
    after: [
      [
        '  minReadySeconds: 900',
        `  minReadySeconds: 900
  progressDeadlineSeconds: 1800`,
      ],
    ],
  },
  *check(model) {
    for (const found of specsOf(model, 'apps', ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'])) {
      yield* reported(found.manifest, (sink) => errors(found, sink));
    }
    for (const found of specsOf(model, '', ['ReplicationController']))
      yield* reported(found.manifest, (sink) => errors(found, sink));
  },
};

function errors({ kind, path, spec }: SpecInManifest, sink: Sink): void {
  nonNegative(spec, path, COUNTS[kind] ?? [], sink);
  if (kind !== 'Deployment') return;
  const deadline = seconds(spec, 'progressDeadlineSeconds', 600);
  const ready = seconds(spec, 'minReadySeconds', 0);
  if (deadline !== undefined && ready !== undefined && deadline <= ready) {
    sink(invalid([...path, 'progressDeadlineSeconds'], deadline, 'must be greater than minReadySeconds'));
  }
}

function seconds(spec: Fields, name: string, byDefault: number): number | undefined {
  const value = spec[name] ?? byDefault;
  return typeof value === 'number' ? value : undefined;
}
