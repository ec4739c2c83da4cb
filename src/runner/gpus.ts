import type { Construct } from 'constructs';
import { fail, requireInteger, requireSyntax } from '../core/fail';
import type { Placement } from '../core/placement';
import { qualifiedName } from '../facts/names';
import type { RunnerProps } from './runner-props';

/** What a runner asks of GPUs. */
export interface RunnerGpus {
  /** Beside `resources`, which may say them too. */
  readonly gpus: number | undefined;
  readonly gpuResource: string;
  readonly cpuOnly: boolean | undefined;
}

const REMOVED = 'alpha.kubernetes.io/nvidia-gpu';

/**
 * Decides GPUs and `CPU_ONLY` together: the program ends at its start where it finds no free GPU and was not told that it needs none.
 *
 * @throws where one of the two says otherwise, or the resource is one that Kubernetes has not
 */
export function gpusOf(runner: Construct, props: RunnerProps): RunnerGpus {
  const { gpuResource = 'nvidia.com/gpu', resources, cpuOnly } = props;
  requireInteger(runner, 'gpus', props.gpus, 0);
  const asked = Object.keys({ ...resources?.limits, ...resources?.requests });
  for (const resource of [gpuResource, ...asked]) {
    if (resource !== REMOVED) continue;
    const name = asked.includes(resource) ? 'resources' : 'gpuResource';
    throw fail(
      runner,
      `${name} is '${REMOVED}', which Kubernetes 1.11 removed; allowed is what a device plugin offers, such as nvidia.com/gpu`,
    );
  }
  requireSyntax(runner, 'gpuResource', gpuResource, qualifiedName);
  const inResources = asked.find((resource) => resource === gpuResource || resource.startsWith('nvidia.com/'));
  if (cpuOnly === true) {
    if ((props.gpus ?? 0) > 0)
      throw fail(runner, `cpuOnly is true and gpus is ${props.gpus}, allowed is one of the two`);
    if (inResources !== undefined)
      throw fail(runner, `cpuOnly is true and resources ask for ${inResources}, allowed is one of the two`);
    requireNoGpuNode(runner, props.placement);
  }
  const gpus = props.gpus ?? (cpuOnly === true ? 0 : resources?.limits?.[gpuResource] === undefined ? 1 : undefined);
  return { gpus, gpuResource, cpuOnly: cpuOnly ?? (gpus === 0 && inResources === undefined ? true : undefined) };
}

/** A runner without a GPU on a GPU machine keeps it from those that need one. */
function requireNoGpuNode(runner: Construct, placement: Placement | undefined): void {
  const toleration = placement?.tolerations.find(
    ({ key, value }) => key === 'nvidia.com/gpu' || (key === 'sku' && value === 'gpu'),
  );
  if (toleration)
    throw fail(runner, `cpuOnly is true and the placement tolerates ${toleration.key}, the taint of GPU nodes`);
}
