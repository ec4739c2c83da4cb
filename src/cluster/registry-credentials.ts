import { Construct } from 'constructs';
import { fail, requireMatch, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { dns1123Subdomain } from '../facts/names';
import type { PullSecret } from './pull-secret';
import { requireProps } from '../core/require-props';
import { REGISTRY_CREDENTIALS } from './known-props';

/** Properties of {@link RegistryCredentials}: `secret`, `azure`, or both. */
export interface RegistryCredentialsProps {
  /**
   * The Secret by which the kubelet pulls.
   * @default - none: the nodes may pull by themselves
   */
  readonly secret?: PullSecret;

  /**
   * A managed identity by which the pods' own program asks the registry, as a build that pushes does. The kubelet does not use it.
   * @default - none
   */
  readonly azure?: {
    /** The client id of the identity, which is federated with the service account. */
    readonly clientId: string;
    /**
     * The Entra tenant.
     * @default - that of the cluster
     */
    readonly tenantId?: string;
  };

  /**
   * The name of a service account to render, with which every pod of it pulls without saying so.
   * @default - none: pods name `imagePullSecrets` themselves; needed with `azure`
   */
  readonly serviceAccount?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The right to pull images from a private registry: a Secret, and the service account that refers to it. It makes no registry and gives no
 * right in one. Nothing of it is needed where the nodes themselves may pull, as with AKS's `--attach-acr` or the node role of EKS.
 *
 * @example
 * const registry = new cluster.RegistryCredentials(chart, 'registry', {
 *   secret: cluster.PullSecret.existing('studioml-go-docker-key'),
 *   serviceAccount: 'trainer',
 * });
 * registry.serviceAccount; // { name: 'trainer' }
 * registry.imagePullSecrets; // ['studioml-go-docker-key']
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry/
 */
export class RegistryCredentials extends Construct {
  /** The names of the Secrets, for pods that another service account runs. */
  public readonly imagePullSecrets: readonly string[];
  /** The service account; none where none was asked for. */
  public readonly serviceAccount?: { readonly name: string };
  /** Labels that the pods need; empty without `azure`. */
  public readonly podLabels: Readonly<Record<string, string>>;

  /** @throws where there is nothing to render, or a name or id is not of its syntax */
  public constructor(scope: Construct, id: string, props: RegistryCredentialsProps) {
    super(scope, id);
    requireProps(this, 'a RegistryCredentials', props, REGISTRY_CREDENTIALS);
    const { secret, azure, serviceAccount } = props;
    if (!secret && !azure)
      throw fail(this, 'neither secret nor azure is given; where the nodes may pull by themselves, leave this out');
    if (azure && serviceAccount === undefined)
      throw fail(this, 'azure is given without serviceAccount, and an identity is federated with a service account');
    secret?.bind(this);
    this.imagePullSecrets = secret ? [secret.name] : [];
    this.podLabels = azure ? { 'azure.workload.identity/use': 'true' } : {};
    if (serviceAccount === undefined) return;
    requireSyntax(this, 'serviceAccount', serviceAccount, dns1123Subdomain);
    this.serviceAccount = { name: serviceAccount };
    new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: serviceAccount, ...(azure && { annotations: this.identity(azure) }) },
      automountServiceAccountToken: false,
      ...(secret && { imagePullSecrets: [{ name: secret.name }] }),
    });
  }

  private identity({ clientId, tenantId }: NonNullable<RegistryCredentialsProps['azure']>): Record<string, string> {
    const id = 'an id such as 11111111-2222-3333-4444-555555555555';
    requireMatch(this, 'azure.clientId', clientId ?? '', UUID, id);
    requireMatch(this, 'azure.tenantId', tenantId, UUID, id);
    return {
      'azure.workload.identity/client-id': clientId,
      ...(tenantId !== undefined && { 'azure.workload.identity/tenant-id': tenantId }),
    };
  }
}
