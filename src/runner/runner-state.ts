import { Construct } from 'constructs';
import { fail, requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { brand } from '../facts/brand';
import { dns1123Subdomain } from '../facts/names';
import { CONTRACT } from './names';
import { readers, RunnerVersion, STATE, WATCHED_QUEUES } from './runner-version';
import { requireGoRegExp } from './settings/values';
import { requireProps } from '../core/require-props';
import { RUNNER_STATE } from './known-props';

/**
 * What runners do: take work from their queues, or finish what they have and take no more. The program knows two words more,
 * `DrainAndTerminate`, which nothing implements, and `Unknown`, which is what it makes of any other word.
 */
export type RunnerStateValue = 'Running' | 'DrainAndSuspend';

/** Properties of a {@link RunnerState}. */
export interface RunnerStateProps {
  /**
   * What the runners do. Releases before 0.14.3.
   * @default 'Running', unless `queueMatch` is given
   */
  readonly state?: RunnerStateValue;

  /**
   * Which queues they serve, as a Go regular expression. Releases from 0.14.3 on, not HEAD; the map holds it in place of a state.
   * @default - the map holds a state
   */
  readonly queueMatch?: string;

  /**
   * Which of those queues not, as a Go regular expression. It needs `queueMatch`: a map with one of the two empties the other, and an
   * empty `QUEUE_MATCH` serves every queue.
   * @default - none is excluded
   */
  readonly queueMismatch?: string;

  /**
   * The release of the runners, which then must read what the map holds.
   * @default - not looked at
   */
  readonly version?: string;

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

/**
 * The ConfigMap that runners of a namespace watch for the state they are to be in (document 001), or from 0.14.3 on for the queues they
 * are to serve. Of the map for all and the map for one pod, the one that changed last counts.
 *
 * @example
 * new RunnerState(chart, 'state', { state: 'DrainAndSuspend' });
 * new RunnerState(chart, 'one', { state: 'DrainAndSuspend', podName: 'studioml-go-runner-deployment-847d7d5874-5lrs7' });
 * new RunnerState(chart, 'queues', { version: '0.14.3', queueMatch: '^rmq_.*$', queueMismatch: '^rmq_dev_.*$' });
 */
export class RunnerState extends Construct {
  /** The name of the ConfigMap. */
  public readonly name: string;
  /** What the map holds: a state, or expressions of queues. */
  public readonly holds: 'state' | 'queues';
  /** Whether it is for all runners that are told its name, and not for one pod. */
  public readonly forAll: boolean;

  /** @throws where the release does not read what the map holds, or the map would serve every queue unasked */
  public constructor(scope: Construct, id: string, props: RunnerStateProps = {}) {
    super(scope, id);
    requireProps(this, 'a RunnerState', props, RUNNER_STATE);
    const { state = 'Running', queueMatch, queueMismatch = '', name = CONTRACT.state, podName } = props;
    requireOneOf(this, 'state', state, ['Running', 'DrainAndSuspend']);
    this.requireQueues(props);
    this.holds = queueMatch === undefined ? 'state' : 'queues';
    this.requireVersion(props.version);
    this.name = podName ?? name;
    this.forAll = podName === undefined;
    requireSyntax(this, this.forAll ? 'name' : 'podName', this.name, dns1123Subdomain);
    new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: this.name },
      data: queueMatch === undefined ? { STATE: state } : { QUEUE_MATCH: queueMatch, QUEUE_MISMATCH: queueMismatch },
    });
  }

  private requireQueues({ state, queueMatch, queueMismatch }: RunnerStateProps): void {
    if (queueMatch === undefined && queueMismatch !== undefined)
      throw fail(this, 'queueMismatch is given without queueMatch, and the runners would serve every other queue');
    if (queueMatch === undefined) return;
    if (state !== undefined) throw fail(this, 'state and queueMatch are given, and no release reads both');
    requireGoRegExp(this, 'queueMatch', queueMatch);
    if (queueMismatch !== undefined) requireGoRegExp(this, 'queueMismatch', queueMismatch);
  }

  private requireVersion(version: string | undefined): void {
    if (version === undefined) return;
    const span = this.holds === 'state' ? STATE : WATCHED_QUEUES;
    if (RunnerVersion.parse(this, version).isIn(span)) return;
    throw fail(this, `${this.holds === 'state' ? 'state' : 'queueMatch'} is not read by ${version}; ${readers(span)}`);
  }
}

/** Whether it is a {@link RunnerState}, of whichever copy of this library. */
export const isRunnerState = brand(RunnerState, 'runner.RunnerState');
