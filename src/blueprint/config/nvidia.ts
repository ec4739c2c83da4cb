/** How the GPUs of a node are offered to pods. */
export interface GpuSharingConfig {
  /**
   * Whether the parts of a GPU that MIG cuts are offered: not at all, each as nvidia.com/gpu where all nodes are cut alike, or each profile
   * as a resource of its own, such as nvidia.com/mig-1g.10gb. It cuts no GPU. none where it is left out.
   */
  readonly migStrategy?: 'none' | 'single' | 'mixed';
  /**
   * The profiles that the nodes are cut into, such as 1g.10gb; with the strategy mixed. Time-slicing is then of these.
   * @minItems 1
   */
  readonly migProfiles?: readonly string[];
  /** How each GPU, or each part of one, is shared by time. */
  readonly timeSlicing?: TimeSlicingConfig;
}

/** How GPUs are shared by time. */
export interface TimeSlicingConfig {
  /**
   * How many pods share a GPU, at least 2.
   * @asType integer
   * @minimum 2
   */
  readonly replicas: number;
}

/** NVIDIA's device plugin. What it says of sharing holds for the pools that are not among its own. */
export interface DevicePluginConfig extends GpuSharingConfig {
  /** The namespace of the plugin; it is made too. */
  readonly namespace?: string;
  /** The image with its tag, such as one of a mirror of your own. */
  readonly image?: string;
  /**
   * Pools whose GPUs are offered in another way, by their names; of what stands above nothing holds for them. Their nodes are labelled
   * nvidia.com/device-plugin.config.
   * @minProperties 1
   */
  readonly pools?: Readonly<Record<string, GpuSharingConfig>>;
}

/** NVIDIA's GPU Operator. */
export interface GpuOperatorConfig {
  /** operator installs driver and toolkit in containers, provider uses those of the node image. operator where it is left out. */
  readonly driver?: 'operator' | 'provider';
  /** helm-values writes the chart's values to dist/tools, flux renders a HelmRelease. helm-values where it is left out. */
  readonly install?: 'helm-values' | 'flux';
  /** How parts of GPUs that MIG cuts are offered, as devicePlugin has it; single where it is left out. */
  readonly migStrategy?: 'none' | 'single' | 'mixed';
  /** How each GPU is shared by time. */
  readonly timeSlicing?: TimeSlicingConfig;
}
