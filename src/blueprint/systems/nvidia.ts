import { DevicePlugin } from '../../nvidia/device-plugin';
import { GpuOperator } from '../../nvidia/gpu-operator';
import { GpuSmokeTest } from '../../nvidia/gpu-smoke-test';
import { Sharing } from '../../nvidia/sharing';
import { at, pick } from '../context';
import type { Context } from '../context';

/** What offers the GPUs of nodes to pods. */
export function nvidia(context: Context): void {
  const { devicePlugin, gpuOperator } = context.config;
  const pools = context.gpuPools;
  const requirePools = (what: string): void => {
    if (pools.length === 0) throw new Error(`no pool has GPUs, so there is no node for the ${what}`);
  };
  if (devicePlugin)
    at(['devicePlugin'], () => {
      requirePools('device plugin');
      const { namespace, image, timeSlicing } = devicePlugin;
      const sharing =
        timeSlicing && Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: timeSlicing.replicas }] });
      const { networkPolicies: networkPolicy } = context;
      new DevicePlugin(context.chart('20-nvidia'), 'device-plugin', {
        pools,
        namespace,
        image,
        sharing,
        networkPolicy,
      });
    });
  if (gpuOperator)
    at(['gpuOperator'], () => {
      requirePools('GPU Operator');
      new GpuOperator(context.chart('20-nvidia'), 'gpu-operator', { pools, ...gpuOperator });
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
