import { mayHoldSecret } from '../../checks/secret/looks-like-token';
import { Chart } from 'cdk8s';
import type { ISecret } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { External } from '../../checks/declarations';
import { requireConstruct, requireFields, requireMapping, requireText } from '../../facts/given';
import { dns1123Subdomain } from '../../facts/names';
import { NAMED_AS_EXISTING, declareExternal } from '../declare-external';
import { isRenderedBeside, requireNamespace } from './rendered-secret';
import { addKey } from './shared-object';
import type { KeyedObject } from './shared-object';
import type {
  AzureKeyVaultOptions,
  BoundSecret,
  ExternalSecretOptions,
  InsecureLiteralOptions,
  SealedSecretOptions,
} from './secret-options';

/** What the key of a value in a Secret must look like. */
export const SECRET_KEY = /^(?!\.$|\.\.)[-._a-zA-Z0-9]{1,253}$/;

/** What a source renders, and the volume that makes the Secret exist. */
interface Rendering {
  readonly object: KeyedObject;
  readonly volume?: BoundSecret['volume'];
}

/**
 * Where a secret value comes from. The value itself never stands in the YAML, except by {@link SecretSource.insecureLiteral}.
 * A source is a reference to one key, not a Secret: it renders what its kind needs when a workload uses it, once in each chart, and
 * sources of one name share the object that they render.
 */
export class SecretSource {
  /**
   * A Secret that exists in the workload's namespace. Nothing is rendered.
   *
   * @example
   * SecretSource.existing('studioml-queue', 'url');
   */
  public static existing(name: string, key: string): SecretSource {
    return new SecretSource(name, key);
  }

  /**
   * A Secret of a cdk8s-plus app, in the workload's namespace. Nothing is rendered. One that the app itself renders must be there: the checks
   * look for it, and a synthesis fails where it is in another namespace.
   */
  public static fromSecret(secret: Pick<ISecret, 'name'>, key: string): SecretSource {
    requireMapping('the Secret of SecretSource.fromSecret', secret, ['its name, such as a Secret of cdk8s-plus']);
    return new SecretSource(secret.name, key, undefined, secret);
  }

  /**
   * A value in a store that External Secrets Operator reads; renders an ExternalSecret.
   *
   * @see https://external-secrets.io/latest/api/externalsecret/
   */
  public static externalSecret(options: ExternalSecretOptions): SecretSource {
    requireOptions('externalSecret', options, ['name', 'key', 'remoteKey'], ['property', 'refreshInterval', 'store']);
    const { name, key, store, remoteKey, property, refreshInterval = '1h' } = options;
    requireFields('store of SecretSource.externalSecret', store, ['name', 'kind']);
    const wrong = dns1123Subdomain(store.name);
    if (wrong !== undefined) throw new Error(`store.name of SecretSource.externalSecret ${wrong}`);
    const secretStoreRef = { name: store.name, kind: store.kind ?? 'ClusterSecretStore' };
    return new SecretSource(name, key, {
      object: {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        name,
        common: { refreshInterval, secretStoreRef },
        entry: { key: remoteKey, ...(property !== undefined && { property }) },
        render: (entries) => ({
          spec: {
            refreshInterval,
            secretStoreRef,
            target: { name, creationPolicy: 'Owner' },
            data: entries.map(([secretKey, remoteRef]) => ({ secretKey, remoteRef })),
          },
        }),
      },
    });
  }

  /**
   * A secret in Azure Key Vault by the Secrets Store CSI driver with workload identity; renders a SecretProviderClass.
   * The pod mounts the driver's volume, for the Secret exists only as long as one does.
   *
   * @see https://learn.microsoft.com/azure/aks/csi-secrets-store-identity-access
   */
  public static azureKeyVault(options: AzureKeyVaultOptions): SecretSource {
    requireOptions('azureKeyVault', options, ['name', 'key', 'vaultName', 'tenantId', 'clientId', 'objectName'], []);
    const { name, key, vaultName, tenantId, clientId, objectName } = options;
    const parameters = { keyvaultName: vaultName, tenantId, clientID: clientId };
    return new SecretSource(name, key, {
      object: {
        apiVersion: 'secrets-store.csi.x-k8s.io/v1',
        kind: 'SecretProviderClass',
        name,
        common: parameters,
        entry: { objectName },
        render: (entries) => ({
          spec: {
            provider: 'azure',
            parameters: { ...parameters, objects: vaultObjects(entries.map(([, entry]) => String(entry.objectName))) },
            secretObjects: [
              {
                secretName: name,
                type: 'Opaque',
                data: entries.map(([dataKey, entry]) => ({ ...entry, key: dataKey })),
              },
            ],
          },
        }),
      },
      volume: vaultVolume(name),
    });
  }

