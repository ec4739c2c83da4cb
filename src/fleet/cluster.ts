import { createHash } from 'crypto';
import type { PlatformConfig } from '../blueprint/config';
import { ConfigError } from '../blueprint/problem';
import type { ConfigProblem } from '../blueprint/problem';
import { requireDelivery } from './delivery/require-delivery';
import type { DeliveryConfig } from './config';
import type { FleetSource } from './fleet-source';
import { mergeLayers, originOf, originsOf } from './layers';
import type { Layer } from './layers';
import { isMapping } from '../facts/is-mapping';
import type { Mapping } from './merge';
import { schemaProblems } from './schema-problems';

/** One cluster of a fleet, with everything that holds for it. */
export class Cluster {
  /** The groups, in the order in which they are laid over each other. */
  public readonly groups: readonly string[];
  /** The layers of the configuration, the base first. */
  public readonly layers: readonly Layer[];
  /** How the output gets there; not at all where there is none. */
  public readonly delivery?: DeliveryConfig;
  /** The prerequisites that it has; unknown where it is not said. */
  public readonly installed?: readonly string[];

  private readonly merged: Mapping;

  /** @param name the name in `clusters` of the fleet */
  public constructor(
    private readonly source: FleetSource,
    public readonly name: string,
  ) {
    this.groups = source.groupsOf(name);
    this.layers = source.layersOf(name);
    const { delivery, installed, ...platform } = mergeLayers(this.layers);
    this.merged = platform;
    this.delivery = delivery as DeliveryConfig | undefined;
    this.installed = installed as readonly string[] | undefined;
  }

  /** Tells configurations of the platform apart, and nothing else: clusters that have the same one render the same manifests. */
  public get platformDigest(): string {
    return digest(this.merged);
  }

  /** Tells apart everything that holds for a cluster. */
  public get digest(): string {
    return digest({ ...this.merged, delivery: this.delivery, installed: this.installed });
  }

  /**
   * The platform's configuration.
   *
   * @throws `ConfigError` with each problem at the file and line that set the value
   */
  public platform(): PlatformConfig {
    const problems = schemaProblems('platform', this.merged).map((problem) => this.locate(problem));
    problems.push(...requireDelivery(this.delivery).map((problem) => this.locate(problem)));
    if (problems.length > 0) throw together(problems);
    return this.merged as unknown as PlatformConfig;
  }

  /** Gives the problem of a key the place where the key was set: in the base, in a group or in the cluster itself. */
  public locate(problem: ConfigProblem): ConfigError {
    const origin = originOf(this.layers, problem.path);
    if (origin?.file === undefined || problem.message === 'is missing')
      // Nobody has set what is missing; who has to is the innermost mapping that is there, or else the cluster.
      return this.missing(problem, origin?.file === undefined);
    const message = `${problem.message}${this.otherParts(problem)}`;
    return new ConfigError([{ ...problem, message, ...origin.place }], origin.file);
  }

  /** A mapping may be laid together from several places, and each may hold what is wrong. */
  private otherParts({ path }: ConfigProblem): string {
    const parts = originsOf(this.layers, path).filter(({ value }) => isMapping(value));
    const others = parts.slice(0, -1).map(({ file, place }) => `${file}:${place?.line}:${place?.column}`);
    return others.length === 0 ? '' : `; parts of it are set at ${others.join(', ')}`;
  }

  private missing(problem: ConfigProblem, everywhere: boolean): ConfigError {
    const origin = everywhere ? undefined : originOf(this.layers, problem.path.slice(0, -1));
    if (origin?.file !== undefined) return new ConfigError([{ ...problem, ...origin.place }], origin.file);
    const { problems, file } = this.source.error({ path: ['clusters', this.name], message: '' });
    const { line, column } = problems[0] ?? {};
    return new ConfigError([{ ...problem, line, column }], file);
  }
}

/** Problems of several files as one error. */
function together(errors: readonly ConfigError[]): ConfigError {
  const files = new Set(errors.map(({ file }) => file));
  const problems = errors.flatMap((error) => error.problems);
  if (files.size === 1) return new ConfigError(problems, errors[0]?.file);
  const all = new ConfigError(problems);
  all.message = errors.map(({ message }) => message).join('\n');
  return all;
}

function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(ordered(value)))
    .digest('base64url');
}

/** The order of keys in a file means something to pools and the like, for objects come in that order: it is kept. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return ['list', ...(value as unknown[]).map(ordered)];
  return isMapping(value) ? ['map', ...Object.entries(value).map(([key, one]) => [key, ordered(one)])] : value;
}
