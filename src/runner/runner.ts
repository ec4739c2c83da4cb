import { Construct } from 'constructs';
import { fail, requireInteger, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { dns1123Subdomain } from '../facts/names';
import { credentialsOf } from './credentials';
import { renderDocumented } from './documented/render';
import { gpusOf } from './gpus';
import { renderGuards } from './guards';
import { HOST_GPU_LIBRARIES } from './host-gpu-libraries';
import { metricsOf, renderPodMonitor } from './metrics';
import { CONTRACT, namesOf } from './names';
import type { RunnerNames } from './names';
import { platformPods } from './pods';
import type { RunnerProps } from './runner-props';
import { isScaledJob, renderScaledJob, renderScaledObject, requireScaling } from './runner-scaling';
import { RunnerVersion } from './runner-version';
import { settingsToEnv } from './settings/environment';
import { requireRead } from './settings/gate';
import { controlState } from './state-control';
import { renderWorkload, requireWorkload } from './workload';
import { requireProps } from '../core/require-props';
import { RUNNER } from './known-props';

/**
 * studio-go-runner: takes machine-learning experiments from queues and runs them on GPUs. It renders all that a runner needs in its
 * namespace: settings, service account, rights, state map, and the Deployment, Job or scaled job. It makes no queue and no node.
 *
 * The image prints its whole environment when it starts, so that who reads the log of a pod reads the queue's password and every other
 * secret that stands in a variable. Secrets that are files (of SQS, of encryption, of S3) are not printed.
 *
 * @example
 * new Runner(chart, 'runner', {
 *   version: '0.9.21',
 *   placement: Placement.labels({ 'leafai.affinity': 'production' }),
 *   queues: { rabbit: { url: SecretSource.existing('studioml-queue', 'url') } },
 * });
 * @example
 * // A runner for each message that waits, up to eight; each ends when it was idle for 15 minutes.
 * new Runner(chart, 'scaled', {
 *   version: '0.14.2',
 *   clearTextMessages: true,
 *   placement: pool.placement(),
 *   queues: { rabbit: { url: SecretSource.existing('studioml-queue', 'url') } },
 *   scaling: { queues: ['rmq_gpu'], maxReplicaCount: 8 },
 * });
 * @see https://github.com/leaf-ai/studio-go-runner
 */
export class Runner extends Construct {
  /** The name of the Deployment, Job or ScaledJob. */
  public readonly name: string;
  /** The service account of the pods; none in the documented edition. */
  public readonly serviceAccount?: { readonly name: string };

  /** @throws where no queue source is given, the release does not know what is asked of it, or a value is out of its bounds */
  public constructor(scope: Construct, id: string, props: RunnerProps) {
    super(scope, id);
    requireProps(this, 'a Runner', props, RUNNER);
    const { edition = 'platform' } = props;
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    const version = RunnerVersion.parse(this, props.version);
    requireValues(this, props);
    if (edition === 'documented') {
      this.name = renderDocumented(this, version, props);
      return;
    }
    if (props.variant !== undefined) throw fail(this, "variant is given, and only edition 'documented' has it");
    requireRead(this, version, props);
    requireScaling(this, version, props);
    requireWorkload(this, version, props);
    const names = namesOf(this, props.name, props.workload === 'Job' || isScaledJob(props) ? 'Job' : 'Deployment');
    this.name = names.workload;
    this.serviceAccount = this.account(props, names);
    this.renderPods(props, version, names, this.serviceAccount);
  }

  private account(props: RunnerProps, { account: name }: RunnerNames): { readonly name: string } {
    const { imagePullSecrets, imagePullSecretsOn = 'pod', serviceAccount } = props;
    const onAccount = imagePullSecretsOn !== 'pod' && imagePullSecrets && imagePullSecrets.length > 0;
    if (serviceAccount) {
      requireSyntax(this, 'serviceAccount', serviceAccount.name, dns1123Subdomain);
      if (onAccount)
        throw fail(this, `imagePullSecretsOn is '${imagePullSecretsOn}', and serviceAccount is made by somebody else`);
      return { name: serviceAccount.name };
    }
    new KubeObject(this, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name },
      automountServiceAccountToken: false,
      ...(onAccount && { imagePullSecrets: imagePullSecrets.map((secret) => ({ name: secret })) }),
    });
    return { name };
  }

  private renderPods(
    props: RunnerProps,
    version: RunnerVersion,
    names: RunnerNames,
    serviceAccount: { readonly name: string },
  ): void {
    const { cpuOnly } = gpusOf(this, props);
    const limits = isScaledJob(props) ? { idleDuration: '15m', ...props.limits } : props.limits;
    const plain = settingsToEnv(this, version, { ...props, limits, cpuOnly });
    const { needsApi, configMap } = controlState(this, version, props, names, serviceAccount);
    const credentials = credentialsOf(this, version, props, names);
    const metrics = metricsOf(this, version, props);
    const data = { ...plain, ...credentials.env, ...metrics.env, K8S_CONFIGMAP: configMap };
    const metadata = { name: names.settings };
    new KubeObject(this, 'Settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
    // What the pods watch takes effect without new ones.
    const settings = Object.fromEntries(
      Object.entries(data).filter(([name]) => !(props.watchQueues === true && name.startsWith('QUEUE_M'))),
    );
    const template = platformPods(this, props, {
      ...{ version, names, serviceAccount, needsApi, credentials, metrics, settings },
    });
    renderGuards(this, props, {
      ...{ name: names.workload, matchLabels: { app: names.app }, needsApi },
      ports: metrics.container.ports ?? [],
    });
    if (isScaledJob(props)) renderScaledJob(this, names.workload, template, props);
    else renderWorkload(this, names.workload, template, props);
    if (props.scaling && !isScaledJob(props)) renderScaledObject(this, names.workload, props);
    renderPodMonitor(this, names.workload, { app: names.app }, props);
  }
}

function requireValues(runner: Runner, props: RunnerProps): void {
  const { imagePullSecrets = [], name = CONTRACT.app } = props;
  requireSyntax(runner, 'name', name, dns1123Subdomain);
  requireOneOf(runner, 'imagePullPolicy', props.imagePullPolicy, ['Always', 'IfNotPresent', 'Never']);
  requireOneOf(runner, 'imagePullSecretsOn', props.imagePullSecretsOn, ['pod', 'account', 'both']);
  for (const secret of imagePullSecrets) requireSyntax(runner, 'imagePullSecrets', secret, dns1123Subdomain);
  requireInteger(runner, 'terminationGracePeriodSeconds', props.terminationGracePeriodSeconds, 0);
  requireOneOf(runner, 'insecureHostGpuLibraries', props.insecureHostGpuLibraries, HOST_GPU_LIBRARIES);
}
