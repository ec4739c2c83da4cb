import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF011: each claim that a pod names exists. */
export const claimExists: Rule = {
  id: 'REF011',
  title: 'claim that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the scheduler keeps the pod pending until the claim exists',
  page: {
    reports:
      'a PersistentVolumeClaim, a ResourceClaim or a ResourceClaimTemplate that a pod names, and a claim that another is a copy of, which is not in the namespace. The claims of `volumeClaimTemplates` of a StatefulSet count, as `<template>-<name>-<number>`.',
    mend: 'Add the claim, or correct its name. A claim of another repository is declared as external, with the reason.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: dataset
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: datasets
  namespace: studioml
spec:
  storageClassName: fast
  accessModes: [ReadWriteOnce]
  resources:
    requests:
      storage: 10Gi
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: disk.csi.azure.com
`,
    after: [['claimName: dataset', 'claimName: datasets']],
  },
  check: (model, target) => missingObjects(model, target, 'claim'),
};
