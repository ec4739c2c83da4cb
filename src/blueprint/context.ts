import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { IRouteTable } from '../core/route';
import { SecretSource } from '../core/secret/secret-source';
import type { KindCluster } from '../cluster/kind-cluster';
import type { NodePool } from '../karpenter/node-pool';
import type { PlatformConfig } from './config';
import type { SecretConfig } from './config/secret';
import { ConfigError } from './problem';
import type { ConfigPath } from './problem';

/** The keys of what a source of secrets calls otherwise. */
const SECRET_KEYS: Readonly<Record<string, ConfigPath>> = Object.fromEntries(
  Object.entries({
    externalSecret: ['remoteKey', 'store.name'],
    azureKeyVault: ['vaultName', 'tenantId', 'clientId', 'objectName'],
    sealed: ['encryptedData'],
  }).flatMap(([source, keys]) =>
    keys.map((key): [string, ConfigPath] => [`${key} of SecretSource.${source}`, [source, ...key.split('.')]]),
  ),
);

/** What the parts of a platform know of each other while it is built, from the first file to the last. */
export class Context {
  /** The pools of the configuration, by name. */
  public readonly pools = new Map<string, NodePool>();
  /** The table of the gateway, where there is one. */
  public routes?: IRouteTable;
  /** The kind cluster, where there is one. */
  public kind?: KindCluster;
  /** The path that ends a session, where users sign in. */
  public logoutPath?: string;

  private readonly charts = new Map<string, Chart>();

  public constructor(
    /** The app of the platform. */
    public readonly app: Construct,
    public readonly config: PlatformConfig,
  ) {}

  /** The namespace of the runner and the smoke test. */
  public get namespace(): string {
    return this.config.namespace ?? 'studioml';
  }

  /** The namespace of sign-in. */
  public get signInNamespace(): string {
    return this.config.signIn?.namespace ?? 'oauth2-proxy';
  }

  /** Whether NetworkPolicies deny by default, and allow what is needed. */
  public get networkPolicies(): boolean {
    return this.config.networkPolicies !== false;
  }

  /** The pools with GPUs. */
  public get gpuPools(): NodePool[] {
    return [...this.pools.values()].filter(({ gpu }) => gpu);
  }

  /** The chart of a file, made when it is asked for first. Its id is the name of the file, so it stands directly in the app. */
  public chart(id: string, namespace?: string): Chart {
    const chart = this.charts.get(id) ?? new Chart(this.app, id, { namespace });
    this.charts.set(id, chart);
    return chart;
  }

  /** The names of the namespaces that are made so far. */
  public namespaces(): Set<string> {
    const objects = this.app.node.findAll().filter((one) => ApiObject.isApiObject(one));
    return new Set(objects.filter(({ kind }) => kind === 'Namespace').map(({ name }) => name));
  }

  /** The source of a secret value. */
  public secret(config: SecretConfig, path: ConfigPath): SecretSource {
    const source = (): SecretSource => {
      if (config.externalSecret) return SecretSource.externalSecret(config.externalSecret);
      if (config.azureKeyVault) return SecretSource.azureKeyVault(config.azureKeyVault);
      if (config.sealed) return SecretSource.sealed(config.sealed);
      // The schema wants exactly one of the four.
      const { name, key } = config.existing!;
      return SecretSource.existing(name, key);
    };
    return at(path, source, SECRET_KEYS);
  }
}

/** What a name refers to; without a name the only one there is. */
export function pick<T>(all: ReadonlyMap<string, T>, name: string | undefined, path: ConfigPath, what: string): T {
  const [first, second] = [...all.values()];
  if (name === undefined && first !== undefined && second === undefined) return first;
  const found = name === undefined ? undefined : all.get(name);
  if (found !== undefined) return found;
  const names = [...all.keys()].join(', ') || 'none';
  const message =
    name === undefined
      ? `is missing, allowed are those of ${what}: ${names}`
      : `is '${name}', which ${what} does not have; it has ${names}`;
  throw new ConfigError([{ path, message }]);
}

/**
 * Says of an error which key of the configuration it comes from.
 *
 * @param keys the key of the file, below the path, for each property of a construct that is named otherwise there
 */
export function at<T>(path: ConfigPath, build: () => T, keys: Readonly<Record<string, ConfigPath>> = {}): T {
  try {
    return build();
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    // Constructs begin their errors with their path, which says nothing to one who wrote a key.
    const message = (error as Error).message.replace(/^\[[^\]]*\] /, '');
    const [property, key = []] = Object.entries(keys).find(([one]) => message.startsWith(`${one} `)) ?? [];
    throw new ConfigError([
      { path: [...path, ...key], message: property === undefined ? message : message.slice(property.length + 1) },
    ]);
  }
}

/** Fails unless exactly one of some keys is given. */
export function requireOne(config: object, keys: readonly string[], path: ConfigPath): void {
  const given = keys.filter((key) => (config as Record<string, unknown>)[key] !== undefined);
  if (given.length === 1) return;
  const message = `has ${given.length === 0 ? 'none' : given.join(' and ')} of ${keys.join(', ')}, allowed is exactly one`;
  throw new ConfigError([{ path, message }]);
}
