import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { requireMatch, requireOneOf } from '../core/fail';
import { IdentityHeaders } from '../core/identity-headers';
import { KubeObject } from '../core/kube-object';
import { ToolFile } from '../core/tool-file';
import { requireProps } from '../core/require-props';
import { DASHBOARD_SETTINGS } from './known-props';

/** Properties of {@link DashboardSettings}. */
export interface DashboardSettingsProps {
  /**
   * The headers by which the gateway names the user; the same value as that of sign-in.
   * @default - Kubeflow's own: `kubeflow-userid`, without a prefix
   */
  readonly headers?: IdentityHeaders;

  /**
   * Whether a user without a profile is asked to make one at the first sign-in.
   * @default false: profiles are rendered here
   */
  readonly registrationFlow?: boolean;

  /**
   * The path that ends a session, such as `/oauth2/sign_out`.
   * @default '/oauth2/sign_out', that of oauth2-proxy
   */
  readonly logoutUrl?: string;

  /**
   * The domain of the cluster's own names.
   * @default 'cluster.local'
   */
  readonly clusterDomain?: string;

  /**
   * `documented` renders the ConfigMap `centraldashboard-parameters` of Kubeflow 1.8, as document 003 changes it.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

const container = (name: string, env: Readonly<Record<string, string>>): object => ({
  name,
  // A release that takes the value from a ConfigMap would otherwise keep both, which the API server refuses.
  env: Object.entries(env).map(([key, value]) => ({ name: key, value, valueFrom: null })),
});

/**
 * What Kubeflow's own programs must be told to agree with sign-in: which header names the user, and where a session ends. Their
 * Deployments belong to Kubeflow's installation, so this writes a kustomize Component with patches for them, as files in `kubeflow/settings`
 * among the tools; its overlay names that folder under `components`.
 *
 * @example
 * new kubeflow.DashboardSettings(chart, 'dashboard', { registrationFlow: true });
 * @see https://github.com/kubeflow/manifests
 */
export class DashboardSettings extends Construct {
  /** @throws where a value is not allowed */
  public constructor(scope: Construct, id: string, props: DashboardSettingsProps = {}) {
    super(scope, id);
    requireProps(this, 'a DashboardSettings', props, DASHBOARD_SETTINGS);
    const { headers = IdentityHeaders.KUBEFLOW, registrationFlow = false, clusterDomain = 'cluster.local' } = props;
    const { logoutUrl = '/oauth2/sign_out', edition } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    requireMatch(this, 'logoutUrl', logoutUrl, /^(\/|https:\/\/)\S*$/, 'a path such as /oauth2/sign_out');
    requireMatch(this, 'clusterDomain', clusterDomain, /^[a-z0-9.-]+$/, 'a domain such as cluster.local');
    if (edition === 'documented') {
      new KubeObject(this, 'Resource', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'centraldashboard-parameters', namespace: 'kubeflow' },
        data: {
          CD_CLUSTER_DOMAIN: clusterDomain,
          CD_USERID_HEADER: headers.userId,
          CD_USERID_PREFIX: headers.prefix,
          CD_REGISTRATION_FLOW: String(registrationFlow),
        },
      });
      return;
    }
    const identity = { USERID_HEADER: headers.userId, USERID_PREFIX: headers.prefix };
    const dashboard = { ...identity, REGISTRATION_FLOW: String(registrationFlow), LOGOUT_URL: logoutUrl };
    const webApp = { ...identity, CLUSTER_DOMAIN: clusterDomain };
    this.component({
      centraldashboard: container('centraldashboard', dashboard),
      'jupyter-web-app-deployment': container('jupyter-web-app', webApp),
      'volumes-web-app-deployment': container('volumes-web-app', webApp),
      'tensorboards-web-app-deployment': container('tensorboards-web-app', webApp),
      'profiles-deployment': container('kfam', identity),
      'ml-pipeline': container('ml-pipeline-api-server', {
        KUBEFLOW_USERID_HEADER: headers.userId,
        KUBEFLOW_USERID_PREFIX: headers.prefix,
      }),
    });
  }

  private component(deployments: Readonly<Record<string, object>>): void {
    const patches = Object.entries(deployments).map(([name, patched]) => {
      const path = `${name}.yaml`;
      new ToolFile(this, name, {
        name: `kubeflow/settings/${path}`,
        content: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name, namespace: 'kubeflow' },
          spec: { template: { spec: { containers: [patched] } } },
        },
      });
      return { path };
    });
    new ToolFile(this, 'Component', {
      name: 'kubeflow/settings/kustomization.yaml',
      content: `${USAGE}${Yaml.stringify({ apiVersion: 'kustomize.config.k8s.io/v1alpha1', kind: 'Component', patches })}`,
    });
  }
}

const USAGE = `# Patches for Kubeflow's own Deployments: name this folder under "components" in the kustomization that installs Kubeflow. Of a part that is
# not installed, take its line out.
`;
