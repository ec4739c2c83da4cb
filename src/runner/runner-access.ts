import { Chart } from 'cdk8s';
import type { IServiceAccount } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { declareNeed } from '../core/declare-need';
import { fail, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { dns1123Subdomain } from '../facts/names';
import { CONTRACT } from './names';
import { requireProps } from '../core/require-props';
import { RUNNER_ACCESS } from './known-props';

/** Properties of a {@link RunnerAccess}. */
export interface RunnerAccessProps {
  /** The service account of the runners, of this library or of cdk8s-plus. */
  readonly serviceAccount: Pick<IServiceAccount, 'name'>;

  /**
   * The namespace of the service account and of the maps that it watches.
   * @default - that of the chart
   */
  readonly namespace?: string;

  /**
   * The name of the Role; the RoleBinding has it with `-bind`.
   * @default 'studioml-role'
   */
  readonly name?: string;

  /**
   * Binds the account to `cluster-admin`, as document 001 does. Every pod of that account can then do anything to the whole cluster;
   * no release needs it.
   * @default false
   */
  readonly insecureClusterAdmin?: boolean;
}

/** All that the program asks for, in the one namespace that it watches. */
const RULES = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }];

/**
 * What runners may ask of the Kubernetes API: to read and watch the ConfigMaps of their namespace, in which their state map is. The
 * program watches all of them, so no narrower rule works. It is a Role and a RoleBinding, nothing cluster-wide.
 *
 * @example
 * new RunnerAccess(chart, 'access', { serviceAccount: { name: 'studioml-account' } });
 * @see https://kubernetes.io/docs/reference/access-authn-authz/rbac/
 */
export class RunnerAccess extends Construct {
  /** @throws where the chart has no namespace and none is given: a binding must name that of its account */
  public constructor(scope: Construct, id: string, props: RunnerAccessProps) {
    super(scope, id);
    requireProps(this, 'a RunnerAccess', props, RUNNER_ACCESS);
    const { serviceAccount, namespace = Chart.of(this).namespace, insecureClusterAdmin = false } = props;
    const { name = CONTRACT.role } = props;
    requireSyntax(this, 'name', name, dns1123Subdomain);
    if (namespace === undefined)
      throw fail(
        this,
        'a role binding names the namespace of its account; give the chart a namespace, or a RunnerAccess of yours',
      );
    const reason = 'runners watch the map of their state or queues among all ConfigMaps of their namespace';
    declareNeed(this, { serviceAccount: { namespace, name: serviceAccount.name }, rules: RULES, reason });
    const subjects = [{ kind: 'ServiceAccount', name: serviceAccount.name, namespace }];
    if (insecureClusterAdmin) {
      // Cluster-scoped, so the namespace keeps two of them apart; for `default` it is the document's own name.
      this.bind(
        'ClusterRoleBinding',
        `${namespace}-cluster-admin`,
        undefined,
        { kind: 'ClusterRole', name: 'cluster-admin' },
        subjects,
      );
      return;
    }
    new KubeObject(this, 'Role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name, namespace },
      rules: RULES,
    });
    this.bind('RoleBinding', `${name}-bind`, namespace, { kind: 'Role', name }, subjects);
  }

  private bind(
    kind: string,
    name: string,
    namespace: string | undefined,
    role: { kind: string; name: string },
    subjects: object[],
  ): void {
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', ...role };
    new KubeObject(this, 'Resource', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind,
      metadata: { name, namespace },
      roleRef,
      subjects,
    });
  }
}
