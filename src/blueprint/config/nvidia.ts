/** NVIDIA's device plugin. */
export interface DevicePluginConfig {
  /** The namespace of the plugin; it is made too. */
  readonly namespace?: string;
  /** The image with its tag, such as one of a mirror of your own. */
  readonly image?: string;
  /** How each GPU is shared by time. */
  readonly timeSlicing?: {
    /**
     * How many pods share a GPU, at least 2.
     * @asType integer
     * @minimum 2
     */
    readonly replicas: number;
  };
}

/** NVIDIA's GPU Operator. */
export interface GpuOperatorConfig {
  /** operator installs driver and toolkit in containers, provider uses those of the node image. operator where it is left out. */
  readonly driver?: 'operator' | 'provider';
  /** helm-values writes the chart's values to dist/tools, flux renders a HelmRelease. helm-values where it is left out. */
  readonly install?: 'helm-values' | 'flux';
}
