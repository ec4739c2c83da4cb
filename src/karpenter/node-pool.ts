import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import type { Quantity } from '../facts/quantity';
import { Target } from '../facts/target';
import { kindOf } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import { copy, withoutEmpty } from '../core/copy';
import { fail, requireKnown, requireOneOf } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { Placement } from '../core/placement';
import type { GpuOffer, IPool } from '../core/pool';
import { requireSchema } from '../core/require-schema';
import { Taint } from '../core/taint';
import type { Disruption } from './disruption';
import { isGpuPool } from './gpu-pool';
import type { INodeClass } from './node-class';
import { requirePossible } from './node-pool-rules';
import { nodePoolSpec } from './node-pool-spec';
import type { NodePoolKubelet, PoolSettings } from './node-pool-spec';
import { requireValues } from './require-values';
import { Requirement } from './requirement';
import { requireProps } from '../core/require-props';
import { NODE_POOL } from './known-props';

/** How much a pool may start in all. Karpenter starts no machine that would exceed one of them. */
export interface PoolLimits {
  /** Virtual CPUs, such as `96`. */
  readonly cpu?: Quantity;
  /** Memory, such as `880Gi`. */
  readonly memory?: Quantity;
  /** GPUs of `nvidia.com/gpu`. */
  readonly gpus?: number;
  /** Nodes. The only limit that a pool of fixed size has. */
  readonly nodes?: number;
  /** Any other resource by its name, such as `amd.com/gpu`. */
  readonly resources?: Readonly<Record<string, Quantity>>;
}

/** Properties of a {@link NodePool}. */
export interface NodePoolProps {
  /**
   * The name of the pool, which its nodes carry as the label `karpenter.sh/nodepool`.
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Annotations of the NodePool object, such as `kubernetes.io/description`.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;

  /**
   * The version of the API. Karpenter's Azure provider 0.7 serves both, 1.4 and later only `v1`.
   * @default 'v1'
   */
  readonly version?: 'v1' | 'v1beta1';

  /** What a machine must be. All requirements hold at once. */
  readonly requirements: readonly Requirement[];

  /** What the cloud needs to know to start a machine. */
  readonly nodeClass: INodeClass;

  /**
   * Taints of the nodes. A pod needs the toleration of each; `placement()` has them.
   * @default - none
   */
  readonly taints?: readonly Taint[];

  /**
   * Taints that a node has only until something removes them. No pod needs to tolerate them.
   * @default - that of Cilium's agent where the target's data plane is Cilium
   */
  readonly startupTaints?: readonly Taint[];

  /**
   * Labels of the nodes.
   * @default - that of Azure's Cilium data plane where the target's is Cilium
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the nodes.
   * @default - none
   */
  readonly nodeAnnotations?: Readonly<Record<string, string>>;

  /**
   * How much the pool may start in all. A GPU pool needs one.
   * @default - no limit
   */
  readonly limits?: PoolLimits;

  /**
   * Which pool goes first where several would do, from 1 to 100, the highest first. It beats price.
   * @default - Karpenter's own: 0, after all that have one
   */
  readonly weight?: number;

  /**
   * When Karpenter disrupts nodes.
   * @default - for a GPU pool only empty nodes, after 5 minutes; else Karpenter's own
   */
  readonly disruption?: Disruption;

  /**
   * The age at which a node is replaced, such as `720h`, or `Never`. In `v1` this is forceful: it starts to drain at that moment,
   * whatever runs there and whatever budgets say. In `v1beta1` it waits for them.
   * @default - 'Never' for a GPU pool; else Karpenter's own: '720h'
   */
  readonly expireAfter?: string;

  /**
   * How long a node may drain before its pods are deleted, also those that ask not to be disrupted. Only in `v1`.
   * @default - for ever
   */
  readonly terminationGracePeriod?: string;

  /**
   * A fixed number of nodes in place of as many as pods need. Only in `v1`, from Karpenter 1.8; excludes `weight` and all limits but `nodes`.
   * @default - as many as pods need
   */
  readonly replicas?: number;

  /**
   * Settings of the kubelet. Only in `v1beta1`; in `v1` they belong to the node class.
   * @default - none
   */
  readonly kubelet?: NodePoolKubelet;

  /**
   * Whether a pool of GPU machines gets defaults that protect long work and money: on demand, disrupted only when empty, no expiry,
   * and an error where it has no limit. A value that is given wins over its default.
   * @default true
   */
  readonly gpuDefaults?: boolean;
}

/**
 * A set of machines that Karpenter starts when pods need them. It owns its taints and labels: workloads get theirs from `placement()`.
 * It starts no machine by itself unless `replicas` is given, and it is cluster-scoped.
 *
 * @example
 * const pool = new NodePool(chart, 'a100', {
 *   requirements: [Requirement.skuName('Standard_NC24ads_A100_v4')],
 *   taints: [Taint.gpu()],
 *   limits: { gpus: 8 },
 *   nodeClass: new AksNodeClass(chart, 'ubuntu', { imageFamily: 'Ubuntu2204' }),
 * });
 * @see https://karpenter.sh/docs/concepts/nodepools/
 */
