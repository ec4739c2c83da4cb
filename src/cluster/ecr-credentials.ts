import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { IMAGE } from '../checks/image/image-reference';
import { declareExternal } from '../core/declare-external';
import { fail, requireMatch, requireSyntax, show } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import type { Placement } from '../core/placement';
import { requireSource } from '../core/secret/require-source';
import type { SecretSource } from '../core/secret/secret-source';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { Target } from '../facts/target';
import { ecrCronJob } from './ecr-cron-job';
import { PULL_SECRET_KEY } from './pull-secret';
import { requireProps } from '../core/require-props';
import { ECR_CREDENTIALS } from './known-props';
import { renewalProblem } from './renewal-schedule';

/** As whom the CronJob asks ECR for a token. */
export type EcrAccess =
  /** An IAM role by its service account (IRSA). */
  | { readonly roleArn: string }
  /** An association of EKS Pod Identity, which is made outside. */
  | { readonly podIdentity: true }
  /** The keys of an AWS user. */
  | { readonly accessKeyId: SecretSource; readonly secretAccessKey: SecretSource };

/** Properties of {@link EcrCredentials}. */
export interface EcrCredentialsProps {
  /** The account of the registry: text of twelve digits, for a number loses its leading zeros. */
  readonly accountId: string;

  /** The region of the registry, such as `us-west-2`. */
  readonly region: string;

  /** How the job signs in to AWS. */
  readonly access: EcrAccess;

  /**
   * The Secret that is made and renewed.
   * @default 'ecr-pull-secret'
   */
  readonly secretName?: string;

  /**
   * The name of the CronJob, its service account and its rights.
   * @default 'ecr-credentials'
   */
  readonly name?: string;

  /**
   * When the Secret is renewed, as cron writes it, in the time zone of the controller manager. A token lasts 12 hours: it runs each day, with
   * at most 11 hours between two runs.
   * @default - every six hours
   */
  readonly schedule?: string;

  /**
   * The image that asks AWS for the password.
   * @default - `AWS_CLI_IMAGE`
   */
  readonly awsCliImage?: string;

  /**
   * The image that writes the Secret.
   * @default - kubectl of the target's Kubernetes
   */
  readonly kubectlImage?: string;

  /**
   * Where the pods of the job run.
   * @default - any node
   */
  readonly placement?: Placement;
}

/**
 * A Secret for pulling from Amazon ECR, renewed before its token ends: a CronJob with a service account of its own, which may read and
 * change this one Secret and make Secrets, and nothing else. It is for clusters outside of AWS and for registries of another account; nodes of EKS pull from their own account
 * by their node role, without any of this.
 *
 * The first token comes with the first run; `kubectl create job --from=cronjob/ecr-credentials first` does not wait for it.
 *
 * @example
 * const ecr = new cluster.EcrCredentials(chart, 'ecr', {
 *   accountId: '123456789012',
 *   region: 'us-west-2',
 *   access: { roleArn: 'arn:aws:iam::123456789012:role/ecr-reader' },
 * });
 * ecr.imagePullSecrets; // ['ecr-pull-secret']
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
 */
export class EcrCredentials extends Construct {
  /** The names of the Secrets, for `imagePullSecrets` of pods or of a service account. */
  public readonly imagePullSecrets: readonly string[];
  /** The registry, as the name of an image begins. */
  public readonly registry: string;

  /** @throws where the chart has no namespace, or a value is not of its syntax */
  public constructor(scope: Construct, id: string, props: EcrCredentialsProps) {
    super(scope, id);
    requireProps(this, 'an EcrCredentials', props, ECR_CREDENTIALS);
    const { secretName = 'ecr-pull-secret', name = 'ecr-credentials', access, accountId, region } = props;
    const { namespace } = Chart.of(this);
    if (namespace === undefined)
      throw fail(this, 'the chart has no namespace, and the Secret is in that of the pods; give the chart one');
    this.requireValues({ ...props, name, secretName });
    this.imagePullSecrets = [secretName];
    const partition = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    this.registry = `${accountId}.dkr.ecr.${region}.${partition}`;
    declareExternal(this, {
      kind: 'Secret',
      namespace,
      name: secretName,
      keys: [PULL_SECRET_KEY],
      reason: `the CronJob ${name} makes it`,
    });
    new KubeObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, ...('roleArn' in access && { annotations: { 'eks.amazonaws.com/role-arn': access.roleArn } }) },
      automountServiceAccountToken: false,
    });
    this.renderRights(name, namespace, secretName);
    const { minor } = Target.of(this);
    ecrCronJob(this, { ...props, name, secretName, namespace, registry: this.registry, minor });
  }

  private renderRights(name: string, namespace: string, secretName: string): void {
    new KubeObject(this, 'Role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name },
      rules: [
        { apiGroups: [''], resources: ['secrets'], resourceNames: [secretName], verbs: ['get', 'patch'] },
        // A request that makes an object names it only as an apply of the server; another client would be refused by a rule of names.
        { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      ],
    });
    new KubeObject(this, 'RoleBinding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }

  private requireValues(props: EcrCredentialsProps & { readonly name: string; readonly secretName: string }): void {
    const { access } = props;
    // A CronJob's name becomes a label of its Jobs, after eleven characters more.
    requireSyntax(this, 'name', props.name, (text) =>
      text.length > 52 ? `must be no more than 52 characters, has ${text.length}` : dns1123Label(text),
    );
    requireSyntax(this, 'secretName', props.secretName, dns1123Subdomain);
    const account = 'text of twelve digits, for a number loses leading zeros';
    requireMatch(this, 'accountId', props.accountId ?? '', /^\d{12}$/, account);
    requireMatch(this, 'region', props.region ?? '', /^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-west-2');
    const problem = props.schedule === undefined ? undefined : renewalProblem(props.schedule);
    if (problem !== undefined) throw fail(this, `schedule is '${props.schedule}': ${problem}`);
    for (const image of ['awsCliImage', 'kubectlImage'] as const)
      requireMatch(this, image, props[image], IMAGE, 'an image with its tag');
    if (access && 'roleArn' in access) {
      const role = 'a role such as arn:aws:iam::123456789012:role/ecr-reader';
      requireMatch(this, 'access.roleArn', access.roleArn ?? '', /^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/, role);
      return;
    }
    if (access && 'podIdentity' in access) {
      // False would be taken for an identity too.
      const { podIdentity: given }: { readonly podIdentity: unknown } = access;
      if (given !== true) throw fail(this, `access.podIdentity is ${show(given)}, allowed is true`);
      return;
    }
    if (!access?.accessKeyId || !access.secretAccessKey)
      throw fail(this, 'access has neither roleArn nor podIdentity nor accessKeyId with secretAccessKey');
    requireSource(this, 'access.accessKeyId', access.accessKeyId);
    requireSource(this, 'access.secretAccessKey', access.secretAccessKey);
  }
}
