import type { Dataplane, Provider } from '../../facts/target';
import type { NodeClassConfig, PoolConfig } from './capacity';
import type { GatewayConfig } from './gateway';
import type { KarpenterConfig } from './karpenter';
import type { KindConfig } from './kind';
import type { KubeflowConfig } from './kubeflow';
import type { DevicePluginConfig, GpuOperatorConfig } from './nvidia';
import type { RegistryConfig } from './registry';
import type { RunnerConfig, SmokeTestConfig } from './runner';
import type { SignInConfig } from './sign-in';
import type { SimsvcConfig } from './simsvc';
import type { StorageConfig } from './storage';

/** A machine-learning platform: where it runs, its node pools, and what runs on them. */
export interface PlatformConfig {
  /** Where the YAML will run. */
  readonly target: TargetConfig;

  /**
   * The namespace of the runner and the smoke test; it is made too.
   * @default "studioml"
   */
  readonly namespace?: string;

  /**
   * Whether NetworkPolicies deny by default in the namespaces that are made here, and allow what each system needs. They hold where the
   * cluster enforces policies, as it does on AKS with Cilium, and on kind.
   * @default true
   */
  readonly networkPolicies?: boolean;

  /** Where nodes pull the images of all pods from; the registries of their makers where it is left out. */
  readonly registry?: RegistryConfig;

  /** What the machines of pools are made from, by name. Without any, pools use one named `default` with the provider's own settings. */
  readonly nodeClasses?: Readonly<Record<string, NodeClassConfig>>;

  /**
   * Node pools of Karpenter by name. Without any, workloads run on the nodes that the cluster has.
   * @minProperties 1
   */
  readonly pools?: Readonly<Record<string, PoolConfig>>;

  /** Karpenter's controller, run by yourself. Without it the cluster runs Karpenter as a service, as AKS's node auto-provisioning does. */
  readonly karpenter?: KarpenterConfig;

  /** NVIDIA's device plugin, which offers the GPUs of nodes to pods. It goes to all pools with GPUs. */
  readonly devicePlugin?: DevicePluginConfig;

  /** NVIDIA's GPU Operator, in place of the device plugin. It goes to all pools with GPUs. */
  readonly gpuOperator?: GpuOperatorConfig;

  /** Classes of volumes. */
  readonly storage?: StorageConfig;

  /** studio-go-runner. */
  readonly runner?: RunnerConfig;

  /** The gateway of Istio through which users come, with its certificate. */
  readonly gateway?: GatewayConfig;

  /** Who may come through the gateway, and how they sign in. */
  readonly signIn?: SignInConfig;

  /** What Kubeflow needs beside its own manifests. */
  readonly kubeflow?: KubeflowConfig;

  /** Simsvc, by the name of the release. */
  readonly simsvc?: Readonly<Record<string, SimsvcConfig>>;

  /** The kind cluster, where the target is one. */
  readonly kind?: KindConfig;

  /** A Job that uses a GPU once, to see that the chain from pool to pod works. */
  readonly smokeTest?: SmokeTestConfig;

  /** Objects that exist though nothing here makes them; the checks do not miss them. */
  readonly externals?: readonly ExternalConfig[];

  /** Findings of the checks that are accepted, each with its reason. */
  readonly suppressions?: readonly SuppressionConfig[];
}

/** An object that exists outside of this platform. */
export interface ExternalConfig {
  /** The version of its API, such as cert-manager.io/v1; v1 where it is left out. */
  readonly apiVersion?: string;
  /** Its kind, such as Secret. */
  readonly kind: string;
  /** Its name, or the beginning of its name and a star. */
  readonly name: string;
  /** Its namespace, or the beginning of its name and a star; any where it is left out. */
  readonly namespace?: string;
  /** The keys of a Secret or ConfigMap; all where it is left out. */
  readonly keys?: readonly string[];
  /** Who makes it. */
  readonly reason: string;
}

/** Findings that are accepted. */
export interface SuppressionConfig {
  /** The id of the rule, such as IMG002. */
  readonly rule: string;
  /** The object, as Kind, Kind name or Kind namespace/name; every object where it is left out. */
  readonly object?: string;
  /** Why it is accepted. */
  readonly reason: string;
}

/** Where the YAML will run. */
export interface TargetConfig {
  /** Who runs the cluster. */
  readonly provider: Provider;
  /** The Kubernetes version, in quotes, such as "1.34". */
  readonly kubernetes: string;
  /** The region of the cluster, such as westeurope, for zones and prices; that of the zones of pools where it is left out. */
  readonly region?: string;
  /** What moves the packets. */
  readonly dataplane?: Dataplane;
  /** Admission plugins that are on beside those of every cluster; those of the provider where it is left out. */
  readonly admissionPlugins?: readonly string[];
}
