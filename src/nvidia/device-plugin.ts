import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { fail, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { DefaultDeny } from '../core/network/default-deny';
import { NetworkEgress } from '../core/network/egress';
import type { Placement } from '../core/placement';
import type { IPool } from '../core/pool';
import type { Taint } from '../core/taint';
import { notRestricted } from '../core/pod/not-restricted';
import { DaemonSet } from '../core/workload/daemon-set';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { documentedPods } from './documented-device-plugin';
import type { DocumentedEdition } from './documented-device-plugin';
import { allConfigs } from './per-node-configs';
import type { PerNodeConfigs } from './per-node-configs';
import { platformPods } from './platform-device-plugin';
import { resourceNames } from './plugin-config';
import type { PluginConfig } from './plugin-config';
import { requireProps } from '../core/require-props';
import { DEVICE_PLUGIN } from './known-props';

/** Properties of a {@link DevicePlugin}. Those of {@link PluginConfig} hold for all nodes, unless one of `configs` says otherwise. */
export interface DevicePluginProps extends PluginConfig {
  /**
   * The pools whose nodes have GPUs; the plugin runs on these nodes alone, and tolerates their taints and, where one may be spot
   * capacity, the taint of spot nodes.
   * @default - all Linux nodes with a label that tells of an NVIDIA GPU
   */
  readonly pools?: readonly IPool[];

  /**
   * The namespace of all objects; not `default`, for it must allow host paths.
   * @default 'gpu-resources'
   */
  readonly namespace?: string;

  /**
   * Whether the namespace is rendered, with the Pod Security level `privileged`.
   * @default true, but false for `kube-system` and its like, which exist, and for the documented editions
   */
  readonly createNamespace?: boolean;

  /**
   * The name of the DaemonSet, from which the other names are made.
   * @default 'nvidia-device-plugin-daemonset'
   */
  readonly name?: string;

  /**
   * The release of the plugin from NVIDIA's registry, `v0.17.0` or newer.
   * @default 'v0.20.0'
   */
  readonly release?: string;

  /**
   * The whole image, for a mirror; instead of `release`.
   * @default - `nvcr.io/nvidia/k8s-device-plugin` at the release
   */
  readonly image?: string;

  /**
   * When the image is pulled: `Always`, `IfNotPresent` or `Never`.
   * @default - Kubernetes' own, IfNotPresent for a tag other than latest
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';

  /**
   * Names of the Secrets that the image is pulled with.
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];

  /**
   * Taints tolerated beside those of the pools.
   * @default - none; `sku=gpu:NoSchedule` for the edition documented-0.14.1
   */
  readonly taints?: readonly Taint[];

  /**
   * Tolerations beside those of the pools and taints; each names a key.
   * @default - none
   */
  readonly tolerations?: readonly k8s.Toleration[];

  /**
   * Nodes to keep to among those with GPUs.
   * @default - all of them
   */
  readonly placement?: Placement;

  /**
   * The PriorityClass of the pods.
   * @default 'system-node-critical'
   */
  readonly priorityClassName?: string;

  /**
   * The runtime class whose handler is NVIDIA's runtime, where that is not the node's default runtime.
   * @default - the node's default runtime, as on AKS
   */
  readonly runtimeClassName?: string;

  /**
   * Where the node has the driver: `/`, or `/run/nvidia/driver` where a container installs it.
   * @default - the plugin's own, '/'; not mounted unless a CDI strategy needs it
   */
  readonly nvidiaDriverRoot?: string;

  /**
   * Requests and limits of the plugin's container. Karpenter adds the requests to what a new node must have.
   * @default - requests of 50m CPU and 64Mi memory, no limits: it sleeps but for health events
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * How pods are replaced when the DaemonSet changes.
   * @default - RollingUpdate, one node at a time
   */
  readonly updateStrategy?: k8s.DaemonSetUpdateStrategy;

  /**
   * Whether a NetworkPolicy lets nobody in and nothing out: the plugin speaks to the kubelet by a socket of the node. Several `configs` ask
   * the API server for the label of their node, which is then let out. It holds for the whole namespace where that is rendered, else for the
   * pods of the plugin.
   * @default false
   */
  readonly networkPolicy?: boolean;

  /**
   * Several configs, of which the label `nvidia.com/device-plugin.config` of a node chooses one.
   * @default - one config for all nodes
   */
  readonly configs?: PerNodeConfigs;

  /**
   * `platform`: safe and current. `documented-0.14.1` and `documented-1.11`: what documents 003 and 000 say, defects included.
   * @default 'platform'
   */
  readonly edition?: 'platform' | DocumentedEdition;
}

/** The label of the documents: a selector cannot be changed, and so their DaemonSet can become this one. */
const LABELS = { name: 'nvidia-device-plugin-ds' };

/** Why the pods do not keep to the Pod Security level `restricted`. */
const ROOT = notRestricted('it offers GPUs at a socket in a directory of the kubelet, which belongs to root');

/** The namespaces that Kubernetes makes itself; `default` is refused before. */
const BUILT_IN: readonly string[] = ['kube-system', 'kube-public', 'kube-node-lease'];

/**
 * NVIDIA's device plugin: a DaemonSet that makes the GPUs of a node a resource that pods can request. It installs no driver and no
 * container runtime, and must not run beside the GPU Operator or on AKS-managed GPU pools, which bring their own.
 *
 * It runs on every GPU pool it is given, spot capacity included, and on no CPU node.
 *
 * @example
 * new nvidia.DevicePlugin(chart, 'device-plugin', { pools: [pool] });
 * @see https://github.com/NVIDIA/k8s-device-plugin
 */
export class DevicePlugin extends Construct {
  /** The name of the DaemonSet. */
  public readonly name: string;
  /** The namespace of all objects. */
  public readonly namespace: string;
  /** The labels that select its pods. */
  public readonly matchLabels: Readonly<Record<string, string>>;
  /** What its nodes offer, as a workload's `gpuResource` names it: `nvidia.com/gpu` first, or `nvidia.com/gpu.shared`. */
  public readonly resourceNames: readonly string[];

  /** @throws where a value is not one of those allowed, or two options exclude each other */
  public constructor(scope: Construct, id: string, props: DevicePluginProps = {}) {
    super(scope, id);
    requireProps(this, 'a DevicePlugin', props, DEVICE_PLUGIN);
    const { edition = 'platform', createNamespace, updateStrategy = { type: 'RollingUpdate' } } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented-0.14.1', 'documented-1.11']);
    requireOneOf(this, 'updateStrategy.type', updateStrategy.type, ['RollingUpdate', 'OnDelete']);
    this.name = props.name ?? 'nvidia-device-plugin-daemonset';
    this.namespace = props.namespace ?? 'gpu-resources';
    requireSyntax(this, 'name', this.name, dns1123Subdomain);
    requireNamespace(this, this.namespace, createNamespace);
    for (const toleration of props.tolerations ?? []) requireKey(this, toleration);

    const { name, namespace } = this;
    const created = createNamespace ?? (edition === 'platform' && !BUILT_IN.includes(namespace));
    if (created) {
      new KubeObject(this, 'Namespace', {
        apiVersion: 'v1',
        kind: 'Namespace',
        // For the plugin mounts directories of the node, which every lower level forbids (KKA-31).
        metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
      });
    }
    if (props.networkPolicy === true) this.renderPolicies(created, props.configs !== undefined);
    const template =
      edition === 'platform'
        ? platformPods(this, { ...props, name, namespace, updateStrategy })
        : documentedPods(this, edition, props);
    const daemonSet = new DaemonSet(this, 'Resource', {
      metadata: { name, namespace, ...(edition === 'platform' && { annotations: ROOT }) },
      updateStrategy,
      template: { ...template, labels: LABELS },
    });
    for (const pool of props.pools ?? []) pool.offerGpus?.({ by: this, what: 'the device plugin', driver: 'provider' });
    this.matchLabels = daemonSet.matchLabels;
    this.resourceNames = [...new Set(allConfigs(props).flatMap(resourceNames))];
  }

  /** @param needsApi whether a container reads the label of its node */
  private renderPolicies(wholeNamespace: boolean, needsApi: boolean): void {
    const { name, namespace } = this;
    const own = wholeNamespace ? {} : { name, pods: LABELS };
    new DefaultDeny(this, 'DefaultDeny', { namespace, ...own, egress: true });
    if (!needsApi) return;
    new KubeObject(this, 'NetworkPolicy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${name}-api`, namespace },
      spec: {
        podSelector: wholeNamespace ? {} : { matchLabels: LABELS },
        policyTypes: ['Egress'],
        egress: [NetworkEgress.dns(), NetworkEgress.kubernetesApi()],
      },
    });
  }
}

function requireNamespace(construct: Construct, namespace: string, create: boolean | undefined): void {
  requireSyntax(construct, 'namespace', namespace, dns1123Label);
  if (namespace === 'default') {
    throw fail(
      construct,
      "namespace is 'default', allowed is one of its own, for its pods may use directories of the node",
    );
  }
  if (create === true && BUILT_IN.includes(namespace)) {
    throw fail(construct, `createNamespace is true for namespace '${namespace}', which Kubernetes makes itself`);
  }
}

function requireKey(construct: Construct, { key }: k8s.Toleration): void {
  if (key !== undefined && key !== '') return;
  throw fail(construct, 'a toleration has no key and so tolerates every taint, allowed are tolerations with a key');
}
