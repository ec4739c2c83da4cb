/** What is written of a version that `imports/` does not hold: the version of whose schema it is, or that nothing is known of its fields. */
type SchemaOf = string | undefined;

/**
 * Versions that the makers of a kind serve beside those whose schemas are under `imports/`, by `group/Kind`.
 *
 * @see https://github.com/kubernetes-sigs/gateway-api/tree/v1.6.1/config/crd/standard v1beta1 has the schema of v1
 * @see https://github.com/kubeflow/kubeflow/tree/v1.10.0/components/notebook-controller/config/crd/bases
 * @see https://github.com/kubernetes-sigs/kueue/tree/v0.16.0/config/components/crd/bases
 */
const OTHER_VERSIONS: Readonly<Record<string, Readonly<Record<string, SchemaOf>>>> = {
  'gateway.networking.k8s.io/Gateway': { v1beta1: 'v1' },
  'gateway.networking.k8s.io/HTTPRoute': { v1beta1: 'v1' },
  'kubeflow.org/Notebook': { v1beta1: undefined, v1alpha1: undefined },
  'kueue.x-k8s.io/ClusterQueue': { v1beta1: undefined },
  'kueue.x-k8s.io/LocalQueue': { v1beta1: undefined },
  'kueue.x-k8s.io/ResourceFlavor': { v1beta1: undefined },
};

/**
 * The versions of a custom kind that are served and have no file of their own here, each with the version whose schema it shares;
 * `undefined` where its fields are not known.
 */
export function otherVersions(group: string, kind: string): readonly (readonly [name: string, sameAs: SchemaOf])[] {
  const key = `${group}/${kind}`;
  return Object.hasOwn(OTHER_VERSIONS, key) ? Object.entries(OTHER_VERSIONS[key]!) : [];
}
