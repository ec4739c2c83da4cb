import type { Rule } from '../rule';
import { missingObjects } from './problems';

/** REF021: what a delivery or a workflow is made from exists. */
export const deliverySourceExists: Rule = {
  id: 'REF021',
  title: 'source of a delivery that does not exist',
  severity: 'error',
  fix: 'make it part of the manifests, correct the name, or declare it as external with a reason',
  why: 'nothing is delivered: the engine reports the missing source in its status and tries again for ever',
  page: {
    reports:
      'the source that a Kustomization or a HelmRelease of Flux names and the ones they depend on, the project of an Application of Argo CD (`default` exists), and the template of a workflow of Argo, which are not among the manifests.',
    mend: 'Correct the name, the kind or the namespace, or add the object. One that is made outside is declared as external, with the reason.',
    before: `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: platform
  namespace: flux-system
spec:
  interval: 10m
  path: ./dist/manifests
  prune: true
  sourceRef:
    kind: GitRepository
    name: platform
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: platform
  namespace: flux-system
spec:
  interval: 10m
  url: oci://registry.example/platform
`,
    after: [['kind: GitRepository', 'kind: OCIRepository']],
  },
  check: (model, target) => missingObjects(model, target, 'delivery'),
};
