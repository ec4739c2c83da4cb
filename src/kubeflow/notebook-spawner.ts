import { Construct } from 'constructs';
import { Yaml } from 'cdk8s';
import { parseImage } from '../checks/image/image-reference';
import { fail, requireInteger } from '../core/fail';
import type { IPool } from '../core/pool';
import { ToolFile } from '../core/tool-file';
import { requireProps } from '../core/require-props';
import { NOTEBOOK_SPAWNER } from './known-props';

/** Properties of a {@link NotebookSpawner}. */
export interface NotebookSpawnerProps {
  /** The pools that the form offers; each as a group of tolerations and as an affinity. */
  readonly pools: readonly IPool[];

  /**
   * The images that the form offers; the first is chosen unless the user chooses another.
   * @default - those of Kubeflow's own configuration
   */
  readonly images?: readonly string[];

  /**
   * How many GPUs the form offers.
   * @default [1, 2, 4, 8]
   */
  readonly gpus?: readonly number[];

  /**
   * The resource of a GPU, such as `nvidia.com/gpu.shared`.
   * @default 'nvidia.com/gpu'
   */
  readonly gpuResource?: string;
}

/**
 * What the notebook form of Kubeflow offers: node pools as tolerations and affinities, GPUs, images. The form's ConfigMap belongs to
 * Kubeflow's own installation and has a name with a hash, so this writes its content as the file `kubeflow/spawner_ui_config.yaml`
 * among the tools, for the overlay of that installation.
 *
 * @example
 * new kubeflow.NotebookSpawner(chart, 'spawner', { pools: [pool] });
 * @see https://github.com/kubeflow/kubeflow/blob/master/components/crud-web-apps/jupyter/manifests/base/configs/spawner_ui_config.yaml
 */
export class NotebookSpawner extends Construct {
  /** @throws where two pools have one name, or a number of GPUs is none, or an image is not written as one */
  public constructor(scope: Construct, id: string, props: NotebookSpawnerProps) {
    super(scope, id);
    requireProps(this, 'a NotebookSpawner', props, NOTEBOOK_SPAWNER);
    const { pools, images, gpus = [1, 2, 4, 8], gpuResource = 'nvidia.com/gpu' } = props;
    const names = pools.map(({ name }) => name);
    if (new Set(names).size !== names.length) throw fail(this, `pools has two of one name: ${names.join(', ')}`);
    if (gpus.length === 0) throw fail(this, 'gpus is empty, allowed are numbers of GPUs such as 1');
    for (const image of images ?? []) {
      const problem = image === '' ? 'is empty' : parseImage(image);
      if (typeof problem === 'string') throw fail(this, `images has '${image}', which ${problem}`);
    }
    for (const count of gpus) requireInteger(this, 'gpus', count, 1);
    const spawnerFormDefaults = {
      ...(images && { image: { value: images[0], options: [...images], readOnly: false } }),
      gpus: {
        value: {
          num: 'none',
          vendors: [{ limitsKey: gpuResource, uiName: 'NVIDIA' }],
          vendor: '',
          numbers: gpus.map(String),
        },
        readOnly: false,
      },
      affinityConfig: { value: '', options: pools.map(affinity), readOnly: false },
      tolerationGroup: {
        value: '',
        options: pools.filter(({ taints }) => taints.length > 0).map(group),
        readOnly: false,
      },
      // What a GPU pod may use as shared memory is 64 MiB otherwise.
      shm: { value: true, readOnly: false },
    };
    new ToolFile(this, 'Config', {
      name: 'kubeflow/spawner_ui_config.yaml',
      content: `${USAGE}${Yaml.stringify({ spawnerFormDefaults })}`,
    });
  }
}

const USAGE = `# What the form of notebooks offers: its keys take the place of those in configs/spawner_ui_config.yaml of Kubeflow's jupyter-web-app, whose
# other keys stay, before kustomize builds that.
`;

function group(pool: IPool): object {
  return { groupKey: pool.name, displayName: `Pool ${pool.name}`, tolerations: pool.placement().tolerations };
}

function affinity(pool: IPool): object {
  const { nodeSelector, nodeSelectorTerms } = pool.placement();
  const own = Object.entries(nodeSelector).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  const terms = nodeSelectorTerms.length === 0 ? [{}] : nodeSelectorTerms;
  const joined = terms.map((term) => ({ ...term, matchExpressions: [...own, ...(term.matchExpressions ?? [])] }));
  return {
    configKey: pool.name,
    displayName: `Pool ${pool.name}`,
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: joined } } },
  };
}
