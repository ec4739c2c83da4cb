import type { Construct } from 'constructs';
import { fail, requireMatch, requireOneOf, show } from '../core/fail';
import type { SecretSource } from '../core/secret/secret-source';
import { Target } from '../facts/target';
import { UUID } from '../facts/uuid';

/** The network of the cluster, as the nodes must be told of it. */
export interface ControllerNetwork {
  /**
   * The network plugin of the cluster.
   * @default 'azure'
   */
  readonly plugin?: 'azure' | 'none';
  /**
   * `overlay` gives pods addresses of their own; empty gives them those of the subnet.
   * @default 'overlay', and empty for the plugin `none`
   */
  readonly pluginMode?: 'overlay' | '';
  /**
   * What enforces NetworkPolicies.
   * @default - none
   */
  readonly policy?: 'azure' | 'calico' | 'cilium';
}

/** What the controller must know of the cluster and of Azure. None of it is a secret but the bootstrap token. */
export interface ControllerSettings {
  /** The name of the AKS cluster. */
  readonly clusterName: string;
  /** The URL of the API server, such as `https://ml-1a2b3c4d.hcp.westeurope.azmk8s.io:443`. */
  readonly clusterEndpoint: string;
  /** The token with which new nodes join, `<id>.<secret>` of a bootstrap token Secret. */
  readonly bootstrapToken: SecretSource;
  /** The public key of the administrator of the machines, such as `ssh-ed25519 AAAA...`. */
  readonly sshPublicKey: string;
  /** The Azure subscription of the cluster. */
  readonly subscriptionId: string;
  /** The Azure region, such as `westeurope`. */
  readonly location: string;
  /** The resource group that AKS made for the nodes, such as `MC_ml_ml_westeurope`. */
  readonly nodeResourceGroup: string;
  /** The subnet of new nodes, by its Azure resource id; a node class may name another. */
  readonly vnetSubnetID: string;
  /**
   * The resource GUID of the virtual network; needed with an overlay in a network of one's own.
   * @default - none
   */
  readonly vnetGuid?: string;
  /**
   * Resource ids of the identities that new nodes get, the kubelet's among them.
   * @default - none
   */
  readonly nodeIdentities?: readonly string[];
  /**
   * The network of the cluster, from which Karpenter makes that of its nodes.
   * @default - the plugin `azure` in mode `overlay`, with the data plane of the target
   */
  readonly network?: ControllerNetwork;
  /**
   * From which level on the controller logs.
   * @default 'info'
   */
  readonly logLevel?: 'debug' | 'info' | 'error';
  /**
   * How much of a machine's memory Azure keeps for itself, as a share.
   * @default 0.075
   */
  readonly vmMemoryOverheadPercent?: number;
  /**
   * Karpenter's feature gates that differ from its own defaults, such as `{ SpotToSpotConsolidation: true }`.
   * @default - none
   */
  readonly featureGates?: Readonly<Record<string, boolean>>;
}

/** What the settings of the controller must look like. */
export const SETTING_PATTERNS = {
  clusterName: /^\S+$/,
  clusterEndpoint: /^https:\/\/[^/\s]+$/,
  sshPublicKey: /^(ssh|ecdsa|sk)-\S+ \S+/,
  location: /^[a-z0-9]+$/,
  nodeResourceGroup: /^[\w.()-]{1,90}$/,
  vnetSubnetID:
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i,
} as const;
const GATES = [
  'CapacityBuffer',
  'NodeOverlay',
  'NodeRepair',
  'ReservedCapacity',
  'SpotToSpotConsolidation',
  'StaticCapacity',
];

/** Fails unless a text is a UUID. */
export function requireUuid(construct: Construct, name: string, value: string): void {
  requireMatch(construct, name, value ?? '', UUID, 'a UUID such as 11111111-2222-3333-4444-555555555555');
}

