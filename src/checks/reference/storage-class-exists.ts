import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF012: each storage class and volume that a claim names exists. */
export const storageClassExists: Rule = {
  id: 'REF012',
  title: 'storage class or volume that does not exist',
  severity: 'warning',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'the claim stays pending, and so do the pods that use it',
  page: {
    reports:
      "a StorageClass or PersistentVolume that a claim, a template of claims or an ephemeral volume names and that is not among the manifests. The classes that the target's provider makes exist (`managed-csi` and its siblings on AKS, `gp2` on EKS, `standard` on kind). A class that only PersistentVolumes name is a word that binds the two, and exists too.",
    mend: 'Correct the name, add the StorageClass, or leave `storageClassName` out for the default class of the cluster. A class that is made outside is declared as external, with the reason.',
    before: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: datasets
  namespace: studioml
spec:
  storageClassName: fats
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
    after: [['storageClassName: fats', 'storageClassName: fast']],
  },
  check: (model, target) => missingObjects(model, target, 'storage'),
};
