import { Construct } from 'constructs';
import { copy, withoutEmpty } from '../core/copy';
import { amountProblem } from '../core/amount';
import { fail, requireInteger, requireKnown, requireOneOf, requireSyntax, quote } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import { dns1123Label } from '../facts/names';
import type { Quantity } from '../facts/quantity';
import { requireProps } from '../core/require-props';
import { PROFILE } from './known-props';

/** How much all pods and claims of a profile may ask for together. */
export interface ProfileQuota {
  /** Virtual CPUs, as requests. With it every container needs a request of CPU. */
  readonly cpu?: Quantity;
  /** Memory, as requests, such as `256Gi`. With it every container needs a request of memory. */
  readonly memory?: Quantity;
  /** GPUs, as requests of `nvidia.com/gpu`. */
  readonly gpus?: number;
  /** Storage of all claims, such as `250Gi`. */
  readonly storage?: Quantity;
  /**
   * Any other, by the names of a ResourceQuota, such as `requests.nvidia.com/mig-1g.10gb` or `count/jobs.batch`.
   * @default - none
   */
  readonly resources?: Readonly<Record<string, Quantity>>;
}

/** Properties of a {@link Profile}. */
export interface ProfileProps {
  /**
   * The name, which is also that of the namespace that Kubeflow makes.
   * @default - the id of the construct
   */
  readonly name?: string;

  /** Who owns it: for a user the value of the header of the user's name, letter by letter, such as `admin@example.com`. */
  readonly owner: { readonly kind?: 'User' | 'Group' | 'ServiceAccount'; readonly name: string };

  /**
   * How much its pods may ask for.
   * @default - no limit
   */
  readonly quota?: ProfileQuota;

  /**
   * Plugins, such as `{ kind: 'WorkloadIdentity', spec: { ... } }`.
   * @default - none
   */
  readonly plugins?: readonly { readonly kind: string; readonly spec?: Readonly<Record<string, unknown>> }[];

  /**
   * The version of the API; releases of Kubeflow before 1.3 know only `v1beta1`.
   * @default 'v1'
   */
  readonly version?: 'v1' | 'v1beta1';
}

const ACCOUNTS = ['default', 'default-editor', 'default-viewer'];

/**
 * A user's part of Kubeflow. Its controller makes a namespace of this name, with the accounts `default-editor` and `default-viewer`, their
 * rights and the quota, some time after this object: what goes into that namespace belongs into a later file. It is cluster-scoped.
 *
 * @example
 * new kubeflow.Profile(chart, 'admin', { owner: { name: 'admin@example.com' }, quota: { gpus: 10, storage: '250Gi' } });
 * @see https://www.kubeflow.org/docs/components/central-dash/profiles/
 */
export class Profile extends Construct {
  /** The name of the profile and of its namespace. */
  public readonly name: string;

  /** @throws where the name is no name of a namespace, or a quota is none */
  public constructor(scope: Construct, id: string, props: ProfileProps) {
    super(scope, id);
    requireProps(this, 'a Profile', props, PROFILE);
    const { name = id, owner, quota = {}, plugins = [], version = 'v1' } = props;
    this.name = name;
    requireSyntax(this, 'name', name, dns1123Label);
    if (/^kube-|^(default|kubeflow|istio-system|auth|cert-manager)$/.test(name))
      throw fail(
        this,
        `name is '${name}', a namespace of the cluster or of Kubeflow; allowed is one that does not exist yet`,
      );
    requireOneOf(this, 'version', version, ['v1', 'v1beta1']);
    requireOneOf(this, 'owner.kind', owner?.kind, ['User', 'Group', 'ServiceAccount']);
    if (typeof owner?.name !== 'string' || owner.name.trim() === '')
      throw fail(this, 'owner.name is missing, give what the header of the user carries, such as admin@example.com');
    const hard = this.hard(quota);
    const spec = {
      owner: { kind: owner.kind ?? 'User', name: owner.name },
      ...withoutEmpty({ plugins: copy(plugins), resourceQuotaSpec: withoutEmpty({ hard }) }),
    };
    const object = { apiVersion: `kubeflow.org/${version}`, kind: 'Profile', metadata: { name }, spec };
    requireSchema(this, object);
    new KubeObject(this, 'Resource', object);
  }

  /** The accounts that Kubeflow makes in the namespace. */
  public get serviceAccounts(): readonly string[] {
    return [...ACCOUNTS];
  }

  private hard(quota: ProfileQuota): Record<string, Quantity> {
    requireKnown(this, 'quota', quota, ['cpu', 'memory', 'gpus', 'storage', 'resources']);
    requireInteger(this, 'quota.gpus', quota.gpus, 0);
    const { cpu, memory, gpus, storage, resources } = quota;
    const hard = withoutEmpty({
      'requests.cpu': cpu,
      'requests.memory': memory,
      'requests.nvidia.com/gpu': gpus,
      'requests.storage': storage,
      ...resources,
    }) as Record<string, Quantity>;
    for (const [name, quantity] of Object.entries(hard)) {
      const problem = amountProblem(name, quantity);
      if (problem !== undefined) throw fail(this, `quota of ${name} is ${quote(quantity)}, ${problem}`);
    }
    return hard;
  }
}