export class NodePool extends Construct implements IPool {
  /** The name of the NodePool, which is also the value of the label `karpenter.sh/nodepool` of its nodes. */
  public readonly name: string;
  public readonly taints: readonly Taint[];
  public readonly spot: boolean;
  /** Whether its machines have GPUs, as far as requirements and taints tell. */
  public readonly gpu: boolean;
  private readonly nodeClass: INodeClass;
  private gpuOffer?: GpuOffer;

  /** @throws where a field is out of its bounds, fields contradict each other or the version, or a GPU pool has no limit */
  public constructor(scope: Construct, id: string, props: NodePoolProps) {
    super(scope, id);
    requireProps(this, 'a NodePool', props, NODE_POOL);
    requireValues(this, props);
    const version = props.version ?? 'v1';
    this.name = props.name ?? id;
    this.nodeClass = props.nodeClass;
    this.taints = [...(props.taints ?? [])];
    this.gpu = isGpuPool(props.requirements, this.taints);
    const gpuDefaults = this.gpu && (props.gpuDefaults ?? true);
    const requirements = [...props.requirements];
    const capacityType = requirements.find(({ key }) => key === 'karpenter.sh/capacity-type');
    if (gpuDefaults && !capacityType) requirements.push(Requirement.capacityType('on-demand'));
    this.spot = maySpot(requirements.filter(({ key }) => key === 'karpenter.sh/capacity-type'));

    requireOneOf(this, 'version', version, ['v1', 'v1beta1']);
    const limits = limitsOf(this, props.limits);
    if (gpuDefaults && Object.keys(limits).length === 0) {
      throw fail(
        this,
        'a gpu pool needs a limit, such as limits: { gpus: 8 }; without one it starts as many machines as pods ask for',
      );
    }

    const cilium = Target.of(this).dataplane === 'cilium';
    const settings: PoolSettings = {
      ...props,
      labels: { ...(cilium && { 'kubernetes.azure.com/ebpf-dataplane': 'cilium' }), ...props.labels },
      requirements,
      startupTaints: startupTaints(props.startupTaints ?? [], cilium),
      limits,
      disruption: disruptionOf(props.disruption, gpuDefaults, version),
      expireAfter: props.expireAfter ?? (gpuDefaults ? 'Never' : undefined),
    };
    requirePossible(this, this.name, version, settings);
    const object = {
      apiVersion: `karpenter.sh/${version}`,
      kind: 'NodePool',
      metadata: withoutEmpty({ name: this.name, annotations: { ...props.annotations } }),
      spec: nodePoolSpec(version, settings),
    };
    requireSchema(this, object);
    new KubeObject(this, 'Resource', object);
  }

  /** What a pod needs to land on this pool: the tolerations of its taints, and its name as node selector. */
  public placement(): Placement {
    return new Placement({
      taints: [...this.taints, ...(this.spot ? [Taint.spot()] : [])],
      nodeSelector: { 'karpenter.sh/nodepool': this.name },
    });
  }

  /**
   * Notes what offers the GPUs of its nodes to pods.
   *
   * @throws where two would offer one GPU, for the kubelet then counts what only one of them can give
   */
  public offerGpus(offer: GpuOffer): void {
    const other = this.gpuOffer;
    if (other)
      throw fail(
        offer.by,
        `pool '${this.name}' has its GPUs offered by ${other.what} at [${other.by.node.path}] already, and ${offer.what} would offer them again; give it one of the two`,
      );
    this.nodeClass.offerGpus?.(offer);
    this.gpuOffer = offer;
  }
}

/** Without a requirement of the capacity type Karpenter may choose either. */
function maySpot(requirements: readonly Requirement[]): boolean {
  return requirements.every(({ operator, values }) => {
    if (operator === 'In') return values.includes('spot');
    return operator === 'NotIn' ? !values.includes('spot') : operator !== 'DoesNotExist';
  });
}

/** A node has one taint of a key and effect, so one that is given by hand replaces the own one whatever its value. */
function startupTaints(given: readonly Taint[], cilium: boolean): Taint[] {
  const own = Taint.ciliumAgentNotReady();
  const has = given.some(({ key, effect }) => key === own.key && effect === own.effect);
  return cilium && !has ? [own, ...given] : [...given];
}

function disruptionOf(given: Disruption = {}, gpuDefaults: boolean, version: 'v1' | 'v1beta1'): Disruption {
  const consolidationPolicy = given.consolidationPolicy ?? (gpuDefaults ? 'WhenEmpty' : undefined);
  // The older version refuses a time with the other policy.
  const timed = gpuDefaults && (version === 'v1' || consolidationPolicy === 'WhenEmpty');
  return copy({
    ...given,
    consolidationPolicy,
    consolidateAfter: given.consolidateAfter ?? (timed ? '5m' : undefined),
  });
}

function limitsOf(pool: IConstruct, limits: PoolLimits = {}): Record<string, Quantity> {
  requireKnown(pool, 'limits', limits, ['cpu', 'memory', 'gpus', 'nodes', 'resources']);
  const { cpu, memory, gpus, nodes, resources = {} } = limits;
  const given: unknown = resources;
  if (!isMapping(given))
    throw fail(
      pool,
      `limits.resources is ${kindOf(given)}, allowed is an object of names and amounts, such as { 'amd.com/gpu': 4 }`,
    );
  return copy({ cpu, memory, 'nvidia.com/gpu': gpus, nodes, ...resources }) as Record<string, Quantity>;
}