/** Fails where the program would end at its start, or nodes would never join. */
export function requireSettings(controller: Construct, settings: ControllerSettings): void {
  const { clusterEndpoint, bootstrapToken, network = {}, vmMemoryOverheadPercent: overhead } = settings;
  requireMatch(
    controller,
    'clusterName',
    settings.clusterName ?? '',
    SETTING_PATTERNS.clusterName,
    'the name of the cluster',
  );
  requireMatch(
    controller,
    'clusterEndpoint',
    clusterEndpoint ?? '',
    SETTING_PATTERNS.clusterEndpoint,
    'a URL of https without a path',
  );
  // The program takes the first 33 characters of the host for the cluster's id, and ends where there are fewer.
  const { hostname } = new URL(clusterEndpoint);
  if (hostname.length < 33)
    throw fail(
      controller,
      `clusterEndpoint has the host '${hostname}', allowed is the whole name of an AKS API server, of at least 33 characters`,
    );
  if (bootstrapToken === undefined) throw fail(controller, 'bootstrapToken is missing, give the source of a secret');
  requireMatch(
    controller,
    'sshPublicKey',
    settings.sshPublicKey ?? '',
    SETTING_PATTERNS.sshPublicKey,
    'a public key such as ssh-ed25519 AAAA...',
  );
  requireUuid(controller, 'subscriptionId', settings.subscriptionId);
  requireMatch(
    controller,
    'location',
    settings.location ?? '',
    SETTING_PATTERNS.location,
    'an Azure region such as westeurope',
  );
  requireMatch(
    controller,
    'nodeResourceGroup',
    settings.nodeResourceGroup ?? '',
    SETTING_PATTERNS.nodeResourceGroup,
    'the name of a resource group',
  );
  requireMatch(
    controller,
    'vnetSubnetID',
    settings.vnetSubnetID ?? '',
    SETTING_PATTERNS.vnetSubnetID,
    'the Azure resource id of a subnet',
  );
  if (settings.vnetGuid !== undefined) requireUuid(controller, 'vnetGuid', settings.vnetGuid);
  for (const identity of settings.nodeIdentities ?? [])
    requireMatch(
      controller,
      'nodeIdentities',
      identity,
      /^\/subscriptions\/\S+\/userAssignedIdentities\/[^/]+$/i,
      'resource ids of identities',
    );
  requireOneOf(controller, 'network.plugin', network.plugin, ['azure', 'none']);
  requireOneOf(controller, 'network.pluginMode', network.pluginMode, ['overlay', '']);
  requireOneOf(controller, 'network.policy', network.policy, ['azure', 'calico', 'cilium']);
  if (network.plugin === 'none' && network.pluginMode === 'overlay')
    throw fail(controller, "network.pluginMode is 'overlay' and network.plugin 'none', which has no mode");
  requireOneOf(controller, 'logLevel', settings.logLevel, ['debug', 'info', 'error']);
  if (overhead !== undefined && !(overhead >= 0 && overhead < 1))
    throw fail(controller, `vmMemoryOverheadPercent is ${show(overhead)}, allowed is a share from 0 to below 1`);
  for (const gate of Object.keys(settings.featureGates ?? {})) requireOneOf(controller, 'featureGates', gate, GATES);
}

/**
 * The settings as environment variables, in the program's own names. The bootstrap token is not among them.
 *
 * @see https://github.com/Azure/karpenter-provider-azure/blob/main/pkg/operator/options/options.go
 */
export function settingsToEnv(controller: Construct, settings: ControllerSettings): Record<string, string> {
  const { network = {}, vnetGuid, nodeIdentities, vmMemoryOverheadPercent, featureGates } = settings;
  const { dataplane } = Target.of(controller);
  const plugin = network.plugin ?? 'azure';
  return {
    CLUSTER_NAME: settings.clusterName,
    CLUSTER_ENDPOINT: settings.clusterEndpoint,
    SSH_PUBLIC_KEY: settings.sshPublicKey,
    NETWORK_PLUGIN: plugin,
    NETWORK_PLUGIN_MODE: network.pluginMode ?? (plugin === 'azure' ? 'overlay' : ''),
    NETWORK_POLICY: network.policy ?? '',
    // The provider knows two by name; the third has none of it.
    ...(dataplane !== undefined && { NETWORK_DATAPLANE: dataplane === 'iptables' ? '' : dataplane }),
    VNET_SUBNET_ID: settings.vnetSubnetID,
    ...(vnetGuid !== undefined && { VNET_GUID: vnetGuid }),
    ...(nodeIdentities && { NODE_IDENTITIES: nodeIdentities.join(',') }),
    ARM_SUBSCRIPTION_ID: settings.subscriptionId,
    LOCATION: settings.location,
    AZURE_NODE_RESOURCE_GROUP: settings.nodeResourceGroup,
    ...(vmMemoryOverheadPercent !== undefined && { VM_MEMORY_OVERHEAD_PERCENT: String(vmMemoryOverheadPercent) }),
    ...(featureGates && {
      FEATURE_GATES: Object.entries(featureGates)
        .map(([gate, on]) => `${gate}=${on}`)
        .join(','),
    }),
    LOG_LEVEL: settings.logLevel ?? 'info',
  };
}
