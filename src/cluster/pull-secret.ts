import { requireFields, requireMapping } from '../facts/given';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { copy } from '../core/copy';
import { NAMED_AS_EXISTING, declareExternal } from '../core/declare-external';
import { fail, requireKnown, requireMatch, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import { dns1123Subdomain } from '../facts/names';

/** A value in the store of an ExternalSecret. */
export interface RemoteValue {
  /** Its name in the store. */
  readonly remoteKey: string;
  /**
   * The field of the value, where the store keeps several under one name.
   * @default - the whole value
   */
  readonly property?: string;
}

/** User and password of one registry. */
export interface RegistryLogin {
  /** The registry, such as `example.azurecr.io`, without a scheme. */
  readonly server: string;
  /** Where the name of the user is stored. */
  readonly username: RemoteValue;
  /** Where the password or token is stored. */
  readonly password: RemoteValue;
}

/** What {@link PullSecret.externalSecret} needs: the store, and either `config` or `login`. */
export interface ExternalPullSecretOptions {
  /** The Secret that the operator makes. */
  readonly name: string;
  /** The store of the External Secrets Operator that has the values. */
  readonly store: {
    readonly name: string;
    /** @default 'ClusterSecretStore' */
    readonly kind?: 'SecretStore' | 'ClusterSecretStore';
  };
  /**
   * A whole file `config.json` as Docker has it.
   * @default - made from `login`
   */
  readonly config?: RemoteValue;
  /**
   * User and password, of which the operator makes the file.
   * @default - `config`
   */
  readonly login?: RegistryLogin;
  /**
   * How often the operator reads it again.
   * @default '1h'
   */
  readonly refreshInterval?: string;
}

/** What {@link PullSecret.sealed} needs. */
export interface SealedPullSecretOptions {
  /** The Secret that the controller makes. */
  readonly name: string;
  /** The file `config.json` as `kubeseal` encrypted it for this name and namespace. */
  readonly encryptedData: string;
}

/** The type of a Secret that the kubelet takes for pulling, and its only key. */
export const PULL_SECRET_TYPE = 'kubernetes.io/dockerconfigjson';
export const PULL_SECRET_KEY = '.dockerconfigjson';

/**
 * Where the Secret for pulling images comes from. The kubelet wants the type `kubernetes.io/dockerconfigjson`, so it is no `SecretSource`,
 * which is one key of a Secret without a type. Key Vault's driver is not among the kinds: its Secret exists only once a pod runs, and no pod
 * runs before its image is pulled.
 */
export class PullSecret {
  /**
   * A Secret that exists, such as `kubectl create secret docker-registry` makes.
   *
   * @example
   * const secret = cluster.PullSecret.existing('studioml-go-docker-key');
   */
  public static existing(name: string): PullSecret {
    return new PullSecret(name, (construct) => {
      const { namespace } = Chart.of(construct);
      const reason = NAMED_AS_EXISTING;
      declareExternal(construct, { kind: 'Secret', namespace, name, keys: [PULL_SECRET_KEY], reason });
    });
  }

  /**
   * A value in a store that External Secrets Operator reads; renders an ExternalSecret.
   *
   * @example
   * const secret = cluster.PullSecret.externalSecret({
   *   name: 'registry',
   *   store: { name: 'vault' },
   *   login: {
   *     server: 'example.azurecr.io',
   *     username: { remoteKey: 'registry', property: 'user' },
   *     password: { remoteKey: 'registry', property: 'password' },
   *   },
   * });
   * @see https://external-secrets.io/latest/guides/common-k8s-secret-types/#dockerconfigjson-example
   */
  public static externalSecret(options: ExternalPullSecretOptions): PullSecret {
    requireMapping('the options of PullSecret.externalSecret', options, ['name', 'store', 'config', 'login']);
    requireFields('store of PullSecret.externalSecret', options.store, ['name', 'kind']);
    const own = copy(options);
    return new PullSecret(own.name, (construct) => renderExternalSecret(construct, own));
  }

  /**
   * A value encrypted by `kubeseal`; renders a SealedSecret.
   *
   * @param options the name of the Secret, and what `kubeseal` made of it
   * @see https://github.com/bitnami-labs/sealed-secrets
   */
  public static sealed(options: SealedPullSecretOptions): PullSecret {
    requireMapping('the options of PullSecret.sealed', options, ['name', 'encryptedData']);
    const { name, encryptedData } = options;
    return new PullSecret(name, (construct) => {
      requireMatch(construct, 'encryptedData', encryptedData ?? '', /^\S+$/, 'what kubeseal --raw prints');
      render(construct, {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: { name },
        spec: {
          encryptedData: { [PULL_SECRET_KEY]: encryptedData },
          template: { type: PULL_SECRET_TYPE, metadata: { name } },
        },
      });
    });
  }

  private constructor(
    /** The name of the Secret. */
    public readonly name: string,
    private readonly renderer: (construct: Construct) => void,
  ) {}

  /**
   * Renders what makes the Secret, below a construct.
   *
   * @throws where a name or an option is not allowed
   */
  public bind(construct: Construct): void {
    requireSyntax(construct, 'secret name', this.name ?? '', dns1123Subdomain);
    this.renderer(construct);
  }
}

function render(construct: Construct, object: { apiVersion: string; kind: string } & Record<string, unknown>): void {
  requireSchema(construct, object);
  new KubeObject(construct, 'Secret', object);
}

function renderExternalSecret(construct: Construct, options: ExternalPullSecretOptions): void {
  const { name, store, config, login, refreshInterval = '1h' } = options;
  if (!config === !login)
    throw fail(
      construct,
      `secret '${name}' has ${config ? 'both config and' : 'neither config nor'} login, give one of the two`,
    );
  if (config) requireKnown(construct, 'config', config, REMOTE);
  else requireLogin(construct, login!);
  const values: Readonly<Record<string, RemoteValue>> = config
    ? { config }
    : { username: login!.username, password: login!.password };
  const content = config
    ? '{{ .config }}'
    : `{{ dict "auths" (dict "${login!.server}" (dict "username" .username "password" .password)) | toJson }}`;
  render(construct, {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name },
    spec: {
      refreshInterval,
      secretStoreRef: { name: store.name, kind: store.kind ?? 'ClusterSecretStore' },
      target: {
        name,
        creationPolicy: 'Owner',
        template: { engineVersion: 'v2', type: PULL_SECRET_TYPE, data: { [PULL_SECRET_KEY]: content } },
      },
      data: Object.entries(values).map(([secretKey, { remoteKey, property }]) => ({
        secretKey,
        remoteRef: { key: remoteKey, ...(property !== undefined && { property }) },
      })),
    },
  });
}

const REMOTE = ['remoteKey', 'property'];

/** The server stands in a template, where a quote would end it. */
function requireLogin(construct: Construct, login: RegistryLogin): void {
  requireKnown(construct, 'login', login, ['server', 'username', 'password']);
  const { server, username, password } = login;
  requireKnown(construct, 'login.username', username, REMOTE);
  requireKnown(construct, 'login.password', password, REMOTE);
  const allowed = 'a registry such as example.azurecr.io, without a scheme';
  requireMatch(
    construct,
    'login.server',
    server ?? '',
    /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?(\/[\w./-]*)?$/,
    allowed,
  );
}
