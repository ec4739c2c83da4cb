import { Construct } from 'constructs';
import { fail, requireInteger, requireMatch, requireSyntax } from '../core/fail';
import type { IdentityHeaders } from '../core/identity-headers';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { PodDefault } from './pod-default';
import { requireProps } from '../core/require-props';
import { PIPELINE_ACCESS } from './known-props';

/** Properties of a {@link PipelineAccess}. */
export interface PipelineAccessProps {
  /** The namespace of the profile, which Kubeflow makes. */
  readonly profile: string;

  /**
   * The account of notebooks and of pipeline steps.
   * @default 'default-editor', which every profile has
   */
  readonly serviceAccount?: string;

  /**
   * The account that steps of pipelines run as, where it is another one than that of notebooks. It is rendered too, and gets the rights
   * of steps; that of notebooks keeps those of asking for pipelines only.
   * @default - `serviceAccount`
   */
  readonly stepServiceAccount?: string;

  /**
   * The namespace of Kubeflow Pipelines.
   * @default 'kubeflow'
   */
  readonly pipelinesNamespace?: string;

  /**
   * The header that carries the name of the user. Calls of notebooks must not carry it: they prove themselves by a token.
   * @default 'kubeflow-userid'
   */
  readonly headers?: IdentityHeaders;

  /**
   * How long the token for the API is valid, in seconds; the kubelet renews it before.
   * @default 7200
   */
  readonly tokenSeconds?: number;

  /**
   * The trust domain of the mesh.
   * @default 'cluster.local'
   */
  readonly trustDomain?: string;
}

/** What asking for pipelines takes, as the API of pipelines asks the cluster of its callers. */
const READ = ['get', 'list', 'watch'];
const CALLER_RULES = [
  {
    apiGroups: ['pipelines.kubeflow.org'],
    resources: ['pipelines', 'pipelines/versions'],
    verbs: ['create', 'delete', 'get', 'list', 'update'],
  },
  {
    apiGroups: ['pipelines.kubeflow.org'],
    resources: ['experiments'],
    verbs: ['archive', 'create', 'delete', 'get', 'list', 'unarchive'],
  },
  {
    apiGroups: ['pipelines.kubeflow.org'],
    resources: ['runs'],
    verbs: [
      'archive',
      'create',
      'delete',
      'get',
      'list',
      'readArtifact',
      'reportMetrics',
      'retry',
      'terminate',
      'unarchive',
    ],
  },
  {
    apiGroups: ['pipelines.kubeflow.org'],
    resources: ['jobs'],
    verbs: ['create', 'delete', 'disable', 'enable', 'get', 'list'],
  },
  { apiGroups: ['argoproj.io'], resources: ['workflows'], verbs: READ },
  { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: READ },
];

/** What the executor of a step takes: to report its outputs, and to look at its own workflow. */
const STEP_RULES = [
  { apiGroups: ['argoproj.io'], resources: ['workflowtaskresults'], verbs: ['create', 'patch'] },
  { apiGroups: ['argoproj.io'], resources: ['workflows'], verbs: READ },
  { apiGroups: [''], resources: ['pods', 'pods/log'], verbs: READ },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
];

/**
 * Lets the notebooks of one profile use Kubeflow Pipelines, in both layers that say no otherwise: rights of the API server (a Role and a
 * RoleBinding in the profile), and of the mesh (an AuthorizationPolicy beside the API of pipelines), with the token that the SDK shows.
 * It opens nothing to other profiles and not the database, and it does not make the API believe that everyone is one user, as the
 * user-id proxy of document 004 did (ANS-02).
 *
 * The namespace of the profile is made by Kubeflow after the Profile, so these objects belong into a later file.
 *
 * @example
 * new kubeflow.PipelineAccess(chart, 'pipelines', { profile: 'admin' });
 * @see https://www.kubeflow.org/docs/components/pipelines/user-guides/core-functions/connect-api/
 */
export class PipelineAccess extends Construct {
  /** The label by which a pod asks for the token. */
  public readonly selector: Readonly<Record<string, string>>;

  /** @throws where a name is none, or the time of the token is out of its bounds */
  public constructor(scope: Construct, id: string, props: PipelineAccessProps) {
    super(scope, id);
    requireProps(this, 'a PipelineAccess', props, PIPELINE_ACCESS);
    const { profile, serviceAccount = 'default-editor', pipelinesNamespace = 'kubeflow', tokenSeconds = 7200 } = props;
    const { stepServiceAccount = serviceAccount, trustDomain = 'cluster.local' } = props;
    requireSyntax(this, 'profile', profile ?? '', dns1123Label);
    requireSyntax(this, 'serviceAccount', serviceAccount, dns1123Subdomain);
    requireSyntax(this, 'stepServiceAccount', stepServiceAccount, dns1123Subdomain);
    requireSyntax(this, 'pipelinesNamespace', pipelinesNamespace, dns1123Label);
    requireMatch(this, 'trustDomain', trustDomain, /^[a-z0-9.-]+$/, 'a domain such as cluster.local');
    // The kubelet's own bounds of a projected token.
    requireInteger(this, 'tokenSeconds', tokenSeconds, 600, 4294967296);
    if (profile === pipelinesNamespace)
      throw fail(
        this,
        `profile is '${profile}', the namespace of Kubeflow Pipelines itself; allowed is that of a profile`,
      );
    this.grant('Caller', 'pipeline-caller', CALLER_RULES, profile, serviceAccount);
    this.grant('Step', 'pipeline-runner', STEP_RULES, profile, stepServiceAccount);
    if (stepServiceAccount !== serviceAccount)
      new KubeObject(this, 'StepAccount', {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: stepServiceAccount, namespace: profile },
      });
    this.allowCalls(props, `${trustDomain}/ns/${profile}/sa/${serviceAccount}`, pipelinesNamespace);
    this.selector = this.token(profile, tokenSeconds);
  }

  private grant(id: string, name: string, rules: object[], namespace: string, serviceAccount: string): void {
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    new KubeObject(this, `${id}Role`, { apiVersion, kind: 'Role', metadata: { name, namespace }, rules });
    new KubeObject(this, `${id}Binding`, {
      apiVersion,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccount, namespace }],
    });
  }

  private allowCalls({ profile, headers }: PipelineAccessProps, principal: string, namespace: string): void {
    const policy = {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: `ml-pipeline-from-${profile}`, namespace },
      spec: {
        action: 'ALLOW',
        selector: { matchLabels: { app: 'ml-pipeline' } },
        rules: [
          {
            from: [{ source: { principals: [principal] } }],
            // Whoever sends this header would be believed to be that user.
            when: [{ key: `request.headers[${headers?.userId ?? 'kubeflow-userid'}]`, notValues: ['*'] }],
          },
        ],
      },
    };
    requireSchema(this, policy);
    new KubeObject(this, 'Policy', policy);
  }

  private token(namespace: string, expirationSeconds: number): Readonly<Record<string, string>> {
    const name = 'volume-kf-pipeline-token';
    const mountPath = '/var/run/secrets/kubeflow/pipelines';
    return new PodDefault(this, 'Token', {
      name: 'access-ml-pipeline',
      namespace,
      description: 'Allow access to Kubeflow Pipelines',
      env: [{ name: 'KF_PIPELINES_SA_TOKEN_PATH', value: `${mountPath}/token` }],
      volumes: [
        {
          name,
          projected: {
            sources: [
              { serviceAccountToken: { path: 'token', expirationSeconds, audience: 'pipelines.kubeflow.org' } },
            ],
          },
        },
      ],
      volumeMounts: [{ name, mountPath, readOnly: true }],
    }).selector;
  }
}
