import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF019: what an autoscaler scales, and what it authenticates with, exists. */
export const scaleTargetExists: Rule = {
  id: 'REF019',
  title: 'scale target or trigger authentication that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'nothing is scaled: the autoscaler only says in its status that it finds no target, or that it may not read its metric',
  page: {
    reports:
      'what `scaleTargetRef` of a HorizontalPodAutoscaler or a ScaledObject names, and the TriggerAuthentication or ClusterTriggerAuthentication of a trigger, which is not among the manifests. Without `kind` a ScaledObject means a Deployment and a trigger a TriggerAuthentication.',
    mend: 'Correct the name or the kind, or add the object. One that is made outside is declared as external, with the reason.',
    before: `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: web
  namespace: studioml
spec:
  scaleTargetRef:
    name: wep
  minReplicaCount: 1
  triggers:
    - type: cpu
      metricType: Utilization
      metadata:
        value: '60'
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: studioml
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: registry.example/web:1.4
          resources:
            requests:
              cpu: 100m
`,
    after: [['name: wep', 'name: web']],
  },
  check: (model, target) => missingObjects(model, target, 'autoscaling'),
};
