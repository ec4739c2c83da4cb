import type { Finding } from '../checks/finding';
import type { TextFile } from '../core/synth/write';

/** What delivery and prerequisites need to know of an object. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Its namespace; none for an object of the whole cluster. */
  readonly namespace?: string;
  /** The file it is in, without its extension, such as `40-gateway`. */
  readonly file: string;
}

/** A platform as text: the same for all clusters of one configuration. */
export interface RenderedPlatform {
  /** Manifests and tools, by their paths in the cluster's folder. */
  readonly files: readonly TextFile[];
  readonly objects: readonly RenderedObject[];
  /** What the checks say that is no error. */
  readonly warnings: readonly Finding[];
}
