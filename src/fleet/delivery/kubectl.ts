import { createHash } from 'crypto';
import type { TextFile } from '../../core/synth/write';
import type { Delivered } from './delivered';
import { yamlOf } from './objects';

const GROUP = 'fleet.cdk8s-ml-platform';
const KIND = 'ApplySet';

/** The object that an ApplySet is known by. */
export interface ApplySetParent {
  readonly name: string;
  /** Empty for an object of the whole cluster. */
  readonly namespace: string;
  readonly kind: string;
  /** Empty for a core object. */
  readonly group: string;
}

/**
 * The id of an ApplySet, as kubectl computes it of the parent.
 *
 * @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-cli/3659-kubectl-apply-prune
 */
export function applySetId({ name, namespace, kind, group }: ApplySetParent): string {
  const hash = createHash('sha256').update([name, namespace, kind, group].join('.')).digest('base64url');
  return `applyset-${hash}-v1`;
}

/**
 * The files by which somebody applies to a cluster with kubectl: the parent of an ApplySet and its definition, to be created once, and the
 * command that applies and prunes.
 *
 * The parent is a custom resource of the whole cluster: kubectl refuses a Secret or ConfigMap as the parent of objects in several
 * namespaces, for `--namespace`, which those need, must be that of every object. Members get no label here, for kubectl adds it and
 * refuses objects that have it already.
 */
export function kubectl({ cluster }: Delivered): TextFile[] {
  const parent = { name: cluster, namespace: '', kind: KIND, group: GROUP };
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `applysets.${GROUP}`,
      labels: { 'applyset.kubernetes.io/is-parent-type': 'true' },
    },
    spec: {
      group: GROUP,
      names: { kind: KIND, listKind: 'ApplySetList', plural: 'applysets', singular: 'applyset' },
      scope: 'Cluster',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  };
  const set = {
    apiVersion: `${GROUP}/v1`,
    kind: KIND,
    metadata: {
      name: cluster,
      labels: { 'applyset.kubernetes.io/id': applySetId(parent) },
      annotations: {
        'applyset.kubernetes.io/tooling': 'kubectl/v1.34',
        'applyset.kubernetes.io/contains-group-kinds': '',
        'applyset.kubernetes.io/additional-namespaces': '',
      },
    },
  };
  return [
    { path: 'delivery/apply-set-definition.yaml', text: yamlOf([definition]) },
    { path: 'delivery/apply-set.yaml', text: yamlOf([set]) },
    { path: 'delivery/README.md', text: readme(cluster) },
  ];
}

function readme(cluster: string): string {
  return `# Apply to ${cluster} with kubectl

Once, from the folder above this one:

\`\`\`sh
kubectl apply -f delivery/apply-set-definition.yaml
kubectl wait --for=condition=Established crd/applysets.${GROUP}
kubectl create -f delivery/apply-set.yaml
\`\`\`

Create it, and never apply it: kubectl keeps in its annotations what it has to prune.

Each time; what is no longer in \`manifests\` is removed from the cluster:

\`\`\`sh
KUBECTL_APPLYSET=true kubectl apply --server-side --prune \\
  --applyset=applysets.${GROUP}/${cluster} -f manifests
\`\`\`

Namespaces and volumes are removed too, with all that is in them: look first, by the same command with \`--dry-run=server\`.

Nothing is pruned where something could not be applied, such as an object in a namespace that a controller is still to make: run it again then.
What the cluster must have before is in \`prerequisites.json\`.
`;
}
