import type { TextFile } from '../../core/synth/write';
import type { DeliveryConfig } from '../config';
import type { ClusterNeed } from '../prerequisites/needs';
import type { RenderedObject } from '../rendered';

/** What there is to deliver to one cluster. */
export interface Delivered {
  readonly cluster: string;
  readonly delivery: DeliveryConfig;
  /** Manifests and tools. */
  readonly files: readonly TextFile[];
  readonly objects: readonly RenderedObject[];
  /** The prerequisites that the delivery brings. */
  readonly prerequisites: readonly ClusterNeed[];
}

/** The folder of a cluster where its repository or artifact has it. */
export function pathOf({ cluster, delivery }: Delivered, ...below: readonly string[]): string {
  return [delivery.path, cluster, ...below].filter((part) => part !== undefined).join('/');
}

/** The parts of a platform in the order of apply: the names of the files with objects, without their extension. */
export function phasesOf({ objects }: Delivered): string[] {
  return [...new Set(objects.map(({ file }) => file))].sort();
}
