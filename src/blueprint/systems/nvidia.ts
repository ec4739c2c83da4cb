import { DevicePlugin } from '../../nvidia/device-plugin';
import { GpuOperator } from '../../nvidia/gpu-operator';
import { GpuSmokeTest } from '../../nvidia/gpu-smoke-test';
import { at, pick } from '../context';
import type { Context } from '../context';
import { configsOf, keysOfConfigs, pluginConfig } from './device-plugin-configs';

/** What offers the GPUs of nodes to pods. */
export function nvidia(context: Context): void {
  const { devicePlugin, gpuOperator } = context.config;
  const pools = context.gpuPools;
  const requirePools = (what: string): void => {
    if (pools.length === 0) throw new Error(`no pool has GPUs, so there is no node for the ${what}`);
  };
  if (devicePlugin)
    at(
      ['devicePlugin'],
      () => {
        // Without pools of Karpenter it runs on the nodes that the cluster has, by their labels.
        if (context.config.pools) requirePools('device plugin');
        const { namespace, image } = devicePlugin;
        const configs = configsOf(context, devicePlugin);
        const { networkPolicies: networkPolicy } = context;
        new DevicePlugin(context.chart('20-nvidia'), 'device-plugin', {
          ...{ namespace, image, networkPolicy, ...(context.config.pools && { pools }) },
          ...(configs ? { configs } : pluginConfig(devicePlugin, ['devicePlugin'])),
        });
      },
      keysOfConfigs(devicePlugin),
    );
  if (gpuOperator)
    at(['gpuOperator'], () => {
      requirePools('GPU Operator');
      const { timeSlicing, ...same } = gpuOperator;
      const { sharing } = pluginConfig({ timeSlicing }, ['gpuOperator']);
      new GpuOperator(context.chart('20-nvidia'), 'gpu-operator', { pools, ...same, sharing });
    });
}

/** A Job that uses a GPU once. */
export function smokeTest(context: Context): void {
  const config = context.config.smokeTest;
  if (!config) return;
  at(['smokeTest'], () => {
    const { pool, gpus, image } = config;
    const placement = pick(context.pools, pool, ['smokeTest', 'pool'], 'pools').placement();
    new GpuSmokeTest(context.chart('90-smoke-test', context.namespace), 'smoke-test', { placement, gpus, image });
  });
}
