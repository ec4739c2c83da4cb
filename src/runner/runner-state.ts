import { Construct } from 'constructs';
import { requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { dns1123Subdomain } from '../facts/names';

/**
 * What runners do: take work from their queues, or finish what they have and take no more. The program knows two words more,
 * `DrainAndTerminate`, which nothing implements, and `Unknown`, which is what it makes of any other word.
 */
export type RunnerStateValue = 'Running' | 'DrainAndSuspend';

/** Properties of a {@link RunnerState}. */
export interface RunnerStateProps {
  /** @default 'Running' */
  readonly state?: RunnerStateValue;

  /**
   * The name of the map of all runners of a namespace, which `K8S_CONFIGMAP` tells them.
   * @default 'studioml-go-runner'
   */
  readonly name?: string;

  /**
   * The one pod that it is for; the map then has the pod's name.
   * @default - all runners of the namespace
   */
  readonly podName?: string;
}

/** The name of the state map of all runners, where nothing else is said. */
export const STATE_MAP = 'studioml-go-runner';

/**
 * The ConfigMap that runners of a namespace watch for the state they are to be in (document 001). Of the map for all and the map for
 * one pod, the one that changed last counts. It is no switch for releases from 0.14.3 on, which do not read it.
 *
 * @example
 * new RunnerState(chart, 'state', { state: 'DrainAndSuspend' });
 * new RunnerState(chart, 'one', { state: 'DrainAndSuspend', podName: 'studioml-go-runner-deployment-847d7d5874-5lrs7' });
 */
export class RunnerState extends Construct {
  /** The name of the ConfigMap. */
  public readonly name: string;

  public constructor(scope: Construct, id: string, props: RunnerStateProps = {}) {
    super(scope, id);
    const { state = 'Running', name = STATE_MAP, podName } = props;
    requireOneOf(this, 'state', state, ['Running', 'DrainAndSuspend']);
    this.name = podName ?? name;
    requireSyntax(this, podName === undefined ? 'name' : 'podName', this.name, dns1123Subdomain);
    new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: this.name },
      data: { STATE: state },
    });
  }
}
