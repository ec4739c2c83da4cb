import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { IMAGE } from '../checks/image/image-reference';
import { fail, requireInteger, requireMatch, requireOneOf, requireSyntax, show } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import type { Placement } from '../core/placement';
import { WorkloadObject } from '../core/workload/workload-object';
import { dns1123Label } from '../facts/names';
import { Target } from '../facts/target';
import { renderAccess } from './autoscaler-access';
import { documentedPods, platformPods } from './autoscaler-pods';
import { autoscalerImage } from './images';
import { requireProps } from '../core/require-props';
import { CLUSTER_AUTOSCALER } from './known-props';

/**
 * By what the autoscaler chooses among groups that would all take the pod; `price` is not among them, for the program ends with it on AWS.
 */
export type Expander = 'least-waste' | 'random' | 'most-pods' | 'least-nodes' | 'priority';

/** Properties of a {@link ClusterAutoscaler}. */
export interface ClusterAutoscalerProps {
  /** The name of the cluster, as the tag `k8s.io/cluster-autoscaler/NAME` of its Auto Scaling groups has it. */
  readonly clusterName: string;

  /** The region of the groups. Not needed by the documented edition, which asks the node. */
  readonly region?: string;

  /**
   * The IAM role of the service account (IRSA).
   * @default - none: an association of EKS Pod Identity is made outside, or the node's own role is used
   */
  readonly roleArn?: string;

  /**
   * Where it runs; `system-cluster-critical` is allowed there.
   * @default 'kube-system'
   */
  readonly namespace?: string;

  /**
   * The image of the autoscaler.
   * @default - that of the target's Kubernetes
   */
  readonly image?: string;

  /**
   * How it chooses among node groups that would all do.
   * @default - 'least-waste', or 'priority' with `priorities`
   */
  readonly expander?: Expander;

  /**
   * Regular expressions of the names of groups by priority, the highest first to be tried, such as `{ 50: ['.*spot.*'], 10: ['.*'] }`; needed
   * with the expander `priority`. It is a ConfigMap that the program reads again when it changes.
   * @default - none
   */
  readonly priorities?: Readonly<Record<number, readonly string[]>>;

  /**
   * Whether nodes stay where a pod has an `emptyDir` or a `hostPath`.
   * @default false
   */
  readonly skipNodesWithLocalStorage?: boolean;

  /**
   * Whether nodes stay where a pod of `kube-system` runs that no DaemonSet made.
   * @default - the program's own, true
   */
  readonly skipNodesWithSystemPods?: boolean;

  /**
   * Whether groups that are alike in different zones are kept equally large.
   * @default - the program's own, false
   */
  readonly balanceSimilarNodeGroups?: boolean;

  /**
   * How many nodes the cluster has at most.
   * @default - no bound but those of the groups
   */
  readonly maxNodesTotal?: number;

  /**
   * How long a machine may take to come before it is given up, such as `30m`.
   * @default - the program's own, 15m
   */
  readonly maxNodeProvisionTime?: string;

  /**
   * How long a node is unneeded before it goes, such as `5m`.
   * @default - the program's own, 10m
   */
  readonly scaleDownUnneededTime?: string;

  /**
   * How long after a new node none goes, such as `1h`.
   * @default - the program's own, 10m
   */
  readonly scaleDownDelayAfterAdd?: string;

  /**
   * Up to which part of its CPU and memory requested a node counts as unneeded, from 0 to 1.
   * @default - the program's own, 0.5
   */
  readonly scaleDownUtilizationThreshold?: number;

  /**
   * Up to which part of its GPUs requested a node with GPUs counts as unneeded, from 0 to 1; its CPU and memory do not count.
   * @default - the program's own, 0.5
   */
  readonly scaleDownGpuUtilizationThreshold?: number;

  /**
   * How much it logs, from 0 to 10.
   * @default 4
   */
  readonly verbosity?: number;

  /**
   * What the container requests, and its limits.
   * @default - 100m CPU and 600Mi memory requested, the memory also as limit
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * Where the pod may go; not on nodes that it may itself remove.
   * @default - any Linux node
   */
  readonly placement?: Placement;

  /**
   * `documented` renders what studio-go-runner's AWS example says, field for field; only `clusterName` goes with it.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

const NAME = 'cluster-autoscaler';
const LABELS = { 'k8s-addon': 'cluster-autoscaler.addons.k8s.io', 'k8s-app': NAME };
const EXPANDERS: readonly Expander[] = ['least-waste', 'random', 'most-pods', 'least-nodes', 'priority'];

/**
 * The cluster autoscaler for Auto Scaling groups of AWS: it adds nodes for pods that fit on none, and removes nodes that nobody needs. It makes no
 * group, no tag and no IAM role. Beside Karpenter it is not needed, and the two must not manage the same nodes.
 *
 * @example
 * new cluster.ClusterAutoscaler(chart, 'autoscaler', {
 *   clusterName: 'ml',
 *   region: 'us-west-2',
 *   roleArn: 'arn:aws:iam::123456789012:role/cluster-autoscaler',
 * });
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export class ClusterAutoscaler extends Construct {
  /** The service account of the pods. */
  public readonly serviceAccount: { readonly name: string; readonly namespace: string };

