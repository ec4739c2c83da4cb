import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { copy } from '../core/copy';
import { fail } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { renderDisruptionBudget } from '../core/workload/disruption-budget';
import { NetworkEgress } from '../core/network/egress';
import { NetworkPeers } from '../core/network/peers';
import type { RunnerProps } from './runner-props';
import { isScaledJob } from './runner-scaling';

/** What the guards of pods are made of. */
export interface GuardedPods {
  /** The name of the workload, which is also that of its policy and its budget. */
  readonly name: string;
  readonly matchLabels: Readonly<Record<string, string>>;
  /** Whether the program calls the API server. */
  readonly needsApi: boolean;
  /** The ports at which it listens, those of metrics. */
  readonly ports: readonly k8s.ContainerPort[];
}

/** Renders the NetworkPolicy and the disruption budget, where they are asked for. */
export function renderGuards(runner: Construct, props: RunnerProps, pods: GuardedPods): void {
  if (props.networkPolicy !== undefined && props.networkPolicy !== false) renderPolicy(runner, props, pods);
  if (props.disruptionBudget === true) renderBudget(runner, props, pods);
}

/**
 * In: whoever reads metrics. Out: queues and stores, whose addresses stand in Secrets, and whatever an experiment installs; but not where
 * a cloud gives away the credentials of the node, for an experiment is a stranger's program.
 */
function renderPolicy(runner: Construct, { networkPolicy }: RunnerProps, pods: GuardedPods): void {
  const { metricsFrom = [NetworkPeers.everyPod()] } = typeof networkPolicy === 'object' ? networkPolicy : {};
  if (metricsFrom.length === 0)
    throw fail(runner, 'networkPolicy.metricsFrom is empty, leave it out to let every pod in, or give metrics false');
  const ports = pods.ports.map(({ name }) => ({ port: name!, protocol: 'TCP' }));
  new KubeObject(runner, 'NetworkPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: pods.name },
    spec: {
      podSelector: { matchLabels: pods.matchLabels },
      policyTypes: ['Ingress', 'Egress'],
      ...(ports.length > 0 && { ingress: [{ from: copy(metricsFrom), ports }] }),
      egress: [
        NetworkEgress.dns(),
        ...(pods.needsApi ? [NetworkEgress.kubernetesApi()] : []),
        NetworkEgress.anywhereButMetadata(),
      ],
    },
  });
}

function renderBudget(runner: Construct, props: RunnerProps, { name, matchLabels }: GuardedPods): void {
  // A budget asks the owner of the pods how many there should be; a Job does not answer, and no pod could be evicted at all.
  if (isScaledJob(props) || props.workload === 'Job')
    throw fail(runner, 'disruptionBudget is given, and pods of Jobs cannot have one; allowed with it is a Deployment');
  renderDisruptionBudget(runner, 'DisruptionBudget', { name }, matchLabels);
}
