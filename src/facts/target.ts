import type { IConstruct } from 'constructs';
import { kindOf, requireConstruct, requireFields, requireObjects, requireText, requireTextList } from './given';
import { isQuantity } from './quantity';
import type { Quantity } from './quantity';

/** Who runs the cluster. `generic` is any conformant cluster of which nothing more is known. */
export type Provider = 'aks' | 'eks' | 'kind' | 'generic';

/** What moves the packets. `cilium` taints new nodes until its agent runs; `azure` and `iptables` do not. */
export type Dataplane = 'cilium' | 'azure' | 'iptables';

/** Options of a {@link Target}. */
export interface TargetOptions {
  /**
   * The region of the cluster by the name that the provider has for it, such as `westeurope` or `us-west-2`: for zones and prices.
   * @default - that of the zones that manifests name, else eastus
   */
  readonly region?: string;

  /**
   * The data plane.
   * @default - unknown; nothing that depends on it is rendered
   */
  readonly dataplane?: Dataplane;

  /**
   * Admission plugins that are on beside those of every cluster, by their names in `--enable-admission-plugins`.
   * @default - `ExtendedResourceToleration` on aks and eks, which run it; none elsewhere
   */
  readonly admissionPlugins?: readonly string[];

  /**
   * What namespaces enforce that carry no label of Pod Security, as the cluster's admission configuration has it.
   * @default 'privileged', as Kubernetes has it
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * The nodes that the cluster has already. Where they are given, the checks take them for all of its nodes beside those of NodePools.
   * @default - not known
   */
  readonly nodePools?: readonly ExistingNodePool[];
}

/** Nodes of one kind that the cluster has already, such as the system pool of AKS. No manifest shows them. */
export interface ExistingNodePool {
  /** The name of the pool; its nodes are `NAME-0`, `NAME-1`, ... */
  readonly name: string;
  /**
   * How many nodes it has.
   * @default 1
   */
  readonly count?: number;
  /**
   * Labels of the nodes, beside their host name and, on aks, `agentpool`.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Taints of the nodes.
   * @default - none
   */
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  /** What pods may use of a node, such as `{ cpu: '3860m', memory: '12Gi', pods: 110, 'nvidia.com/gpu': 1 }`. */
  readonly allocatable: Readonly<Record<string, Quantity>>;
}

/** The Kubernetes minor versions this library has facts of. */
export const KUBERNETES_VERSIONS: { readonly oldest: string; readonly newest: string } = {
  oldest: '1.27',
  newest: '1.36',
};

/** A level of the Pod Security Standards. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

const LEVELS: readonly PodSecurityLevel[] = ['privileged', 'baseline', 'restricted'];
const PROVIDERS: readonly Provider[] = ['aks', 'eks', 'kind', 'generic'];
const DATAPLANES: readonly Dataplane[] = ['cilium', 'azure', 'iptables'];
const OPTIONS = ['region', 'dataplane', 'admissionPlugins', 'podSecurity', 'nodePools'];
const CONTEXT = 'cdk8s-ml-platform.target';

/**
 * Where the YAML will run: provider, Kubernetes version, data plane and admission plugins.
 * It decides what is rendered (a Cilium startup taint) and what is true (whether AKS adds a toleration); it is not a connection to a
 * cluster, and nothing is asked of one.
 *
 * @example
 * const target = Target.aks('1.34', { dataplane: 'cilium' });
 */
export class Target {
  /** Azure Kubernetes Service. Its API server adds the toleration of an extended resource to pods that request it. */
  public static aks(kubernetesVersion: string, options: TargetOptions = {}): Target {
    return new Target('aks', kubernetesVersion, options);
  }

  /** Amazon Elastic Kubernetes Service. Its API server adds the toleration of an extended resource to pods that request it. */
  public static eks(kubernetesVersion: string, options: TargetOptions = {}): Target {
    return new Target('eks', kubernetesVersion, options);
  }

  /** A kind cluster: kubeadm's defaults in containers on one machine. */
  public static kind(kubernetesVersion: string, options: TargetOptions = {}): Target {
    return new Target('kind', kubernetesVersion, options);
  }

  /** Any other cluster. */
  public static generic(kubernetesVersion: string, options: TargetOptions = {}): Target {
    return new Target('generic', kubernetesVersion, options);
  }

  /**
   * Reads `provider@version`, as the command line has it.
   *
   * @example
   * Target.parse('aks@1.34');
   * @throws where the text is not of that form
   */
  public static parse(text: string, options: TargetOptions = {}): Target {
    requireText('target', text, 'aks@1.34');
    const [provider, version, ...rest] = text.split('@');
    if (provider === undefined || version === undefined || rest.length > 0) {
      throw new Error(`target '${text}' is not provider@version, such as aks@1.34`);
    }
    return new Target(provider as Provider, version, options);
  }

  /**
   * The target of the app in which a construct stands.
   *
   * @returns the target given to `PlatformApp`, or by `applyTo`; under any other app `generic` at the newest version known
   */
  public static of(construct: IConstruct): Target {
    requireConstruct('the construct of Target.of', construct);
    const found: unknown = construct.node.tryGetContext(CONTEXT);
    return isTarget(found) ? found : Target.generic(KUBERNETES_VERSIONS.newest);
  }

