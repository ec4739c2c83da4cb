import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { declareExternal } from '../core/declare-external';
import { fail, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import type { IPool } from '../core/pool';
import { requireSchema } from '../core/require-schema';
import { Taint } from '../core/taint';
import { ToolFile } from '../core/tool-file';
import { dns1123Label } from '../facts/names';
import { operatorValues } from './gpu-operator-values';
import { configFile, resourceNames } from './plugin-config';
import type { Sharing } from './sharing';
import { requireProps } from '../core/require-props';
import { GPU_OPERATOR } from './known-props';

/** Properties of a {@link GpuOperator}. */
export interface GpuOperatorProps {
  /** The pools whose GPUs it offers; its pods tolerate their taints. At least one. */
  readonly pools: readonly IPool[];

  /**
   * The namespace of the operator; not `default` or one that Kubernetes makes, for its pods are privileged.
   * @default 'gpu-operator'
   */
  readonly namespace?: string;

  /**
   * The release of the chart, such as `v26.7.0`.
   * @default 'v26.7.0'
   */
  readonly release?: string;

  /**
   * Who installs driver and container toolkit. `operator` does it in containers, and the node classes of the pools then leave it out.
   * `provider` uses those of AKS's own node image.
   * @default 'operator'
   */
  readonly driver?: 'operator' | 'provider';

  /**
   * The release of the driver that the operator installs, such as `580.82.07`.
   * @default - the one that the operator's release chooses
   */
  readonly driverVersion?: string;

  /**
   * How MIG devices are offered: `single` as whole GPUs, `mixed` under names of their profiles.
   * @default 'single', as the chart has it; without MIG machines it changes nothing
   */
  readonly migStrategy?: 'none' | 'single' | 'mixed';

  /**
   * How pods share a GPU.
   * @default - each GPU goes to one pod
   */
  readonly sharing?: Sharing;

  /**
   * Whether DCGM exports metrics of the GPUs.
   * @default true
   */
  readonly metrics?: boolean;

  /**
   * How Helm gets to run. `helm-values` writes the chart's values as the file `gpu-operator-values.yaml` among the tools;
   * `flux` renders a HelmRepository and a HelmRelease of Flux.
   * @default 'helm-values'
   */
  readonly install?: 'helm-values' | 'flux';
}

const BUILT_IN: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];
const REPOSITORY = 'https://helm.ngc.nvidia.com/nvidia';

/**
 * NVIDIA's GPU Operator, in place of the device plugin: it labels nodes, installs the driver where it is told to, offers GPUs to pods and
 * exports their metrics. The operator itself comes from NVIDIA's Helm chart; this renders its namespace, its sharing configuration and
 * the values that make it fit the pools.
 *
 * A pool has its GPUs offered by one of the two: a pool that a {@link DevicePlugin} serves already is refused.
 *
 * @example
 * new nvidia.GpuOperator(chart, 'gpu-operator', { pools: [pool] });
 * @see https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/microsoft-aks.html
 */
export class GpuOperator extends Construct {
  /** The namespace of the operator. */
  public readonly namespace: string;
  /** What its nodes offer, as a workload's `gpuResource` names it. */
  public readonly resourceNames: readonly string[];

  /** @throws where a pool has its GPUs from elsewhere, its node class says otherwise of the driver, or a value is not allowed */
  public constructor(scope: Construct, id: string, props: GpuOperatorProps) {
    super(scope, id);
    requireProps(this, 'a GpuOperator', props, GPU_OPERATOR);
    const { pools, namespace = 'gpu-operator', driver = 'operator', install = 'helm-values', sharing } = props;
    this.namespace = namespace;
    requireOneOf(this, 'driver', driver, ['operator', 'provider']);
    requireOneOf(this, 'install', install, ['helm-values', 'flux']);
    requireOneOf(this, 'migStrategy', props.migStrategy, ['none', 'single', 'mixed']);
    requireMatch(this, 'release', props.release, /^v\d+\.\d+\.\d+$/, 'a release such as v26.7.0');
    requireMatch(this, 'driverVersion', props.driverVersion, /^\d+(\.\d+){1,2}$/, 'a version such as 580.82.07');
    requireSyntax(this, 'namespace', namespace, dns1123Label);
    if (BUILT_IN.includes(namespace))
      throw fail(this, `namespace is '${namespace}', allowed is one of its own, for its pods are privileged`);
    if (pools.length === 0) throw fail(this, 'pools is empty, so there is no node for the operator');
    if (driver === 'provider' && props.driverVersion !== undefined)
      throw fail(this, "driverVersion is given, and driver 'provider' takes the driver of the node image");
    const offer = {
      by: this,
      what: 'the GPU Operator',
      driver: driver === 'provider' ? 'provider' : 'itself',
    } as const;
    for (const pool of pools) pool.offerGpus?.(offer);

    new KubeObject(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
    });
    const config = sharing && this.renderSharing(props);
    this.resourceNames = resourceNames({ sharing });
    const spot = pools.some((pool) => pool.spot) ? [Taint.spot()] : [];
    const taints = [...pools.flatMap((pool) => pool.taints), ...spot];
    this.install(install, props.release ?? 'v26.7.0', operatorValues({ ...props, driver, taints, config }));
    // The chart makes it; the checks then know that something offers GPUs.
    declareExternal(this, {
      apiVersion: 'nvidia.com/v1',
      kind: 'ClusterPolicy',
      name: 'cluster-policy',
      reason: 'the GPU Operator of NVIDIA, from its Helm chart',
    });
  }

  private renderSharing(props: GpuOperatorProps): string {
    const name = 'device-plugin-config';
    new KubeObject(this, 'Sharing', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace: this.namespace },
      data: { any: configFile({ migStrategy: props.migStrategy ?? 'single', sharing: props.sharing }) },
    });
    return name;
  }

  private install(install: 'helm-values' | 'flux', version: string, values: Record<string, unknown>): void {
    if (install === 'helm-values') {
      new ToolFile(this, 'Values', {
        name: 'gpu-operator-values.yaml',
        content: `${usage(this.namespace, version)}${Yaml.stringify(values)}`,
      });
      return;
    }
    const { namespace } = this;
    const repository = {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name: 'nvidia', namespace },
      spec: { url: REPOSITORY, interval: '24h' },
    };
    const release = {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'gpu-operator', namespace },
      spec: {
        interval: '1h',
        chart: {
          spec: {
            chart: 'gpu-operator',
            version,
            sourceRef: { kind: 'HelmRepository', name: 'nvidia' },
          },
        },
        values,
      },
    };
    requireSchema(this, repository);
    requireSchema(this, release);
    new KubeObject(this, 'Repository', repository);
    new KubeObject(this, 'Release', release);
  }
}

function usage(namespace: string, version: string): string {
  return `# Values of NVIDIA's Helm chart; the namespace is among the manifests:
# helm upgrade --install gpu-operator gpu-operator --repo ${REPOSITORY} --version ${version} -n ${namespace} -f gpu-operator-values.yaml
`;
}
