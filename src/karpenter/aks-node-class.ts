import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { dns1123Subdomain } from '../facts/names';
import { copy, withoutEmpty } from '../core/copy';
import { fail, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import type { GpuOffer } from '../core/pool';
import { requireSchema } from '../core/require-schema';
import type { AksKubelet } from './aks-kubelet';
import { sysctlProblem } from './aks-linux-os-config';
import type { AksLinuxOsConfig } from './aks-linux-os-config';
import { localDnsProblem } from './aks-local-dns';
import type { AksLocalDns } from './aks-local-dns';
import type { INodeClass } from './node-class';
import { requireProps } from '../core/require-props';
import { AKS_NODE_CLASS } from './known-props';

/** The operating system image. `Ubuntu` follows the Kubernetes version: 22.04 up to 1.33, 24.04 from 1.34. */
export type AksImageFamily = 'Ubuntu' | 'Ubuntu2204' | 'Ubuntu2404' | 'AzureLinux';

/** What a tag of Azure must look like. */
export const TAG_PATTERNS = { key: /^[^<>%&?\\]{0,512}$/, value: /^[\s\S]{0,256}$/ } as const;

/** Properties of an {@link AksNodeClass}. */
export interface AksNodeClassProps {
  /**
   * The name that pools refer to.
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * Annotations of the AKSNodeClass object, such as `kubernetes.io/description`.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;

  /**
   * The version of the API. The provider serves `v1beta1` from 1.4, and `v1alpha2` in all releases so far.
   * @default 'v1beta1'
   */
  readonly version?: 'v1beta1' | 'v1alpha2';

  /**
   * The operating system of the nodes.
   * @default - the provider's own: 'Ubuntu'
   */
  readonly imageFamily?: AksImageFamily;

  /**
   * The size of the OS disk in GB, from 30 to 2048.
   * @default - the provider's own: 128
   */
  readonly osDiskSizeGB?: number;

  /**
   * How many pods a node takes, from 10 to 250.
   * @default - the provider's own, by network plugin: 250 with Azure CNI overlay, 30 without
   */
  readonly maxPods?: number;

  /**
   * The Azure resource id of the subnet of the nodes.
   * @default - the one that the provider is configured with
   */
  readonly vnetSubnetID?: string;

  /**
   * Azure tags of the machines.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Whether the image is validated for FIPS 140. Not with `Ubuntu2204` and `Ubuntu2404`, and only with an image family named.
   * @default 'Disabled'
   */
  readonly fipsMode?: 'FIPS' | 'Disabled';

  /**
   * Whether AKS installs the NVIDIA driver on GPU machines. `None` where NVIDIA's GPU Operator does.
   * @default - `{ mode: 'None' }` where an operator that installs the driver serves a pool of this class; else the provider's own,
   *   `{ mode: 'Driver' }`
   */
  readonly gpu?: { readonly mode?: 'Driver' | 'None' };

  /**
   * Settings of the kubelet.
   * @default - the provider's own settings
   */
  readonly kubelet?: AksKubelet;

  /**
   * Settings of the operating system.
   * @default - the image's own settings
   */
  readonly linuxOSConfig?: AksLinuxOsConfig;

  /**
   * The DNS cache on each node.
   * @default - the provider's own: preferred where the Kubernetes version supports it
   */
  readonly localDNS?: AksLocalDns;

  /**
   * Encryption of temporary disks and caches on the host of the machine.
   * @default - off
   */
  readonly security?: { readonly encryptionAtHost?: boolean };

  /**
   * Whether images start before they are downloaded whole. Not on arm64.
   * @default - the provider's own
   */
  readonly artifactStreaming?: { readonly enabled?: boolean };
}

/**
 * What is particular to Azure of the machines of a NodePool: image, disk, subnet, driver, kubelet. It is cluster-scoped and makes
 * no machine by itself.
 *
 * @example
 * new AksNodeClass(chart, 'ubuntu', { imageFamily: 'Ubuntu2204' });
 * @see https://learn.microsoft.com/azure/aks/node-autoprovision-aksnodeclass
 */
export class AksNodeClass extends Construct implements INodeClass {
  public readonly group = 'karpenter.azure.com';
  public readonly kind = 'AKSNodeClass';
  public readonly version: string;
  /** The name of the AKSNodeClass. */
  public readonly name: string;
  private readonly gpuMode?: 'Driver' | 'None';
  private gpuOffer?: GpuOffer;

  /** @throws where a field is out of its bounds, or fields contradict each other */
  public constructor(scope: Construct, id: string, props: AksNodeClassProps = {}) {
    super(scope, id);
    requireProps(this, 'an AksNodeClass', props, AKS_NODE_CLASS);
    const { name = id, annotations, version = 'v1beta1', ...spec } = props;
    this.name = name;
    this.version = version;
    requireOneOf(this, 'version', version, ['v1beta1', 'v1alpha2']);
    requireSyntax(this, 'name', name, dns1123Subdomain);
    const object = {
      apiVersion: `${this.group}/${version}`,
      kind: this.kind,
      metadata: withoutEmpty({ name, annotations: { ...annotations } }),
      spec: copy(spec),
    };
    requireSchema(this, object);
    this.requirePossible(props);
    this.gpuMode = props.gpu?.mode;
    // Known only when all pools of this class, and what offers their GPUs, are.
    const gpu: unknown = Lazy.any({ produce: () => this.gpu(props) });
    new KubeObject(this, 'Resource', { ...object, spec: { ...object.spec, gpu } });
  }

  /**
   * Notes who installs the driver of its GPUs.
   *
   * @throws where this class, or another pool of it, needs the driver from elsewhere
   */
  public offerGpus(offer: GpuOffer): void {
    const mode = offer.driver === 'provider' ? 'Driver' : 'None';
    const says = offer.driver === 'provider' ? 'needs the driver of the node image' : 'installs the driver itself';
    if (this.gpuMode !== undefined && this.gpuMode !== mode)
      throw fail(
        this,
        `gpu.mode is '${this.gpuMode}', but ${offer.what} at [${offer.by.node.path}] ${says}; leave it out, or give '${mode}'`,
      );
    const other = this.gpuOffer;
    if (other && other.driver !== offer.driver)
      throw fail(
        this,
        `serves ${other.what} at [${other.by.node.path}] and ${offer.what} at [${offer.by.node.path}], of which one installs the driver itself; give their pools a node class each`,
      );
    this.gpuOffer = offer;
  }

  private gpu({ gpu }: AksNodeClassProps): AksNodeClassProps['gpu'] {
    return this.gpuOffer?.driver === 'itself' ? { ...gpu, mode: 'None' } : gpu;
  }

  /** What the API server's rules between fields refuse. */
  private requirePossible({ fipsMode, imageFamily, linuxOSConfig, kubelet, localDNS, tags }: AksNodeClassProps): void {
    if (
      fipsMode === 'FIPS' &&
      (imageFamily === undefined || imageFamily === 'Ubuntu2204' || imageFamily === 'Ubuntu2404')
    ) {
      throw fail(this, `fipsMode FIPS goes with imageFamily Ubuntu or AzureLinux, given is ${imageFamily ?? 'none'}`);
    }
    if (linuxOSConfig?.swapFileSize !== undefined && kubelet?.failSwapOn !== false) {
      throw fail(this, 'linuxOSConfig.swapFileSize needs kubelet.failSwapOn: false, or the kubelet does not start');
    }
    const { imageGCHighThresholdPercent: high, imageGCLowThresholdPercent: low } = kubelet ?? {};
    if (high !== undefined && low !== undefined && high <= low) {
      throw fail(
        this,
        `kubelet.imageGCHighThresholdPercent ${high} is not more than imageGCLowThresholdPercent ${low}`,
      );
    }
    const problem = sysctlProblem(linuxOSConfig?.sysctls ?? {}) ?? (localDNS && localDnsProblem(localDNS));
    if (problem !== undefined) throw fail(this, problem);
    for (const [key, value] of Object.entries(tags ?? {})) {
      if (!TAG_PATTERNS.key.test(key)) {
        throw fail(this, `tag '${key}' is not allowed, a key has at most 512 characters and none of < > % & ? \\`);
      }
      if (!TAG_PATTERNS.value.test(value))
        throw fail(this, `tag '${key}' has a value of ${value.length} characters, allowed are 256`);
    }
  }
}