  /**
   * A value encrypted by `kubeseal`, which only the cluster's controller can read; renders a SealedSecret.
   *
   * @see https://github.com/bitnami-labs/sealed-secrets
   */
  public static sealed(options: SealedSecretOptions): SecretSource {
    requireOptions('sealed', options, ['name', 'key', 'encryptedData'], []);
    const { name, key, encryptedData } = options;
    return new SecretSource(name, key, {
      object: {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        name,
        common: {},
        entry: { encryptedData },
        render: (entries) => {
          const all = Object.fromEntries(entries.map(([dataKey, entry]) => [dataKey, entry.encryptedData]));
          return { spec: { encryptedData: all, template: { metadata: { name } } } };
        },
      },
    });
  }

  /**
   * The value in clear, in a Secret of the YAML. For a trial on one's own machine only: whoever reads the file has it, and the
   * checks report it.
   */
  public static insecureLiteral(options: InsecureLiteralOptions): SecretSource {
    requireOptions('insecureLiteral', options, ['name', 'key', 'value'], []);
    const { name, key, value } = options;
    return new SecretSource(name, key, {
      object: {
        apiVersion: 'v1',
        kind: 'Secret',
        name,
        common: {},
        entry: { value },
        render: (entries) => ({
          type: 'Opaque',
          stringData: Object.fromEntries(entries.map(([dataKey, entry]) => [dataKey, entry.value])),
        }),
      },
    });
  }

  private readonly bound = new WeakMap<Chart, BoundSecret>();

  private constructor(
    private readonly name: string,
    private readonly key: string,
    private readonly rendering?: Rendering,
    private readonly secret?: object,
  ) {
    requireText('secret name', name, 'studioml-queue');
    requireText('secret key', key, 'url');
    const problem = dns1123Subdomain(name);
    if (problem !== undefined) {
      // Who writes the secret itself where its name belongs shall not read it again in the log of CI.
      throw new Error(`secret name ${mayHoldSecret(name) ? '(not shown)' : `'${name}'`} ${problem}`);
    }
    if (!SECRET_KEY.test(key)) {
      throw new Error(
        `the key of secret '${name}' is not allowed, keys consist of at most 253 letters, digits, '-', '_' and '.', and do not begin with '..'`,
      );
    }
  }

  private existing({ namespace }: Chart): External {
    const reason = NAMED_AS_EXISTING;
    return { kind: 'Secret', namespace, name: this.name, keys: [this.key], reason };
  }

  /**
   * Renders what the source needs beside a workload, once in its chart, and tells where the workload finds the value.
   *
   * @throws where another source of the same name differs in more than its key
   */
  public bind(workload: Construct): BoundSecret {
    requireConstruct('the workload of SecretSource.bind', workload);
    const chart = Chart.of(workload);
    let bound = this.bound.get(chart);
    if (!bound) {
      if (this.rendering) addKey(workload, this.key, this.rendering.object);
      else if (isRenderedBeside(workload, this.secret)) requireNamespace(workload, this.secret);
      else declareExternal(workload, this.existing(chart));
      bound = { name: this.name, key: this.key, ...(this.rendering?.volume && { volume: this.rendering.volume }) };
      this.bound.set(chart, bound);
    }
    return bound;
  }
}

/** The driver reads a list of YAML texts, each in a YAML text. */
function vaultObjects(names: readonly string[]): string {
  const items = [...new Set(names)].map((name) => `  - |\n    objectName: ${name}\n    objectType: secret\n`);
  return `array:\n${items.join('')}`;
}

function vaultVolume(name: string): NonNullable<BoundSecret['volume']> {
  const volumeName = `keyvault-${name}`
    .slice(0, 63)
    .replace(/[^a-z0-9]+$/, '')
    .replace(/\./g, '-');
  const volumeAttributes = { secretProviderClass: name };
  return {
    volume: { name: volumeName, csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes } },
    mount: { name: volumeName, mountPath: `/mnt/secrets-store/${name}`, readOnly: true },
  };
}

/** A value in clear is what it is; of the name and the key of the Secret more is asked. */
const MAY_BE_EMPTY = ['name', 'key', 'value'];

/** What a compiler says to those who have one, and that no text is empty. No error repeats a value, which may be the secret. */
function requireOptions(method: string, options: object, texts: readonly string[], others: readonly string[]): void {
  const noun = `SecretSource.${method}`;
  requireFields(noun, options, [...texts, ...others]);
  for (const name of texts) {
    const value = (options as Record<string, unknown>)[name];
    requireText(`${name} of ${noun}`, value);
    if (!MAY_BE_EMPTY.includes(name) && String(value).trim() === '') throw new Error(`${name} of ${noun} is empty`);
  }
}
