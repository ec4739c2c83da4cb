import { Chart, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { IMAGE } from '../checks/image/image-reference';
import { fail, requireInteger, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { ToolFile } from '../core/tool-file';
import { WorkloadObject } from '../core/workload/workload-object';
import { dns1123Subdomain } from '../facts/names';
import { Target } from '../facts/target';
import { ControllerAccess } from './controller-access';
import { controllerPods, METRICS_PORT } from './controller-pods';
import { requireSettings, requireUuid } from './controller-settings';
import type { ControllerSettings } from './controller-settings';
import { controllerValues } from './controller-values';
import { requireProps } from '../core/require-props';
import { CONTROLLER } from './known-props';

/** Properties of a {@link Controller}. */
export interface ControllerProps extends ControllerSettings {
  /** The client id of the managed identity that the controller acts as. */
  readonly clientId: string;

  /**
   * The name of the service account. The federated credential of the identity names it and the chart's namespace, `kube-system` in
   * Microsoft's instructions, so that all of them change together.
   * @default 'karpenter-sa'
   */
  readonly serviceAccountName?: string;

  /**
   * The release of the provider, 1.4.0 or newer, whose API has NodePool v1 and no webhooks.
   * @default '1.14.2'
   */
  readonly release?: string;

  /**
   * The whole image, for a mirror; instead of `release`.
   * @default - `mcr.microsoft.com/aks/karpenter/controller` at the release
   */
  readonly image?: string;

  /**
   * How many pods; one works, the others wait to take over.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * CPU and memory of each pod, both as request and as limit.
   * @default { cpu: 1, memory: '1Gi' }
   */
  readonly resources?: { readonly cpu?: number | string; readonly memory?: string };

  /**
   * `manifests` renders the controller itself. `helm-values` renders only the values of the provider's chart, as the file
   * `karpenter-values.yaml` among the tools, and leaves the objects to Helm.
   * @default 'manifests'
   */
  readonly install?: 'manifests' | 'helm-values';
}

/** The labels by which the provider's own chart selects the pods. */
const SELECTOR = { 'app.kubernetes.io/instance': 'karpenter', 'app.kubernetes.io/name': 'karpenter' };

/**
 * Karpenter's controller with Microsoft's provider, run by oneself on AKS: service account with workload identity, rights, Deployment,
 * Service and PodDisruptionBudget. It makes no pools and no custom resource definitions; these come with the provider's chart
 * `karpenter-crd`.
 *
 * Microsoft recommends node auto-provisioning instead (`az aks update --node-provisioning-mode Auto`): AKS then runs the controller,
 * and a cluster needs nothing of this but its pools.
 *
 * The managed identity needs a federated credential for {@link Controller.federatedSubject} with the audience
 * `api://AzureADTokenExchange`.
 *
 * @example
 * new karpenter.Controller(chart, 'karpenter', {
 *   clusterName: 'ml',
 *   clusterEndpoint: 'https://ml-dns-1a2b3c4d.hcp.westeurope.azmk8s.io:443',
 *   clientId: '11111111-2222-3333-4444-555555555555',
 *   bootstrapToken: SecretSource.existing('karpenter-bootstrap', 'token'),
 *   sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample',
 *   subscriptionId: '66666666-7777-8888-9999-000000000000',
 *   location: 'westeurope',
 *   nodeResourceGroup: 'MC_ml_ml_westeurope',
 *   vnetSubnetID:
 *     '/subscriptions/66666666-7777-8888-9999-000000000000/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/ml/subnets/nodes',
 * });
 * @see https://github.com/Azure/karpenter-provider-azure
 */
export class Controller extends Construct {
  /** The service account of the pods. */
  public readonly serviceAccount: { readonly name: string; readonly namespace: string };

  /** The subject that the federated credential of the identity must have. */
  public readonly federatedSubject: string;

  /** @throws where the target is not AKS, or the program would end at its start with these settings */
  public constructor(scope: Construct, id: string, props: ControllerProps) {
    super(scope, id);
    requireProps(this, 'a Controller', props, CONTROLLER);
    const { serviceAccountName = 'karpenter-sa', install = 'manifests', replicas = 2 } = props;
    const { namespace } = Chart.of(this);
    const { provider } = Target.of(this);
    if (provider !== 'aks' && provider !== 'generic')
      throw fail(this, `the target is ${provider}, and this is Karpenter's controller for AKS`);
    if (namespace === undefined)
      throw fail(this, 'the chart has no namespace; give it that of the federated credential, such as kube-system');
    requireOneOf(this, 'install', install, ['manifests', 'helm-values']);
    requireSettings(this, props);
    requireUuid(this, 'clientId', props.clientId);
    requireSyntax(this, 'serviceAccountName', serviceAccountName, dns1123Subdomain);
    requireRelease(this, props.release);
    requireMatch(this, 'image', props.image, IMAGE, 'an image with its tag');
    requireInteger(this, 'replicas', replicas, 1);
    this.serviceAccount = { name: serviceAccountName, namespace };
    this.federatedSubject = `system:serviceaccount:${namespace}:${serviceAccountName}`;
    if (install === 'helm-values') {
      const content = controllerValues(this, props, serviceAccountName, replicas);
      new ToolFile(this, 'Values', {
        name: 'karpenter-values.yaml',
        content: helmUsage(namespace) + Yaml.stringify(content),
      });
      return;
    }
    this.render(props, replicas);
  }

  private render(props: ControllerProps, replicas: number): void {
    const { name, namespace } = this.serviceAccount;
    new KubeObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace, annotations: { 'azure.workload.identity/client-id': props.clientId } },
    });
    new ControllerAccess(this, 'Access', { serviceAccount: this.serviceAccount });
    new KubeObject(this, 'Service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'karpenter', namespace },
      spec: {
        ports: [{ name: 'http-metrics', port: METRICS_PORT, targetPort: 'http-metrics' }],
        selector: SELECTOR,
      },
    });
    new KubeObject(this, 'DisruptionBudget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'karpenter', namespace },
      spec: { maxUnavailable: 1, selector: { matchLabels: SELECTOR } },
    });
    new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'karpenter', namespace },
      // Two pods never share a node, so on a small system pool the old one must go before the new one comes.
      spec: {
        replicas,
        selector: { matchLabels: SELECTOR },
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      },
      template: controllerPods(this, props, this.serviceAccount.name, SELECTOR),
      selector: true,
    });
  }
}

function helmUsage(namespace: string): string {
  return `# Values of the provider's Helm chart:
# helm upgrade --install karpenter oci://mcr.microsoft.com/aks/karpenter/karpenter -n ${namespace} -f karpenter-values.yaml
`;
}

function requireRelease(controller: Construct, release: string | undefined): void {
  if (release === undefined) return;
  const match = /^v?(\d+)\.(\d+)\.\d+$/.exec(release);
  const [major, minor] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || major < 1 || (major === 1 && minor < 4))
    throw fail(controller, `release is '${release}', allowed are releases from 1.4.0 on, such as 1.14.2`);
}
