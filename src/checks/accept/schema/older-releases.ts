import { groupOf } from '../../../facts/kinds';
import { customKind } from '../../../facts/schemas';

/** A version of custom kinds that releases of an operator served which some clusters still have. */
export interface OlderVersion {
  /** The first release that no longer serves it. */
  readonly by: string;
  readonly kinds: readonly string[];
  readonly instead: string;
  /**
   * The last minor version of Kubernetes on which a release runs that serves it.
   * @default - such a release may run on any
   */
  readonly lastMinor?: number;
  /** Whether `migrate` writes the new version. */
  readonly migrates: boolean;
}

const KARPENTER = { by: 'Karpenter 1.1', lastMinor: 31, migrates: true };
const SECRETS = ['ExternalSecret', 'ClusterExternalSecret', 'SecretStore', 'ClusterSecretStore'];
const HELM = { kinds: ['HelmRelease'], instead: 'helm.toolkit.fluxcd.io/v2', migrates: false };
const KUSTOMIZE = { kinds: ['Kustomization'], instead: 'kustomize.toolkit.fluxcd.io/v1', migrates: false };
const SOURCES = ['GitRepository', 'OCIRepository', 'HelmRepository', 'HelmChart', 'Bucket'];
const SOURCE = { kinds: SOURCES, instead: 'source.toolkit.fluxcd.io/v1', migrates: false };

/**
 * @see https://karpenter.sh/docs/upgrading/v1-migration/
 * @see https://karpenter.sh/docs/upgrading/compatibility/
 * @see https://github.com/external-secrets/external-secrets/releases/tag/v0.17.0
 * @see https://github.com/fluxcd/flux2/issues/5474 and https://github.com/fluxcd/flux2/issues/5711
 */
const OLDER: Readonly<Record<string, OlderVersion>> = {
  'karpenter.sh/v1beta1': { ...KARPENTER, kinds: ['NodePool', 'NodeClaim'], instead: 'karpenter.sh/v1' },
  'karpenter.k8s.aws/v1beta1': { ...KARPENTER, kinds: ['EC2NodeClass'], instead: 'karpenter.k8s.aws/v1' },
  'external-secrets.io/v1beta1': {
    by: 'External Secrets 0.17',
    kinds: SECRETS,
    instead: 'external-secrets.io/v1',
    migrates: true,
  },
  'helm.toolkit.fluxcd.io/v2beta1': { ...HELM, by: 'Flux 2.7' },
  'helm.toolkit.fluxcd.io/v2beta2': { ...HELM, by: 'Flux 2.8' },
  'kustomize.toolkit.fluxcd.io/v1beta1': { ...KUSTOMIZE, by: 'Flux 2.7' },
  'kustomize.toolkit.fluxcd.io/v1beta2': { ...KUSTOMIZE, by: 'Flux 2.8' },
  'source.toolkit.fluxcd.io/v1beta1': { ...SOURCE, by: 'Flux 2.7' },
  'source.toolkit.fluxcd.io/v1beta2': { ...SOURCE, by: 'Flux 2.8' },
};

/**
 * The version of a custom kind that older releases of its operator serve and the newest one does not; `undefined` where nobody serves it,
 * where the newest does, and where a definition is given, which says itself what is served.
 */
export function olderVersion(apiVersion: string, kind: string): OlderVersion | undefined {
  if (!Object.hasOwn(OLDER, apiVersion)) return undefined;
  const older = OLDER[apiVersion]!;
  if (!older.kinds.includes(kind) || customKind(groupOf(apiVersion), kind)?.given === true) return undefined;
  return older;
}