  /** Who runs the cluster, or `generic` where nothing of it is known. */
  public readonly provider: Provider;
  /** The Kubernetes version as `1.MINOR`. */
  public readonly kubernetesVersion: string;
  /** The minor version as a number: 34 of `1.34`. */
  public readonly minor: number;
  /** The region of the cluster, where it is known. */
  public readonly region?: string;
  /** What moves packets and enforces NetworkPolicies, where it is known. */
  public readonly dataplane?: Dataplane;
  /** Admission plugins that are on beside those of every cluster, by their names in `--enable-admission-plugins`. */
  public readonly admissionPlugins: readonly string[];
  /** What namespaces enforce that carry no label of Pod Security. */
  public readonly podSecurity: PodSecurityLevel;
  /** The nodes that the cluster has already; none where they are not known. */
  public readonly nodePools: readonly ExistingNodePool[];

  private constructor(provider: Provider, kubernetesVersion: string, options: TargetOptions) {
    requireFields('a Target', options, OPTIONS);
    if (!PROVIDERS.includes(provider)) {
      throw new Error(`target provider '${provider}' is not known, allowed are ${PROVIDERS.join(', ')}`);
    }
    if (options.dataplane !== undefined && !DATAPLANES.includes(options.dataplane)) {
      throw new Error(`target dataplane '${options.dataplane}' is not known, allowed are ${DATAPLANES.join(', ')}`);
    }
    this.podSecurity = options.podSecurity ?? 'privileged';
    if (!LEVELS.includes(this.podSecurity)) {
      throw new Error(`target podSecurity '${this.podSecurity}' is not known, allowed are ${LEVELS.join(', ')}`);
    }
    this.region = requireRegion(provider, options.region);
    if (options.nodePools !== undefined)
      requireObjects('nodePools of a Target', options.nodePools, ['name', 'count', 'allocatable']);
    this.nodePools = (options.nodePools ?? []).map((pool) => requireNodePool(pool));
    this.provider = provider;
    this.minor = minorOf(kubernetesVersion);
    this.kubernetesVersion = `1.${this.minor}`;
    this.dataplane = options.dataplane;
    // Source: "ExtendedResourceToleration" in the AKS FAQ and in the EKS platform versions since 1.19.
    const own = provider === 'aks' || provider === 'eks' ? ['ExtendedResourceToleration'] : [];
    requireTextList('admissionPlugins of a Target', options.admissionPlugins);
    this.admissionPlugins = [...(options.admissionPlugins ?? own)];
  }

  /** Whether an admission plugin is on. */
  public hasAdmissionPlugin(name: string): boolean {
    return this.admissionPlugins.includes(name);
  }

  /** As the command line has it: `aks@1.34`. */
  public toString(): string {
    return `${this.provider}@${this.kubernetesVersion}`;
  }

  /**
   * Makes the target known to the constructs of an app that is no `PlatformApp`, which has it as an option.
   *
   * @throws where the app has a chart already
   * @example
   * import { App } from 'cdk8s';
   * import { Target } from 'cdk8s-ml-platform';
   *
   * const app = new App();
   * Target.aks('1.34').applyTo(app);
   */
  public applyTo(root: IConstruct): void {
    if (root.node.children.length > 0)
      throw new Error('the target is given after the first construct was made, give it before');
    root.node.setContext(CONTEXT, this);
  }
}

/**
 * Fails unless a value is a target: what a compiler says to those who have one.
 *
 * @param name how the error names it
 */
export function requireTarget(name: string, given: unknown): asserts given is Target {
  if (isTarget(given) && typeof given.hasAdmissionPlugin === 'function') return;
  const example = typeof given === 'string' ? 'Target.parse(text)' : "Target.aks('1.34')";
  throw new Error(`${name} is ${kindOf(given)}, allowed is a Target, such as ${example}`);
}

/** One that another copy of this library made is one, too. */
function isTarget(value: unknown): value is Target {
  if (value instanceof Target) return true;
  return typeof value === 'object' && value !== null && 'provider' in value && 'kubernetesVersion' in value;
}

/** What the name of a region must look like; those of Azure have no `-`. */
export const REGION = /^[a-z][a-z0-9-]+$/;

/** Azure writes names for people, `West Europe`, and names for programs, `westeurope`. Zones and prices are by the latter. */
function requireRegion(provider: Provider, region: string | undefined): string | undefined {
  const form = provider === 'aks' ? /^[a-z][a-z0-9]+$/ : REGION;
  if (region === undefined || (typeof region === 'string' && form.test(region))) return region;
  const such = provider === 'eks' ? 'us-west-2' : 'westeurope';
  throw new Error(`target region is ${JSON.stringify(region)}, allowed is a name for programs, such as ${such}`);
}

function minorOf(version: string): number {
  const { oldest, newest } = KUBERNETES_VERSIONS;
  const match = /^v?1\.([1-9]\d*)(?:\.\d+)?$/.exec(version);
  const minor = Number(match?.[1]);
  if (!match || minor < Number(oldest.slice(2)) || minor > Number(newest.slice(2))) {
    throw new Error(`target kubernetes version '${version}' is not known, allowed are ${oldest} to ${newest}`);
  }
  return minor;
}

function requireNodePool(pool: ExistingNodePool): ExistingNodePool {
  const { name, count = 1, allocatable } = pool;
  if (typeof name !== 'string' || name === '') throw new Error('target nodePools: a pool needs a name');
  if (!Number.isInteger(count) || count < 1)
    throw new Error(`target nodePools: ${name} has count ${count}, allowed are 1 and more`);
  for (const [resource, amount] of Object.entries(allocatable ?? {})) {
    if (!isQuantity(amount))
      throw new Error(
        `target nodePools: ${name} has ${resource} '${String(amount)}', which is not a quantity, such as 4 or 16Gi`,
      );
  }
  if (Object.keys(allocatable ?? {}).length === 0)
    throw new Error(`target nodePools: ${name} needs allocatable, such as cpu: 3860m`);
  return structuredClone(pool);
}
