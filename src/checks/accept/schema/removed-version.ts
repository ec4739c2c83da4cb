import type { Rule } from '../../rule';
import { olderVersion } from './older-releases';

/** ACC009: releases of an operator that run on the target's Kubernetes serve the version. */
export const removedVersion: Rule = {
  id: 'ACC009',
  title: 'version that newer releases of its operator no longer serve',
  severity: 'warning',
  fix: 'write the version that newer releases serve',
  why: 'the newest release of the operator does not serve the version, so the object is refused once the cluster has that release',
  page: {
    reports:
      'a version that older releases of an operator served and newer ones do not. A NodePool or EC2NodeClass of `v1beta1` on Kubernetes 1.32 or newer: Karpenter 1.1 no longer serves it, and Karpenter 1.0 does not run there. An ExternalSecret or a store of `external-secrets.io/v1beta1`, gone from External Secrets 0.17. A HelmRelease of `v2beta1` or `v2beta2`, and a Kustomization or source of Flux of `v1beta1` or `v1beta2`, gone from Flux 2.7 or 2.8. A definition among the manifests or in `--crds` has the last word. It is a warning, for which release the cluster has stands in no manifest.',
    mend: '`cdk8s-ml-platform migrate` writes the new version of Karpenter and External Secrets with the fields that moved, and says what behaves otherwise; of Flux write it by hand, or by `flux migrate`.',
    before: `apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata:
  name: cpu
spec:
  template:
    spec:
      nodeClassRef:
        name: default
      requirements: []
`,
    after: [
      ['apiVersion: karpenter.sh/v1beta1', 'apiVersion: karpenter.sh/v1'],
      [
        '      nodeClassRef:',
        `      nodeClassRef:
        group: karpenter.azure.com
        kind: AKSNodeClass`,
      ],
    ],
  },
  *check(model, { minor }) {
    for (const manifest of model.manifests) {
      const { apiVersion, kind }: { apiVersion?: unknown; kind?: unknown } = manifest.object;
      if (typeof apiVersion !== 'string' || typeof kind !== 'string') continue;
      const older = olderVersion(apiVersion, kind);
      if (!older || minor <= (older.lastMinor ?? 0)) continue;
      const { by, lastMinor, instead, migrates } = older;
      const which = lastMinor === undefined ? 'do' : `do not run on Kubernetes 1.${minor}`;
      yield {
        manifest,
        path: ['apiVersion'],
        message: `${by} no longer serves ${apiVersion}, and releases before it ${which}`,
        fix: `write apiVersion: ${instead}${migrates ? "; 'cdk8s-ml-platform migrate' does, with the fields that moved" : ''}`,
      };
    }
  },
};
