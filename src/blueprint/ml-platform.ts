import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';
import { Placement } from '../core/placement';
import { SecretSource } from '../core/secret/secret-source';
import { Taint } from '../core/taint';
import { dns1123Label } from '../facts/names';
import { AksNodeClass } from '../karpenter/aks-node-class';
import { NodePool } from '../karpenter/node-pool';
import type { NodePoolProps } from '../karpenter/node-pool';
import { Requirement } from '../karpenter/requirement';
import { DevicePlugin } from '../nvidia/device-plugin';
import { GpuSmokeTest } from '../nvidia/gpu-smoke-test';
import { Sharing } from '../nvidia/sharing';
import { Runner } from '../runner/runner';
import type { PlatformConfig, PoolConfig, RunnerConfig, SecretConfig } from './config';
import { ConfigError } from './problem';
import type { ConfigPath } from './problem';

/** The namespaces that every cluster has. */
const BUILT_IN: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * A whole machine-learning platform from one configuration: namespaces, node pools, device plugin, runner and smoke test, each in a
 * chart of its own, numbered in the order of apply. It chooses how the constructs of this library go together, and nothing that they
 * could not be told one by one.
 *
 * The charts stand directly in the app, for their ids are the names of the files.
 *
 * @example
 * const app = new PlatformApp({ target: Target.aks('1.34') });
 * new MlPlatform(app, {
 *   target: { provider: 'aks', kubernetes: '1.34' },
 *   pools: { a100: { skus: ['Standard_NC24ads_A100_v4'], taint: 'gpu', limits: { gpus: 8 } } },
 *   devicePlugin: {},
 * });
 */
export class MlPlatform {
  private readonly pools = new Map<string, NodePool>();
  private readonly namespace: string;

  /** @throws `ConfigError` with the key of what cannot be built */
  public constructor(
    private readonly app: Construct,
    private readonly config: PlatformConfig,
  ) {
    this.namespace = config.namespace ?? 'studioml';
    this.foundation();
    this.capacity();
    this.devicePlugin();
    this.runner();
    this.smokeTest();
  }

  private foundation(): void {
    if (!this.config.runner && !this.config.smokeTest) return;
    const problem = dns1123Label(this.namespace);
    if (problem !== undefined)
      throw new ConfigError([{ path: ['namespace'], message: `'${this.namespace}' ${problem}` }]);
    // It exists, and a level of Pod Security would stop what else runs there.
    if (BUILT_IN.includes(this.namespace)) return;
    const chart = new Chart(this.app, '00-foundation');
    at(['namespace'], () => {
      new KubeObject(chart, 'namespace', {
        apiVersion: 'v1',
        kind: 'Namespace',
        // The runner's image runs as root, which `restricted` refuses.
        metadata: { name: this.namespace, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
      });
    });
  }

  private capacity(): void {
    const chart = new Chart(this.app, '10-capacity');
    const classes = new Map<string, AksNodeClass>();
    for (const [name, props] of Object.entries(this.config.nodeClasses ?? { default: {} })) {
      at(['nodeClasses', name], () =>
        classes.set(name, new AksNodeClass(chart, `node-class-${name}`, { name, ...props })),
      );
    }
    for (const [name, pool] of Object.entries(this.config.pools)) {
      at(['pools', name], () => {
        const nodeClass = pick(classes, pool.nodeClass, ['pools', name, 'nodeClass'], 'nodeClasses');
        this.pools.set(name, new NodePool(chart, `pool-${name}`, { name, ...poolProps(pool), nodeClass }));
      });
    }
  }

  private devicePlugin(): void {
    const config = this.config.devicePlugin;
    if (!config) return;
    const pools = [...this.pools.values()].filter(({ gpu }) => gpu);
    at(['devicePlugin'], () => {
      if (pools.length === 0) throw new Error('no pool has GPUs, so there is no node for the device plugin');
      const { namespace, image, timeSlicing } = config;
      const sharing =
        timeSlicing && Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: timeSlicing.replicas }] });
      new DevicePlugin(new Chart(this.app, '20-nvidia'), 'device-plugin', { pools, namespace, image, sharing });
    });
  }

  private runner(): void {
    const config = this.config.runner;
    if (!config) return;
    const chart = new Chart(this.app, '30-runner', { namespace: this.namespace });
    at(['runner'], () => {
      const { version, image, imagePullSecrets, replicas, gpus, workSize, cache, logging, state } = config;
      new Runner(chart, 'runner', {
        ...{ version, image, imagePullSecrets, replicas, gpus, workSize, cache, logging, state },
        resources: { limits: { cpu: config.cpu ?? 2, memory: config.memory ?? '10Gi' } },
        placement: this.runnerPlacement(config),
        queues: {
          match: config.queueMatch,
          ...(config.queueUrl && { rabbit: { url: secretSource(config.queueUrl, ['runner', 'queueUrl']) } }),
          ...(config.sqsSecret !== undefined && { sqs: { secretName: config.sqsSecret } }),
        },
      });
    });
  }

  private runnerPlacement({ pool, nodeLabels }: RunnerConfig): Placement {
    if (pool !== undefined && nodeLabels)
      throw new ConfigError([{ path: ['runner', 'nodeLabels'], message: 'goes not with pool, give one of the two' }]);
    if (nodeLabels) return Placement.labels(nodeLabels);
    return pick(this.pools, pool, ['runner', 'pool'], 'pools').placement();
  }

  private smokeTest(): void {
    const config = this.config.smokeTest;
    if (!config) return;
    const chart = new Chart(this.app, '90-smoke-test', { namespace: this.namespace });
    at(['smokeTest'], () => {
      const { pool, gpus, image } = config;
      const placement = pick(this.pools, pool, ['smokeTest', 'pool'], 'pools').placement();
      new GpuSmokeTest(chart, 'smoke-test', { placement, gpus, image });
    });
  }
}

