import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { fail } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { requireSchema } from '../../core/require-schema';
import type { SecretSource } from '../../core/secret/secret-source';

const API_VERSION = 'keda.sh/v1alpha1';

/** What KEDA authenticates with, as `spec` of a TriggerAuthentication. */
export type AuthenticationSpec = Readonly<Record<string, unknown>>;

/** What this file reads of a SecretProviderClass for Azure Key Vault. */
interface VaultClass {
  readonly spec: {
    readonly parameters: { readonly keyvaultName: string; readonly tenantId: string; readonly clientID: string };
    readonly secretObjects: readonly {
      readonly data: readonly { readonly key: string; readonly objectName: string }[];
    }[];
  };
}

/**
 * How KEDA reads secret values, by parameter of the scaler.
 *
 * From a Secret, it is the same name and key that a workload uses. The Secret of an Azure Key Vault source exists only while a pod mounts
 * it, and scaled to zero there is no pod: nothing could ever start the first. So KEDA reads those from the vault itself, by the same
 * managed identity, which must be federated with KEDA's own service account too.
 *
 * @throws where a trigger has secrets in two vaults
 * @see https://keda.sh/docs/latest/concepts/authentication/
 */
export function authenticateBy(
  scaler: Construct,
  field: string,
  sources: Readonly<Record<string, SecretSource>>,
): AuthenticationSpec {
  const secretTargetRef: object[] = [];
  const vaults = new Map<string, { readonly vault: object; readonly secrets: object[] }>();
  for (const [parameter, source] of Object.entries(sources)) {
    const { name, key, volume } = source.bind(scaler);
    if (!volume) {
      secretTargetRef.push({ parameter, name, key });
      continue;
    }
    const { spec } = vaultClassOf(scaler, name);
    const { keyvaultName, tenantId, clientID } = spec.parameters;
    const objectName = spec.secretObjects.flatMap(({ data }) => data).find((entry) => entry.key === key)!.objectName;
    const podIdentity = { provider: 'azure-workload', identityId: clientID, identityTenantId: tenantId };
    const vault = { vaultUri: `https://${keyvaultName}.vault.azure.net`, podIdentity };
    const found = vaults.get(JSON.stringify(vault)) ?? { vault, secrets: [] };
    vaults.set(JSON.stringify(vault), found);
    found.secrets.push({ parameter, name: objectName });
  }
  if (vaults.size > 1)
    throw fail(scaler, `${field} has secrets in two key vaults, and KEDA reads only one for a trigger`);
  const [only] = vaults.values();
  return {
    ...(secretTargetRef.length > 0 && { secretTargetRef }),
    ...(only && { azureKeyVault: { ...only.vault, secrets: only.secrets } }),
  };
}

const vaultClasses = new WeakMap<Chart, Map<string, ApiObject>>();

/** The object that the source rendered when it was bound: with this workload, or with an earlier one of the chart. */
function vaultClassOf(scaler: Construct, name: string): VaultClass {
  const chart = Chart.of(scaler);
  const known = vaultClasses.get(chart) ?? new Map<string, ApiObject>();
  vaultClasses.set(chart, known);
  if (!known.has(name)) {
    const objects = chart.node.findAll().filter((node): node is ApiObject => ApiObject.isApiObject(node));
    known.set(
      name,
      objects.find((object) => object.kind === 'SecretProviderClass' && object.name === name)!,
    );
  }
  return known.get(name)!.toJson() as VaultClass;
}

/** Renders a TriggerAuthentication; two triggers that authenticate alike share one. */
export class TriggerAuthentications {
  private readonly names = new Map<string, string>();

  public constructor(
    private readonly scaler: Construct,
    private readonly name: string,
  ) {}

  /** The name of the object with this spec, which is made at its first use. */
  public nameOf(spec: AuthenticationSpec): string {
    const identity = JSON.stringify(spec);
    const found = this.names.get(identity);
    if (found !== undefined) return found;
    const number = this.names.size + 1;
    const suffix = number === 1 ? '' : `-${number}`;
    const name = `${this.name}${suffix}`;
    const object = { apiVersion: API_VERSION, kind: 'TriggerAuthentication', metadata: { name }, spec };
    requireSchema(this.scaler, object);
    new KubeObject(this.scaler, `Authentication${suffix}`, object);
    this.names.set(identity, name);
    return name;
  }
}
