import { requireFields, requireMapping } from '../facts/given';
import type { SecretSource } from '../core/secret/secret-source';
import { sizeProblem } from '../core/amount';

/** What {@link DexStorage.postgres} takes. */
export interface DexPostgresOptions {
  /** Such as `postgres.auth.svc.cluster.local`. */
  readonly host: string;
  /**
   * The port of the server.
   * @default 5432
   */
  readonly port?: number;
  /**
   * The name of the database.
   * @default 'dex'
   */
  readonly database?: string;
  /**
   * The user that Dex signs in as.
   * @default 'dex'
   */
  readonly user?: string;
  /** The password of the user. */
  readonly password: SecretSource;
  /**
   * What is asked of the server's certificate.
   * @default 'verify-full', by the authorities of the image
   */
  readonly sslMode?: 'disable' | 'require' | 'verify-ca' | 'verify-full';
}

/** Where {@link DexStorage.sqlite} keeps its file. */
export interface DexVolumeOptions {
  /**
   * How much the volume holds.
   * @default '1Gi'
   */
  readonly size?: string;
  /**
   * The StorageClass of the volume.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}

const PASSWORD = 'DEX_POSTGRES_PASSWORD';

/**
 * Where Dex keeps its keys, sessions and refresh tokens.
 *
 * @see https://dexidp.io/docs/configuration/storage/
 */
export class DexStorage {
  /** A file on a volume: no custom resources and no rights, and one pod. */
  public static sqlite(volume: DexVolumeOptions = {}): DexStorage {
    requireFields('the volume of DexStorage.sqlite', volume, ['size', 'storageClassName']);
    const { size = '1Gi' } = volume;
    const problem = sizeProblem(size, '1Gi');
    if (problem !== undefined) throw new Error(`size of the storage is '${size}', ${problem}`);
    const config = { type: 'sqlite3', config: { file: '/var/dex/dex.db' } };
    return new DexStorage(config, { volume: { ...volume, size } });
  }

  /** Nothing is kept: after each start all users sign in again, with new keys. For development, one pod. */
  public static memory(): DexStorage {
    return new DexStorage({ type: 'memory' }, {});
  }

  /**
   * Custom resources, which Dex defines itself when it starts; it needs the right to do so in the whole cluster. Several pods may share
   * them.
   */
  public static kubernetes(): DexStorage {
    return new DexStorage({ type: 'kubernetes', config: { inCluster: true } }, { shared: true, customResources: true });
  }

  /** A database of PostgreSQL, which several pods may share. */
  public static postgres(options: DexPostgresOptions): DexStorage {
    requireMapping('the options of DexStorage.postgres', options, ['host', 'password']);
    const { host, port = 5432, database = 'dex', user = 'dex', password, sslMode = 'verify-full' } = options;
    const config = { host, port, database, user, password: `$${PASSWORD}`, ssl: { mode: sslMode } };
    return new DexStorage({ type: 'postgres', config }, { shared: true, secretEnv: { [PASSWORD]: password } });
  }

  private constructor(
    /** The part `storage` of Dex's configuration. */
    public readonly config: Readonly<Record<string, unknown>>,
    private readonly needs: {
      readonly shared?: boolean;
      readonly customResources?: boolean;
      readonly volume?: { readonly size: string; readonly storageClassName?: string };
      readonly secretEnv?: Readonly<Record<string, SecretSource>>;
    },
  ) {}

  /** Whether several pods may use it. */
  public get shared(): boolean {
    return this.needs.shared ?? false;
  }

  /** Whether it is made of custom resources, and needs rights. */
  public get customResources(): boolean {
    return this.needs.customResources ?? false;
  }

  /** The volume of its file. */
  public get volume(): { readonly size: string; readonly storageClassName?: string } | undefined {
    return this.needs.volume;
  }

  /** Variables that the configuration names, from secrets. */
  public get secretEnv(): Readonly<Record<string, SecretSource>> {
    return this.needs.secretEnv ?? {};
  }
}
