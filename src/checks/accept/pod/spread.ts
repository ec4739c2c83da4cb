import type { FieldPath } from '../../field-path';
import { duplicate, forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { Fields, PodFacts } from './each-pod';
import { keyListErrors, selectedTwice } from './label-keys';
import { labelSelector, numberOf, oneOfStrict, textOf } from './values';

/** ACC035: constraints on the spread of pods say how uneven, over what, and what else to do. */
export const spread: Rule = {
  id: 'ACC035',
  title: 'topology spread constraints',
  severity: 'error',
  fix: 'give the constraint a maxSkew of at least 1, a topologyKey and a whenUnsatisfiable of its own',
  why: 'the API server refuses a constraint that does not say over what the pods are spread, and two that say the same',
  page: {
    reports:
      'a constraint whose `maxSkew` or `minDomains` is below 1, without a `topologyKey`, with a `whenUnsatisfiable` other than `DoNotSchedule` and `ScheduleAnyway`, `minDomains` beside `ScheduleAnyway`, two constraints of one key and one action, policies other than `Honor` and `Ignore`, a label selector that no pod can match, and `matchLabelKeys` without a selector or with keys that the selector has (in templates since 1.34 only if it has them twice).',
    mend: 'Merge the two constraints, or correct the spelling of the action.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: server
spec:
  topologySpreadConstraints:
    - maxSkew: 0
      topologyKey: topology.kubernetes.io/zone
      whenUnsatisfiable: DoNotSchedule
  containers:
    - name: server
      image: example.com/server:1
`,
    after: [['- maxSkew: 0', '- maxSkew: 1']],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];

function errorsOf(pod: PodFacts, sink: Sink): void {
  const seen = new Set<string>();
  for (const [index, value] of list(pod.spec.topologySpreadConstraints).entries()) {
    const constraint = record(value);
    const field = [...pod.path, 'topologySpreadConstraints', index];
    positive(numberOf(constraint.maxSkew), [...field, 'maxSkew'], sink);
    const key = textOf(constraint.topologyKey);
    const action = textOf(constraint.whenUnsatisfiable);
    if (key === '') sink(required([...field, 'topologyKey'], 'can not be empty'));
    if (action !== undefined && !ACTIONS.includes(action)) {
      sink(notSupported([...field, 'whenUnsatisfiable'], action, ACTIONS));
    }
    if (key !== undefined && action !== undefined) {
      const pair = `{${key}, ${action}}`;
      if (seen.has(pair)) sink(duplicate(field, pair));
      seen.add(pair);
    }
    if (isSet(constraint.minDomains)) {
      positive(numberOf(constraint.minDomains), [...field, 'minDomains'], sink);
      if (action !== undefined && action !== 'DoNotSchedule') {
        const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
        sink(invalid([...field, 'minDomains'], constraint.minDomains, detail));
      }
    }
    for (const policy of ['nodeAffinityPolicy', 'nodeTaintsPolicy']) {
      oneOfStrict(constraint[policy], [...field, policy], ['Honor', 'Ignore'], sink);
    }
    labelSelector(constraint.labelSelector, [...field, 'labelSelector'], sink);
    keyErrors(constraint, [...field, 'matchLabelKeys'], pod, sink);
  }
}

function positive(value: number | undefined, path: FieldPath, sink: Sink): void {
  if (value !== undefined && value < 1) sink(invalid(path, value, 'must be greater than zero'));
}

function keyErrors(constraint: Fields, path: FieldPath, pod: PodFacts, sink: Sink): void {
  const keys = list(constraint.matchLabelKeys);
  if (keys.length === 0) return;
  if (!isSet(constraint.labelSelector)) {
    sink(forbidden(path, 'must not be specified when labelSelector is not set'));
    return;
  }
  keyListErrors(keys, path, constraint.labelSelector, sink);
  if (pod.minor >= 34) {
    selectedTwice(constraint, path, pod, sink);
    return;
  }
  const { matchLabels, matchExpressions } = record(constraint.labelSelector);
  const selected: unknown[] = list(matchExpressions).map((expression) => record(expression).key);
  selected.push(...Object.keys(record(matchLabels)));
  for (const [index, key] of keys.entries()) {
    if (selected.includes(key)) sink(invalid([...path, index], key, 'exists in both matchLabelKeys and labelSelector'));
  }
}
