import { requireMade, requireMapping, requireObjects } from '../facts/given';
import { copy } from '../core/copy';
import { brand } from '../facts/brand';

/** How many pods may share each GPU of one resource. */
export interface SharedResource {
  /**
   * The resource: `nvidia.com/gpu`, or with time-slicing and the MIG strategy `mixed` one such as `nvidia.com/mig-1g.10gb`.
   */
  readonly name: string;

  /** How often each GPU is offered; 2 or more. */
  readonly replicas: number;
}

/** Properties of {@link Sharing.mps}. */
export interface MpsProps {
  /** The resources to share; at least one. */
  readonly resources: readonly SharedResource[];

  /**
   * Offers shared resources under a name of their own, `nvidia.com/gpu.shared`, so that no pod gets a shared GPU by mistake.
   * @default false
   */
  readonly renameByDefault?: boolean;
}

/** Properties of {@link Sharing.timeSlicing}. */
export interface TimeSlicingProps extends MpsProps {
  /**
   * Refuses a container that requests more than one replica, for more replicas are no more computing power. Where it is false, such a
   * container may get the same GPU twice.
   * @default true, as NVIDIA recommends; the plugin's own default is false
   */
  readonly failRequestsGreaterThanOne?: boolean;
}

/** Which kind of sharing, by its name in the plugin's config file. */
export type SharingStrategy = 'timeSlicing' | 'mps';

const FULL_GPU = 'nvidia.com/gpu';
/** A MIG resource: slices and memory, and an attribute such as `.me` where the profile has one. */
const MIG_RESOURCE = /^nvidia\.com\/mig-(\d+c\.)?\d+g\.\d+gb(\.[a-z0-9]+)*$/;

/**
 * How the pods of a node share its GPUs. One node shares in one way, and all its GPUs alike.
 * It is no isolation: with time-slicing the pods share all memory and fail together, with MPS each has an equal part of the memory.
 * Karpenter knows nothing of replicas and buys a GPU for each request.
 *
 * @example
 * Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: 4 }] });
 * @see https://github.com/NVIDIA/k8s-device-plugin#shared-access-to-gpus
 */
export class Sharing {
  /**
   * Pods take turns on the GPU.
   *
   * @throws where a resource is not one that can be shared, is given twice or has fewer than 2 replicas
   */
  public static timeSlicing(props: TimeSlicingProps): Sharing {
    requireMapping('what Sharing.timeSlicing is given', props, ['resources']);
    return new Sharing('timeSlicing', props, props.failRequestsGreaterThanOne ?? true);
  }

  /**
   * Pods use the GPU at the same time, each an equal part of it, through NVIDIA's Multi-Process Service. NVIDIA calls it
   * experimental. It needs the control daemon, which `DevicePlugin` renders, and excludes MIG. A container gets one replica at most.
   *
   * @throws where a resource is not `nvidia.com/gpu`, is given twice or has fewer than 2 replicas
   */
  public static mps(props: MpsProps): Sharing {
    requireMapping('what Sharing.mps is given', props, ['resources']);
    return new Sharing('mps', props, undefined);
  }

  /** The resources that are shared, with the number of shares. */
  public readonly resources: readonly SharedResource[];
  /** Whether a shared resource is offered as `NAME.shared`. */
  public readonly renameByDefault: boolean;

  private constructor(
    /** How a GPU is shared. */
    public readonly strategy: SharingStrategy,
    props: MpsProps,
    private readonly failRequestsGreaterThanOne: boolean | undefined,
  ) {
    requireMade('Sharing', props, ['timeSlicing', 'mps']);
    if (props.resources !== undefined) requireObjects('resources of a Sharing', props.resources, ['name', 'replicas']);
    this.resources = copy(props.resources ?? []);
    this.renameByDefault = props.renameByDefault ?? false;
    const label = strategy === 'mps' ? 'sharing by MPS' : 'sharing by time-slicing';
    if (this.resources.length === 0) throw new Error(`${label} has no resources, allowed is at least one`);
    const names = new Set<string>();
    for (const resource of this.resources) {
      const problem = problemOf(resource, strategy) ?? (names.has(resource.name) ? 'is given twice' : undefined);
      if (problem !== undefined) throw new Error(`${label}: resource '${resource.name}' ${problem}`);
      names.add(resource.name);
    }
  }

  /** The name under which the plugin offers a resource: with `.shared` at its end where it is shared and renamed. */
  public resourceName(name: string): string {
    return this.renameByDefault && this.resources.some((resource) => resource.name === name) ? `${name}.shared` : name;
  }

  /** As the plugin's config file has it below `sharing`. */
  public toJson(): Readonly<Record<string, unknown>> {
    const { strategy, renameByDefault, failRequestsGreaterThanOne } = this;
    return {
      [strategy]: {
        renameByDefault,
        ...(failRequestsGreaterThanOne !== undefined && { failRequestsGreaterThanOne }),
        resources: this.resources.map(({ name, replicas }) => ({ name, replicas })),
      },
    };
  }
}

/** Whether it is a {@link Sharing}, of whichever copy of this library. */
export const isSharing = brand(Sharing, 'nvidia.Sharing');

function problemOf(resource: SharedResource, strategy: SharingStrategy): string | undefined {
  const { name, replicas } = resource;
  if (strategy === 'mps' && name !== FULL_GPU) return `cannot be shared, allowed is ${FULL_GPU}`;
  if (name !== FULL_GPU && !MIG_RESOURCE.test(name)) {
    return `cannot be shared, allowed are ${FULL_GPU} and MIG resources such as nvidia.com/mig-1g.10gb`;
  }
  if (!Number.isInteger(replicas) || replicas < 2) {
    return `has replicas ${JSON.stringify(replicas)}, allowed are whole numbers of at least 2`;
  }
  // The plugin reads both fields and then ignores them with a line in its log, so that they would mislead.
  for (const field of ['rename', 'devices']) {
    if (field in resource) return `has ${field}, which the device plugin ignores, allowed are name and replicas`;
  }
  return undefined;
}
