import { Construct } from 'constructs';
import { fail } from '../core/fail';
import type { IPool } from '../core/pool';
import { PodDefault } from './pod-default';
import { requireProps } from '../core/require-props';
import { GPU_TOLERATION } from './known-props';

/** Properties of a {@link GpuToleration}. */
export interface GpuTolerationProps {
  /** The pool whose taints it tolerates. */
  readonly pool: IPool;

  /**
   * The namespace of a profile.
   * @default - that of the chart
   */
  readonly namespace?: string;

  /**
   * The name of the PodDefault.
   * @default 'gpu-toleration'
   */
  readonly name?: string;

  /**
   * What users read where they choose it.
   * @default - `Use GPU nodes of the pool` and its name
   */
  readonly description?: string;
}

/**
 * Lets notebooks and pods of a profile onto a tainted GPU pool: a PodDefault with the tolerations of the pool itself, so that the two
 * cannot differ (KKA-27). It makes no pod ask for a GPU, and keeps none away from other nodes: PodDefaults know no node selector.
 *
 * @example
 * new kubeflow.GpuToleration(chart, 'gpu', { pool, namespace: 'admin' });
 */
export class GpuToleration extends Construct {
  /** The label by which a pod asks for it. */
  public readonly selector: Readonly<Record<string, string>>;

  /** @throws where the pool has no taint, for then there is nothing to tolerate */
  public constructor(scope: Construct, id: string, props: GpuTolerationProps) {
    super(scope, id);
    requireProps(this, 'a GpuToleration', props, GPU_TOLERATION);
    const { pool, namespace, name = 'gpu-toleration', description = `Use GPU nodes of the pool ${pool.name}` } = props;
    const { tolerations } = pool.placement();
    if (tolerations.length === 0)
      throw fail(this, `pool '${pool.name}' has no taints, so there is nothing to tolerate`);
    this.selector = new PodDefault(this, 'PodDefault', { name, namespace, description, tolerations }).selector;
  }
}
