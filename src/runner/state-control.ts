import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { fail } from '../core/fail';
import type { RunnerNames } from './names';
import { RunnerAccess } from './runner-access';
import type { RunnerProps } from './runner-props';
import { isRunnerState, RunnerState } from './runner-state';
import type { RunnerVersion } from './runner-version';
import { defaultMatch } from './settings/environment';

/** What the pods need of what was decided; the map and the rights stand already. */
export interface StateControl {
  /** Whether the pods have a token. */
  readonly needsApi: boolean;
  /** What `K8S_CONFIGMAP` says; empty where the pods are to watch nothing, which would end the program where it may not. */
  readonly configMap: string;
}

/**
 * Decides token, rights, map and namespace at once. At 0.9.x a runner with a token but without rights ends at its start, and with both
 * but without a map, or with `Unknown` in it (before 0.9.27), it stops taking work after three minutes.
 */
export function controlState(
  runner: Construct,
  version: RunnerVersion,
  props: RunnerProps,
  names: RunnerNames,
  serviceAccount: { readonly name: string },
): StateControl {
  const map = stateMap(runner, version, props, names);
  if (!map) return { needsApi: false, configMap: '' };
  new RunnerAccess(runner, 'Access', { serviceAccount, name: names.role });
  const state = map();
  return { needsApi: true, configMap: state.name };
}

/** Makes the map, or takes that which is given; nothing where the release watches none. */
function stateMap(
  runner: Construct,
  version: RunnerVersion,
  { state, watchQueues = false, queues = {} }: RunnerProps,
  { state: name }: RunnerNames,
): (() => RunnerState) | undefined {
  if (isRunnerState(state)) return () => shared(runner, version, state);
  if (version.obeysState && state !== false)
    return () => new RunnerState(runner, 'State', { name, state: state ?? 'Running' });
  if (!watchQueues) return undefined;
  const queueMatch = queues.match ?? defaultMatch(version);
  return () => new RunnerState(runner, 'State', { name, queueMatch, queueMismatch: queues.mismatch });
}

/** Fails unless the map of another construct is one that these pods would find, and understand. */
function shared(runner: Construct, version: RunnerVersion, state: RunnerState): RunnerState {
  const wanted = version.obeysState ? 'state' : 'queues';
  if (!state.forAll)
    throw fail(runner, `state is the map of one pod, ${state.name}, and the runners watch one for all`);
  if (state.holds !== wanted)
    throw fail(runner, `state is a map of ${state.holds}, and ${version.toString()} reads a map of ${wanted}`);
  const [own, other] = [Chart.of(runner).namespace, Chart.of(state).namespace];
  if (own !== other)
    throw fail(runner, `state is a map of the namespace ${other}, and the runners watch their own, ${own}`);
  runner.node.addDependency(state);
  return state;
}
