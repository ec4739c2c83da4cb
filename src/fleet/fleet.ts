import { ConfigError } from '../blueprint/problem';
import { CheckError, format } from '../checks/finding';
import { copy } from '../core/copy';
import { kindOf, requireFields, requireText } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import type { TextFile } from '../core/synth/write';
import { Cluster } from './cluster';
import type { FleetConfig } from './config';
import { applicationSet } from './delivery/argocd';
import { applicationSetOf } from './delivery/application-set-of';
import { deliver } from './delivery/deliver';
import { engineObjects } from './delivery/flux';
import { explain } from './explain';
import type { Explanation } from './explain';
import { FleetFolder } from './folder';
import { FleetSource } from './fleet-source';
import type { FleetOptions, FleetSynthOptions } from './options';
import { needsOf } from './prerequisites/needs';
import type { ClusterNeed } from './prerequisites/needs';
import { lackText, prerequisitesFile } from './prerequisites/text';
import { readFleet } from './read-fleet';
import { RenderCache } from './render-cache';
import type { RenderedPlatform } from './rendered';
import { Messages } from './report';
import type { ClusterReport, FleetReport } from './report';
import { nearest } from '../blueprint/schema-problems';
import { SelectionError } from './selection-error';

export type { FleetOptions, FleetSynthOptions } from './options';

/**
 * Many clusters from one configuration: a base, groups and what each cluster has of its own, written as one folder a cluster, with the files
 * by which Argo CD, Flux or kubectl delivers it. It delivers nothing itself.
 *
 * Clusters are rendered one after another, so a thousand take no more memory than one. A folder holds nothing that depends on another
 * cluster.
 *
 * @experimental
 * @example
 * import { Fleet } from 'cdk8s-ml-platform';
 *
 * const fleet = new Fleet({
 *   base: {
 *     target: { provider: 'aks', kubernetes: '1.34' },
 *     pools: { a100: { skus: ['Standard_NC24ads_A100_v4'], limits: { gpus: 8 } } },
 *   },
 *   clusters: { 'west-1': {}, 'north-1': { overrides: { pools: { a100: { limits: { gpus: 4 } } } } } },
 * });
 * const report = fleet.synth({ outdir: 'dist/fleet' });
 */
export class Fleet {
  /**
   * The fleet of a fleet.yaml.
   *
   * @throws `ConfigError` with every problem: file, line, column, key, and what is allowed
   */
  public static fromFile(file: string, options: FleetOptions = {}): Fleet {
    requireText('the file of Fleet.fromFile', file, 'fleet.yaml');
    return new Fleet(readFleet(file), options);
  }

  /** The configuration with the layers of each cluster. */
  private readonly source: FleetSource;

  /** @throws `ConfigError` where the configuration cannot be used */
  public constructor(
    config: FleetConfig | FleetSource,
    private readonly options: FleetOptions = {},
  ) {
    requireFields('the options of a Fleet', options, ['extend']);
    const given: unknown = config;
    if (!isMapping(given))
      throw new Error(
        `the configuration of a Fleet is ${kindOf(given)}, allowed is new Fleet({ base: { ... }, clusters: { ... } }), or Fleet.fromFile(path) of a fleet.yaml`,
      );
    if (!(config instanceof FleetSource) && typeof config.base === 'string')
      throw new ConfigError([
        { path: ['base'], message: 'is a path, which only a fleet.yaml can have; use Fleet.fromFile' },
      ]);
    this.source = config instanceof FleetSource ? config : new FleetSource(copy(config));
  }

  /** The names of the clusters, in the order of the configuration. */
  public get clusters(): readonly string[] {
    return this.source.clusters;
  }

  /**
   * The clusters that names of clusters and groups stand for, in the order of the fleet.
   *
   * @throws `SelectionError` where a name is neither
   */
  public select(names: readonly string[]): string[] {
    const { clusters, groups } = this.source;
    for (const name of names) {
      if (clusters.includes(name) || groups.includes(name)) continue;
      const near = nearest(name, [...groups, ...clusters]);
      if (name.includes(','))
        throw new SelectionError(`'${name}' is neither a group nor a cluster of the fleet; give each name by itself`);
      throw new SelectionError(
        `'${name}' is neither a group nor a cluster of the fleet${near === undefined ? '' : `; did you mean '${near}'?`}`,
      );
    }
    const wanted = new Set(names);
    return clusters.filter((name) => wanted.has(name) || this.source.groupsOf(name).some((group) => wanted.has(group)));
  }

  /** Tells apart everything that holds for a cluster; `undefined` for one that the fleet does not have. */
  public digestOf(cluster: string): string | undefined {
    return this.clusters.includes(cluster) ? new Cluster(this.source, cluster).digest : undefined;
  }

  /**
   * Who set the values of a cluster.
   *
   * @param key such as `pools.a100.limits.gpus` or `delivery.engine`; every value where it is left out
   * @throws `SelectionError` where there is no such cluster or key
   */
  public explain(cluster: string, key?: string): Explanation[] {
    if (!this.clusters.includes(cluster)) {
      const near = nearest(cluster, this.clusters);
      const more = this.clusters.length > 5 ? ` and ${this.clusters.length - 5} more` : '';
      const names = `${this.clusters.slice(0, 5).join(', ')}${more}`;
      const hint = near === undefined ? '' : `; did you mean '${near}'?`;
      throw new SelectionError(`'${cluster}' is no cluster of the fleet, which has ${names}${hint}`);
    }
    return explain(new Cluster(this.source, cluster).layers, cluster, key);
  }

