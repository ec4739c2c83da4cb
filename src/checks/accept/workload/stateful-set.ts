import { dns1123Label } from '../../../facts/names';
import type { Rule } from '../../rule';
import { invalid, notSupported } from '../field-error';
import type { Sink } from '../field-error';
import { record } from '../read';
import { nonNegative, reported, specsOf, textOr } from './spec';
import type { SpecInManifest } from './spec';

/** ACC044: what only a StatefulSet has. */
export const statefulSet: Rule = {
  id: 'ACC044',
  title: 'fields of a StatefulSet',
  severity: 'error',
  fix: 'write one of the values that the message names',
  why: 'the API server refuses a StatefulSet with a policy that it does not know, a negative start, or a service name that cannot be a part of the names of its pods',
  page: {
    reports:
      '`podManagementPolicy` other than `OrderedReady` and `Parallel`, `ordinals.start` below zero, and `persistentVolumeClaimRetentionPolicy` with values other than `Retain` and `Delete`. Since Kubernetes 1.33 it reports also a `serviceName` that is no DNS label; it may be left out.',
    mend: 'Write one of the values that the message names. Name in `serviceName` the headless Service of the set, without its namespace.',
    before: `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: queue
spec:
  serviceName: queue.messaging.svc
  podManagementPolicy: parallel
  selector:
    matchLabels:
      app: queue
  template:
    metadata:
      labels:
        app: queue
    spec:
      containers:
        - name: queue
          image: registry.example.com/queue:1.0
`,
    after: [
      ['serviceName: queue.messaging.svc', 'serviceName: queue'],
      ['podManagementPolicy: parallel', 'podManagementPolicy: Parallel'],
    ],
  },
  *check(model, target) {
    for (const found of specsOf(model, 'apps', ['StatefulSet'])) {
      yield* reported(found.manifest, (sink) => errors(found, target.minor, sink));
    }
  },
};

function errors({ path, spec }: SpecInManifest, minor: number, sink: Sink): void {
  const management = textOr(spec.podManagementPolicy, 'OrderedReady');
  if (management !== undefined && management !== 'OrderedReady' && management !== 'Parallel') {
    sink(invalid([...path, 'podManagementPolicy'], management, "must be 'OrderedReady' or 'Parallel'"));
  }
  nonNegative(record(spec.ordinals), [...path, 'ordinals'], ['start'], sink);
  const retention = record(spec.persistentVolumeClaimRetentionPolicy);
  for (const name of ['whenDeleted', 'whenScaled']) {
    const policy = textOr(retention[name], 'Retain');
    if (policy !== undefined && policy !== 'Retain' && policy !== 'Delete') {
      sink(notSupported([...path, 'persistentVolumeClaimRetentionPolicy', name], policy, ['Retain', 'Delete']));
    }
  }
  const service = textOr(spec.serviceName, '');
  const problem = minor >= 33 && service !== undefined && service !== '' ? dns1123Label(service) : undefined;
  if (problem !== undefined) sink(invalid([...path, 'serviceName'], service, problem));
}
