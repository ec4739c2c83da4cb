import type { Placement } from '../../core/placement';
import type { ExposureProps } from './exposure';

/** What every service of the cluster takes for its one pod, whatever runs in it. */
export interface ServicePodProps extends ExposureProps {
  /**
   * When the image is pulled.
   * @default 'IfNotPresent'
   */
  readonly imagePullPolicy?: 'Always' | 'IfNotPresent' | 'Never';

  /**
   * Names of registry secrets in the namespace.
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];

  /**
   * Where the pod runs.
   * @default - any node without a taint
   */
  readonly placement?: Placement;
}