  /**
   * Renders, checks and writes cluster after cluster. One that cannot be used, or fails a check, keeps the folder that it has and stops no
   * other.
   *
   * A cluster whose files a killed run has replaced in part is written too, whatever `only` says.
   *
   * @throws `SelectionError` where `only` has a name that is neither group nor cluster; `FolderError` where `outdir` cannot be written
   */
  public synth(options: FleetSynthOptions = {}): FleetReport {
    requireFields('the options of Fleet.synth', options, ['outdir', 'only', 'prune', 'left', 'onCluster']);
    const { outdir = 'dist/fleet', only, prune = true, left = [], onCluster } = options;
    const selected = new Set(only === undefined ? this.clusters : this.select(only));
    const folder = new FleetFolder(outdir);
    try {
      const unfinished = folder.unfinished;
      const names = this.clusters.filter((name) => selected.has(name) || unfinished.includes(name));
      const cache = new RenderCache(this.options.extend);
      if (!this.options.extend) for (const name of names) cache.expect(new Cluster(this.source, name));
      const messages = new Messages();
      const clusters = names.map((name) => {
        const report = this.synthCluster(name, folder, cache, messages);
        onCluster?.(report, names.length);
        return report;
      });
      const shared = this.synthShared(folder, messages);
      const gone = folder.others(new Set([...this.clusters, ...(shared ? ['_fleet'] : [])]));
      const removed = prune ? gone.filter((name) => only === undefined || left.includes(name)) : [];
      for (const name of removed) folder.remove(name);
      return { clusters, messages: messages.all, gone, removed };
    } finally {
      folder.close();
    }
  }

  private synthCluster(name: string, folder: FleetFolder, cache: RenderCache, messages: Messages): ClusterReport {
    const cluster = new Cluster(this.source, name);
    try {
      const rendered = cache.render(cluster);
      const needs = needsOfCluster(cluster, rendered);
      const lacking = needs.filter(({ state }) => state === 'missing' || state === 'outdated');
      const state = folder.replace(name, filesOf(cluster, rendered, needs)) ? 'written' : 'unchanged';
      for (const need of lacking) messages.add(name, 'prerequisite', lackText(need));
      for (const finding of rendered.warnings) messages.add(name, 'warning', format(finding), finding);
      const lacks = lacking.map(({ prerequisite }) => prerequisite.id);
      const unknown = needs.filter((need) => need.state === 'unknown').map(({ prerequisite }) => prerequisite.id);
      const findings = rendered.warnings.length;
      return { name, state, objects: rendered.objects.length, findings, lacks, unknown };
    } catch (error) {
      const findings = this.note(cluster, error, messages);
      return { name, state: 'failed', objects: 0, findings, lacks: [], unknown: [] };
    }
  }

  /** @returns how many things are wrong */
  private note(cluster: Cluster, error: unknown, messages: Messages): number {
    const { name } = cluster;
    if (error instanceof CheckError) {
      for (const finding of error.findings) messages.add(name, finding.severity, format(finding), finding);
      return error.findings.length;
    }
    // A problem that a construct found has a key, and not yet the place of who set it.
    const first = error instanceof ConfigError && error.file === undefined ? error.problems[0] : undefined;
    const placed = first && first.line === undefined ? cluster.locate(first) : (error as Error);
    messages.add(name, 'error', placed.message);
    return 1;
  }

  /** What is not of one cluster: the ApplicationSet, where some ask for it. */
  private synthShared(folder: FleetFolder, messages: Messages): boolean {
    const { key, problem } = applicationSetOf(this.clusters.map((name) => new Cluster(this.source, name)));
    if (problem) messages.add(problem.cluster, 'error', this.at(problem.cluster, problem.message));
    if (!key) return false;
    try {
      folder.replace('_fleet', [applicationSet(key)]);
    } catch (error) {
      messages.add('_fleet', 'error', (error as Error).message);
    }
    return true;
  }

  private at(cluster: string, message: string): string {
    return new Cluster(this.source, cluster).locate({ path: ['delivery', 'argocd', 'applicationSet'], message })
      .message;
  }
}

function needsOfCluster({ delivery, installed }: Cluster, { objects }: RenderedPlatform): ClusterNeed[] {
  const brings = delivery !== undefined && (delivery.prerequisites ?? 'none') !== 'none';
  return needsOf([...objects, ...(delivery ? engineObjects(delivery) : [])], {
    installed,
    engine: delivery?.engine === 'flux' ? 'flux' : undefined,
    delivered: ({ charts }) => brings && charts.length > 0,
  });
}

function filesOf(cluster: Cluster, rendered: RenderedPlatform, needs: readonly ClusterNeed[]): TextFile[] {
  const files = [...rendered.files, prerequisitesFile(needs)];
  const { name, delivery } = cluster;
  const all =
    delivery === undefined
      ? files
      : deliver({
          cluster: name,
          delivery,
          files,
          objects: rendered.objects,
          prerequisites: needs.filter(({ state }) => state === 'delivered'),
        });
  return [...all].sort((a, b) => (a.path < b.path ? -1 : 1));
}
