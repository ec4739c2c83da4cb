import type { PlatformApp } from '../core/platform-app';
import type { Cluster } from './cluster';
import { renderPlatform } from './render-platform';
import type { RenderedPlatform } from './rendered';

/** So many configurations are kept at once; one is about 100 kB. */
const KEPT = 64;

/** Renders platforms, and those that several clusters share once. */
export class RenderCache {
  private readonly left = new Map<string, number>();
  private readonly kept = new Map<string, RenderedPlatform>();

  /** @param extend what a program adds; nothing is shared then, for it knows the cluster */
  public constructor(private readonly extend?: (app: PlatformApp, cluster: string) => void) {}

  /** Says that a cluster will come. */
  public expect(cluster: Cluster): void {
    const key = keyOf(cluster);
    this.left.set(key, (this.left.get(key) ?? 0) + 1);
  }

  /** @throws as `renderPlatform` does */
  public render(cluster: Cluster): RenderedPlatform {
    const key = keyOf(cluster);
    const found = this.kept.get(key);
    // The configuration is validated for each, for the place of a mistake is its own.
    const config = found ? undefined : cluster.platform();
    const { extend } = this;
    const rendered =
      found ??
      renderPlatform(config!, {
        engine: cluster.delivery?.engine,
        extend: extend && ((app) => extend(app, cluster.name)),
      });
    const left = (this.left.get(key) ?? 1) - 1;
    this.left.set(key, left);
    this.kept.delete(key);
    if (left > 0) this.kept.set(key, rendered);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
    return rendered;
  }
}

function keyOf(cluster: Cluster): string {
  return `${cluster.delivery?.engine} ${cluster.platformDigest}`;
}
