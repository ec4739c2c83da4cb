import { groupOf } from '../../../facts/kinds';
import { customKind } from '../../../facts/schemas';
import type { Rule } from '../../rule';

/** A version of a custom kind that only releases serve which do not run on newer Kubernetes. */
interface Removed {
  /** The release that no longer has the version. */
  readonly by: string;
  /** The last minor version of Kubernetes on which a release runs that has it. */
  readonly lastMinor: number;
  readonly instead: string;
}

const REMOVED: Readonly<Record<string, Removed>> = {
  // https://karpenter.sh/docs/upgrading/v1-migration/ and https://karpenter.sh/docs/upgrading/compatibility/
  'karpenter.sh/v1beta1': { by: 'Karpenter 1.1', lastMinor: 31, instead: 'karpenter.sh/v1' },
};

/** ACC009: releases of an operator that run on the target's Kubernetes serve the version. */
export const removedVersion: Rule = {
  id: 'ACC009',
  title: 'version that newer releases of its operator no longer serve',
  severity: 'warning',
  fix: 'write the version that newer releases serve',
  why: 'an operator that runs on this Kubernetes does not serve the version, so the object is refused once the operator is as new as the cluster needs it',
  page: {
    reports:
      'a `karpenter.sh/v1beta1` NodePool on Kubernetes 1.32 or newer: Karpenter 1.1 no longer serves that version, and Karpenter 1.0 does not run there. A definition among the manifests or in `--crds` that serves it has the last word. It is a warning, for which release the cluster has stands in no manifest.',
    mend: '`cdk8s-ml-platform migrate` writes the new version with the fields that moved, and says what behaves otherwise.',
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
      if (typeof apiVersion !== 'string' || typeof kind !== 'string' || !Object.hasOwn(REMOVED, apiVersion)) continue;
      const { by, lastMinor, instead } = REMOVED[apiVersion]!;
      const known = customKind(groupOf(apiVersion), kind);
      if (
        minor <= lastMinor ||
        known?.given === true ||
        !known?.versions.some(({ name }) => apiVersion.endsWith(`/${name}`))
      )
        continue;
      yield {
        manifest,
        path: ['apiVersion'],
        message: `${by} no longer serves ${apiVersion}, and releases before it do not run on Kubernetes 1.${minor}`,
        fix: `write apiVersion: ${instead}; 'cdk8s-ml-platform migrate' does, with the fields that moved`,
      };
    }
  },
};
