import type { Rule } from '../../rule';
import { refusals } from './refusals';

/** ACC100: a Pod keeps to the Pod Security level that its namespace enforces. */
export const refusedPod: Rule = {
  id: 'ACC100',
  title: 'Pod Security level of a Pod',
  severity: 'error',
  fix: 'change the fields that the message names, or move the Pod to a namespace that enforces a lower level',
  why: 'the API server refuses a Pod that violates the Pod Security level of its namespace',
  page: {
    reports:
      'a Pod that violates the Pod Security level its namespace enforces. The level is the label `pod-security.kubernetes.io/enforce` of the Namespace (`baseline` or `restricted`) and the version the label `pod-security.kubernetes.io/enforce-version`: an old version has fewer controls and some that are stricter, `latest` or none has those of the target. All violated controls stand in one message, as the API server writes it. A namespace that is not among the manifests or has no such label takes every Pod, and the labels `audit` and `warn` refuse none. A Pod without a namespace goes to `default`.',
    mend: 'Change the fields that the message names. For `restricted` these are, on each container, `allowPrivilegeEscalation: false` and `capabilities.drop: [ALL]`, and on the Pod `runAsNonRoot: true` and a `seccompProfile`. A Pod that needs the node, such as a device plugin, belongs to a namespace that enforces `privileged`.',
    before: `apiVersion: v1
kind: Namespace
metadata:
  name: vision-lab
  labels:
    pod-security.kubernetes.io/enforce: baseline
---
apiVersion: v1
kind: Pod
metadata:
  name: gpu-shell
  namespace: vision-lab
spec:
  hostNetwork: true
  containers:
    - name: shell
      image: nvidia/cuda:12.6.3-base-ubuntu24.04
`,
    after: [
      [
        `  hostNetwork: true
`,
        '',
      ],
    ],
  },
  *check(model, target) {
    for (const { manifest, path, message } of refusals(model, target, 'Pod')) {
      yield { manifest, path, message };
    }
  },
};
