import { ConfigError } from '../blueprint/problem';
import type { ConfigPath, ConfigProblem } from '../blueprint/problem';
import { nearest } from '../blueprint/schema-problems';
import { dns1123Label } from '../facts/names';
import type { ClusterConfig, FleetConfig, GroupConfig } from './config';
import type { Layer } from './layers';
import type { Mapping } from './merge';
import { parseInstalled, prerequisiteProblem } from './prerequisites/installed';
import { schemaProblems } from './schema-problems';
import type { YamlFile } from '../blueprint/yaml-file';

/** Where a {@link FleetSource} was read from. */
export interface FleetFiles {
  /** The fleet.yaml. */
  readonly fleet?: YamlFile;
  /** The platform.yaml that it names as its base. */
  readonly base?: YamlFile;
}

/** A fleet's configuration, with the layers of each cluster. Nothing is merged before it is asked for. */
export class FleetSource {
  /** The names of the clusters, in the order of the file. */
  public readonly clusters: readonly string[];
  /** The names of the groups, in the order of the file. */
  public readonly groups: readonly string[];

  private readonly membersOf: ReadonlyMap<string, ReadonlySet<string>>;

  /**
   * @param config the fleet, whose `base` may be text only where its file is given
   * @throws `ConfigError` with every problem: file, line, column, key, and what is allowed
   */
  public constructor(
    private readonly config: FleetConfig,
    private readonly files: FleetFiles = {},
  ) {
    this.requireForm();
    this.clusters = Object.keys(config.clusters);
    this.groups = Object.keys(config.groups ?? {});
    const groups = Object.entries(config.groups ?? {});
    this.membersOf = new Map(groups.map(([name, { clusters }]) => [name, new Set(clusters)]));
    this.requireNames();
  }

  /** The groups of a cluster, in the order in which they are laid over each other: those that name it, then those that it names. */
  public groupsOf(cluster: string): string[] {
    const naming = this.groups.filter((group) => this.membersOf.get(group)?.has(cluster));
    return [...new Set([...naming, ...(this.cluster(cluster).groups ?? [])])];
  }

  /** What a cluster's configuration is laid together from, the base first. */
  public layersOf(cluster: string): Layer[] {
    const { base, delivery, installed } = this.config;
    const { fleet, base: file } = this.files;
    const own: Layer =
      typeof base === 'string'
        ? { name: 'base', file, value: file?.value as Mapping, at: (path) => path }
        : { name: 'base', file: fleet, value: base, at: (path) => ['base', ...path] };
    return [
      own,
      { name: 'fleet', file: fleet, value: { delivery, installed }, at: (path) => path },
      ...this.groupsOf(cluster).map((name) => this.layer(['groups', name], this.config.groups?.[name] ?? {})),
      this.layer(['clusters', cluster], this.cluster(cluster)),
    ];
  }

  /** Gives a problem with a key of the fleet its place. */
  public error(problem: ConfigProblem): ConfigError {
    return this.files.fleet?.error(problem) ?? new ConfigError([problem]);
  }

  private cluster(name: string): ClusterConfig {
    return this.config.clusters[name] ?? {};
  }

  private layer(key: ConfigPath, { overrides = {}, delivery, installed }: GroupConfig | ClusterConfig): Layer {
    const beside = (first: unknown): boolean => first === 'delivery' || first === 'installed';
    return {
      name: key.join('.'),
      file: this.files.fleet,
      value: { ...overrides, delivery, installed },
      at: (path) => (beside(path[0]) ? [...key, ...path] : [...key, 'overrides', ...path]),
    };
  }

  private requireForm(): void {
    const { fleet, base } = this.files;
    throwAll(schemaProblems('fleet', this.config), fleet);
    if (!base) return;
    const problems = schemaProblems('fleet', { base: base.value, clusters: { any: {} } });
    throwAll(
      problems.map((problem) => ({ ...problem, path: problem.path.slice(1) })),
      base,
    );
  }

  private requireNames(): void {
    const problems: ConfigProblem[] = [];
    const known = (path: ConfigPath, name: string, names: readonly string[], what: string): void => {
      if (names.includes(name)) return;
      const near = nearest(name, names);
      const hint = near === undefined ? '' : `; did you mean '${near}'?`;
      problems.push({ path, message: `is '${name}', which is no ${what} of this fleet${hint}` });
    };
    for (const name of this.clusters) {
      const problem = dns1123Label(name);
      const path = ['clusters', name];
      if (problem !== undefined) problems.push({ path, message: `the name is that of a folder, and ${problem}` });
      for (const [index, group] of (this.cluster(name).groups ?? []).entries())
        known([...path, 'groups', index], group, this.groups, 'group');
    }
    for (const [name, group] of Object.entries(this.config.groups ?? {}))
      for (const [index, cluster] of (group.clusters ?? []).entries())
        known(['groups', name, 'clusters', index], cluster, this.clusters, 'cluster');
    for (const name of this.groups)
      if (this.clusters.includes(name))
        problems.push({
          path: ['groups', name],
          message: 'is also the name of a cluster, so --only could mean either',
        });
    this.eachInstalled((path, installed) => {
      for (const [index, id] of installed.entries()) {
        const named = installed.map((one) => parseInstalled(one).id);
        const isAgain = named.indexOf(parseInstalled(id).id) < index;
        const message = prerequisiteProblem(id) ?? (isAgain ? `is '${id}', which is given twice` : undefined);
        if (message !== undefined) problems.push({ path: [...path, 'installed', index], message });
      }
    });
    throwAll(problems, this.files.fleet);
  }

  private eachInstalled(use: (path: ConfigPath, installed: readonly string[]) => void): void {
    use([], this.config.installed ?? []);
    for (const key of ['groups', 'clusters'] as const)
      for (const [name, one] of Object.entries<GroupConfig | ClusterConfig>(this.config[key] ?? {}))
        use([key, name], one.installed ?? []);
  }
}

function throwAll(problems: readonly ConfigProblem[], file: YamlFile | undefined): void {
  if (problems.length === 0) return;
  const placed = problems.map((problem) => ({ ...problem, ...file?.place(problem.path) }));
  placed.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  throw new ConfigError(placed, file?.name);
}
