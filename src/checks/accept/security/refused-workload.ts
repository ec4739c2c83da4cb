import type { Rule } from '../../rule';
import { refusals } from './refusals';

/** ACC101: the pods of a workload keep to the Pod Security level that its namespace enforces. */
export const refusedWorkload: Rule = {
  id: 'ACC101',
  title: 'Pod Security level of a workload',
  severity: 'warning',
  fix: 'change the fields that the message names, or move the workload to a namespace that enforces a lower level',
  why: 'the API server takes the workload but refuses each of its pods, so that none ever runs',
  page: {
    reports:
      'a Deployment, StatefulSet, DaemonSet, Job, CronJob, ReplicaSet, ReplicationController or PodTemplate, a ScaledJob of KEDA, a Notebook of Kubeflow or a Rollout of Argo, whose pods would violate the Pod Security level its namespace enforces. It is a warning because the API server takes the object; its controller then tries in vain to make the pods. Which level and version hold is told at ACC100, the same rule for Pods.',
    mend: 'Change the fields of the pod template that the message names, or place the workload in a namespace that enforces a lower level. A DaemonSet that needs the node, such as the device plugin of NVIDIA, belongs to a namespace that enforces `privileged`.',
    before: `apiVersion: v1
kind: Namespace
metadata:
  name: vision-lab
  labels:
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: model-server
  namespace: vision-lab
spec:
  selector:
    matchLabels:
      app: model-server
  template:
    metadata:
      labels:
        app: model-server
    spec:
      containers:
        - name: server
          image: registry.example.com/model-server:1.4.0
`,
    after: [
      [
        '    spec:',
        `    spec:
      securityContext:
        runAsNonRoot: true
        seccompProfile:
          type: RuntimeDefault`,
      ],
      [
        '          image: registry.example.com/model-server:1.4.0',
        `          image: registry.example.com/model-server:1.4.0
          securityContext:
            allowPrivilegeEscalation: false
            capabilities:
              drop:
                - ALL`,
      ],
    ],
  },
  *check(model, target) {
    for (const { manifest, kind, namespace, path, message } of refusals(model, target, 'workload')) {
      const where = `no pod of this ${kind} will run in namespace '${namespace}'`;
      yield { manifest, path, message: `${where}: it ${message}` };
    }
  },
};
