import { number, record, text } from '../../accept/read';
import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { gpuRequests } from './support/gpus';

const SHORT = 30;

/** SCH021: a GPU worker that a queue scales may end its work. */
export const scaledWorkerGrace: Rule = {
  id: 'SCH021',
  title: 'GPU worker of a queue with a short grace period',
  severity: 'warning',
  fix: 'set terminationGracePeriodSeconds to the length of a task, or use a ScaledJob',
  why: 'scaling in picks any pod, also one in the midst of a task, and kills it after the grace period; the task begins again elsewhere',
  page: {
    reports:
      'a Deployment or StatefulSet that asks for GPUs and that a ScaledObject scales, whose pods have the default grace period of 30 seconds or less. Workers without GPUs are not reported.',
    mend: 'Set `terminationGracePeriodSeconds` to the time that a task takes at most, and let the program end its task on SIGTERM; or start a Job a task with a ScaledJob.',
    before: workerYaml([]),
    after: workerYaml(['terminationGracePeriodSeconds: 3600']),
  },
  *check(model, target) {
    const plan = planOf(model, target);
    const scaled = new Set(
      model.ofKind('keda.sh', 'ScaledObject').map(({ object }) => {
        const { kind, name } = record(record(object.spec).scaleTargetRef);
        const namespace = text(record(object.metadata).namespace) ?? 'default';
        return `${text(kind) ?? 'Deployment'}/${namespace}/${text(name) ?? ''}`;
      }),
    );
    for (const { manifest, kind, namespace, name, pod, path, spec } of plan.workloads) {
      if (!scaled.has(`${kind}/${namespace}/${name}`) || gpuRequests(pod).length === 0) continue;
      const grace = number(spec.terminationGracePeriodSeconds) ?? SHORT;
      if (grace > SHORT) continue;
      yield {
        manifest,
        path: [...path, 'spec', 'terminationGracePeriodSeconds'],
        message: `is scaled by a queue and has ${grace} s to end a task on a GPU`,
      };
    }
  },
};

function workerYaml(pod: readonly string[]): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
  namespace: default
spec:
  selector:
    matchLabels:
      app: worker
  template:
    metadata:
      labels:
        app: worker
    spec:
${pod.map((line) => `      ${line}\n`).join('')}      containers:
        - name: worker
          image: registry.example.com/worker:1.4
          resources:
            limits:
              nvidia.com/gpu: 1
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: worker
  namespace: default
spec:
  scaleTargetRef:
    name: worker
  maxReplicaCount: 4
  triggers:
    - type: rabbitmq
      metadata:
        queueName: jobs
        mode: QueueLength
        value: "1"
`;
}
