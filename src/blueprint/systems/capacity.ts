import { Taint } from '../../core/taint';
import { AksNodeClass } from '../../karpenter/aks-node-class';
import { Controller } from '../../karpenter/controller';
import { NodePool } from '../../karpenter/node-pool';
import type { NodePoolProps } from '../../karpenter/node-pool';
import { Requirement } from '../../karpenter/requirement';
import type { PoolConfig } from '../config/capacity';
import { at, pick } from '../context';
import type { Context } from '../context';
import { withCpus } from '../with-cpus';
import { configLabel } from './device-plugin-configs';

/** Node classes and pools, and Karpenter's controller where one is run by oneself. */
export function capacity(context: Context): void {
  const { pools, nodeClasses } = context.config;
  controller(context);
  if (!pools && !nodeClasses) return;
  const chart = context.chart('10-capacity');
  const classes = new Map<string, AksNodeClass>();
  for (const [name, props] of Object.entries(nodeClasses ?? { default: {} })) {
    at(['nodeClasses', name], () =>
      classes.set(name, new AksNodeClass(chart, `node-class-${name}`, { name, ...props })),
    );
  }
  for (const [name, pool] of Object.entries(pools ?? {})) {
    at(['pools', name], () => {
      const nodeClass = pick(classes, pool.nodeClass, ['pools', name, 'nodeClass'], 'nodeClasses');
      const labels = { ...pool.labels, ...configLabel(context.config, name) };
      context.pools.set(name, new NodePool(chart, `pool-${name}`, { name, ...poolProps(pool), labels, nodeClass }));
    });
  }
}

function controller(context: Context): void {
  const { karpenter: config } = context.config;
  if (!config) return;
  at(['karpenter'], () => {
    const bootstrapToken = context.secret(config.bootstrapToken, ['karpenter', 'bootstrapToken']);
    new Controller(context.chart('05-karpenter', 'kube-system'), 'controller', { ...config, bootstrapToken });
  });
}

function poolProps(pool: PoolConfig): Omit<NodePoolProps, 'nodeClass'> {
  const { skus, skuFamilies, capacityTypes, zones, arch, taint, limits, nodeClass: _nodeClass, ...same } = pool;
  return {
    requirements: [
      ...(skus ? [Requirement.skuName(...skus)] : []),
      ...(skuFamilies ? [Requirement.skuFamily(...skuFamilies)] : []),
      ...(capacityTypes ? [Requirement.capacityType(...capacityTypes)] : []),
      ...(zones ? [Requirement.zone(...zones)] : []),
      ...(arch ? [Requirement.arch(arch)] : []),
    ],
    taints: taint === undefined ? [] : [taint === 'gpu' ? Taint.gpu() : Taint.parse(taint)],
    ...(limits && { limits: withCpus(limits) }),
    ...same,
  };
}