function poolProps(pool: PoolConfig): Omit<NodePoolProps, 'nodeClass'> {
  const { skus, skuFamilies, capacityTypes, zones, arch, taint, nodeClass: _nodeClass, ...same } = pool;
  return {
    requirements: [
      ...(skus ? [Requirement.skuName(...skus)] : []),
      ...(skuFamilies ? [Requirement.skuFamily(...skuFamilies)] : []),
      ...(capacityTypes ? [Requirement.capacityType(...capacityTypes)] : []),
      ...(zones ? [Requirement.zone(...zones)] : []),
      ...(arch ? [Requirement.arch(arch)] : []),
    ],
    taints: taint === undefined ? [] : [taint === 'gpu' ? Taint.gpu() : Taint.parse(taint)],
    ...same,
  };
}

function secretSource(config: SecretConfig, path: ConfigPath): SecretSource {
  return at(path, () => {
    if (config.externalSecret) return SecretSource.externalSecret(config.externalSecret);
    if (config.azureKeyVault) return SecretSource.azureKeyVault(config.azureKeyVault);
    if (config.sealed) return SecretSource.sealed(config.sealed);
    if (config.existing) return SecretSource.existing(config.existing.name, config.existing.key);
    throw new Error('has no source, allowed is exactly one of existing, externalSecret, azureKeyVault, sealed');
  });
}

/** What a name refers to; without a name the only one there is. */
function pick<T>(all: ReadonlyMap<string, T>, name: string | undefined, path: ConfigPath, what: string): T {
  const [first, second] = [...all.values()];
  if (name === undefined && first !== undefined && second === undefined) return first;
  const found = name === undefined ? undefined : all.get(name);
  if (found !== undefined) return found;
  const names = [...all.keys()].join(', ') || 'none';
  const message =
    name === undefined
      ? `is missing, allowed are those of ${what}: ${names}`
      : `is '${name}', which ${what} does not have; it has ${names}`;
  throw new ConfigError([{ path, message }]);
}

/** Says of an error which key of the configuration it comes from. */
function at<T>(path: ConfigPath, build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    // Constructs begin their errors with their path, which says nothing to one who wrote a key.
    throw new ConfigError([{ path, message: (error as Error).message.replace(/^\[[^\]]*\] /, '') }]);
  }
}
