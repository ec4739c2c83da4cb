import { Construct } from 'constructs';
import { declareNeed } from '../../core/declare-need';
import { KubeObject } from '../../core/kube-object';

const RULES = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch', 'create', 'update'] }];

/** Properties of a {@link BuildAccess}. */
export interface BuildAccessProps {
  readonly namespace: string;
}

/**
 * What a build may ask of the Kubernetes API: to watch the ConfigMaps of its namespace, as the runner does, and to make and change them,
 * for its tests write the state maps that the runner then obeys. No narrower names work, for one of the maps has the name of the pod.
 *
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/cmd/runner/k8s_test.go
 */
export class BuildAccess extends Construct {
  /** The account of the Job's pod. */
  public readonly serviceAccount: { readonly name: string };

  public constructor(scope: Construct, id: string, { namespace }: BuildAccessProps) {
    super(scope, id);
    const name = 'build';
    this.serviceAccount = { name };
    new KubeObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
      automountServiceAccountToken: false,
    });
    new KubeObject(this, 'Role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name, namespace },
      rules: RULES,
    });
    new KubeObject(this, 'Resource', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
    const reason = 'the runner under test watches its state maps, and the tests write them';
    declareNeed(this, { serviceAccount: { namespace, name }, rules: RULES, reason });
  }
}