  /** @throws where the target is neither EKS nor generic, or a value is out of its bounds */
  public constructor(scope: Construct, id: string, props: ClusterAutoscalerProps) {
    super(scope, id);
    requireProps(this, 'a ClusterAutoscaler', props, CLUSTER_AUTOSCALER);
    const { edition = 'platform', namespace = 'kube-system', clusterName, roleArn } = props;
    const { provider, minor } = Target.of(this);
    if (provider !== 'eks' && provider !== 'generic')
      throw fail(this, `the target is ${provider}, and this is the cluster autoscaler for Auto Scaling groups of AWS`);
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    const name = 'the name of a cluster, such as ml';
    requireMatch(this, 'clusterName', clusterName ?? '', /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/, name);
    const documented = edition === 'documented';
    if (documented) this.requireOnlyDocumented(props);
    else this.requireValues(props);
    this.serviceAccount = { name: NAME, namespace };
    new KubeObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        name: NAME,
        namespace,
        labels: LABELS,
        ...(roleArn !== undefined && { annotations: { 'eks.amazonaws.com/role-arn': roleArn } }),
      },
      ...(!documented && { automountServiceAccountToken: false }),
    });
    if (props.priorities) this.renderPriorities(props.priorities, namespace);
    renderAccess(this, { name: NAME, namespace, labels: LABELS, ...(!documented && { minor }) });
    new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: NAME, namespace, labels: { app: NAME } },
      spec: { replicas: 1 },
      template: documented ? documentedPods(clusterName) : platformPods(props, props.image ?? autoscalerImage(minor)),
      selector: true,
    });
  }

  /** In the form that the program parses, which is YAML in a text; JSON strings are YAML too. */
  private renderPriorities(priorities: Readonly<Record<number, readonly string[]>>, namespace: string): void {
    const lines = Object.entries(priorities).flatMap(([priority, groups]) => [
      `${priority}:`,
      ...groups.map((group) => `  - ${JSON.stringify(group)}`),
    ]);
    new KubeObject(this, 'Priorities', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `${NAME}-priority-expander`, namespace, labels: LABELS },
      data: { priorities: `${lines.join('\n')}\n` },
    });
  }

  private requirePriorities({ priorities, expander }: ClusterAutoscalerProps): void {
    if (expander === 'priority' && !priorities)
      throw fail(
        this,
        "expander is 'priority', but priorities is missing, without which the program chooses by chance",
      );
    if (!priorities) return;
    if (expander !== undefined && expander !== 'priority')
      throw fail(this, `priorities is given, but expander is '${expander}', which does not read it`);
    if (Object.keys(priorities).length === 0) throw fail(this, 'priorities is empty, it needs at least one priority');
    for (const [priority, groups] of Object.entries(priorities)) {
      requireMatch(this, 'priorities', priority, /^[1-9]\d*$/, 'whole numbers of at least 1 as keys');
      if (!Array.isArray(groups) || groups.length === 0)
        throw fail(this, `priorities[${priority}] is empty, it needs at least one expression`);
      for (const group of groups as readonly unknown[])
        requireMatch(this, `priorities[${priority}]`, group, /^[^]+$/, 'a regular expression of group names');
    }
  }

  private requireOnlyDocumented(props: ClusterAutoscalerProps): void {
    const lost = Object.entries(props).find(
      ([option, value]) => value !== undefined && option !== 'edition' && option !== 'clusterName',
    );
    if (lost) throw fail(this, `${lost[0]} is given, and edition 'documented' does not have it`);
  }

  private requireValues(props: ClusterAutoscalerProps): void {
    requireMatch(this, 'region', props.region ?? '', /^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-west-2');
    const role = 'a role such as arn:aws:iam::123456789012:role/cluster-autoscaler';
    requireMatch(this, 'roleArn', props.roleArn, /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, role);
    if (props.namespace !== undefined) requireSyntax(this, 'namespace', props.namespace, dns1123Label);
    requireMatch(this, 'image', props.image, IMAGE, 'an image with its tag');
    requireOneOf(this, 'expander', props.expander, EXPANDERS);
    this.requirePriorities(props);
    requireInteger(this, 'maxNodesTotal', props.maxNodesTotal, 1);
    requireInteger(this, 'verbosity', props.verbosity, 0, 10);
    for (const time of ['maxNodeProvisionTime', 'scaleDownUnneededTime', 'scaleDownDelayAfterAdd'] as const)
      requireMatch(this, time, props[time], /^(\d+[hms])+$/, 'hours, minutes and seconds, such as 10m');
    for (const part of ['scaleDownUtilizationThreshold', 'scaleDownGpuUtilizationThreshold'] as const) {
      const value = props[part];
      if (value === undefined || (typeof value === 'number' && value >= 0 && value <= 1)) continue;
      throw fail(this, `${part} is ${show(value)}, allowed are numbers from 0 to 1`);
    }
  }
}
