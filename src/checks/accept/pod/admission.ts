import { isQuantity, parseMilli } from '../../../facts/quantity';
import { forbidden } from '../field-error';
import type { Sink } from '../field-error';
import { podsOf } from '../pod-specs';
import { isSet, own, record } from '../read';
import type { Model } from '../../model/model';
import type { Report, Rule } from '../../rule';
import { textOf, textOr } from './values';

/** The two classes that every cluster has. */
const SYSTEM_CLASSES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** ACC039: a Pod does not set what the API server takes from its classes. */
export const admission: Rule = {
  id: 'ACC039',
  title: 'priority, overhead and node selector of a Pod',
  severity: 'error',
  fix: 'name the PriorityClass or the RuntimeClass, and leave the values to the API server',
  why: 'the API server sets priority, preemption policy, overhead and node selector of a Pod from its classes and refuses a Pod that says otherwise',
  page: {
    reports:
      'a Pod whose `priority` or `preemptionPolicy` differs from that of its PriorityClass, or whose `overhead` differs from that of its RuntimeClass, or whose `nodeSelector` says otherwise of a label than that of its RuntimeClass. Without a class, the priority is 0 and there is no overhead. A class that is not among the manifests is not judged, and neither are templates.',
    mend: 'Delete `priority` and set `priorityClassName`.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  priority: 1000
  containers:
    - name: trainer
      image: example.com/trainer:1
`,
    after: [
      ['priority: 1000', 'priorityClassName: training'],
      [
        '      image: example.com/trainer:1',
        `      image: example.com/trainer:1
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: training
value: 1000`,
      ],
    ],
  },
  check(model) {
    const found: Report[] = [];
    for (const { manifest, kind, spec } of podsOf(model)) {
      if (kind !== 'Pod') continue;
      const sink: Sink = ({ path, message }) => found.push({ manifest, path, message });
      priorityErrors(spec, model, sink);
      overheadErrors(spec, model, sink);
      selectorErrors(spec, model, sink);
    }
    return found;
  },
};

type Spec = Readonly<Record<string, unknown>>;

function priorityErrors(spec: Spec, model: Model, sink: Sink): void {
  const known = classOf(textOf(spec.priorityClassName), model);
  if (!known) return;
  if (typeof spec.priority === 'number' && spec.priority !== known.value) {
    const detail = `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${known.value} from the given PriorityClass name`;
    sink(forbidden(['spec', 'priority'], detail));
  }
  const policy = textOf(spec.preemptionPolicy) ?? '';
  if (['Never', 'PreemptLowerPriority'].includes(policy) && policy !== known.policy) {
    const detail = `the string value of PreemptionPolicy (${policy}) must not be provided in pod spec; priority admission controller computed ${known.policy} from the given PriorityClass name`;
    sink(forbidden(['spec', 'preemptionPolicy'], detail));
  }
}

/** What the API server takes from the class of a Pod; `undefined` where nobody here knows. */
function classOf(name: string | undefined, model: Model): { value: number; policy: string } | undefined {
  if (name === undefined) return undefined;
  const system = own(SYSTEM_CLASSES, name);
  if (system !== undefined) return { value: system, policy: 'PreemptLowerPriority' };
  const classes = model.ofKind('scheduling.k8s.io', 'PriorityClass').map(({ object }) => object);
  const found = classes.find(({ metadata, globalDefault }) =>
    name === '' ? globalDefault === true : metadata?.name === name,
  );
  if (!found) return name === '' ? { value: 0, policy: 'PreemptLowerPriority' } : undefined;
  const { value, preemptionPolicy } = found;
  if (typeof value !== 'number') return undefined;
  return { value, policy: textOr(preemptionPolicy, 'PreemptLowerPriority') ?? '' };
}

function overheadErrors(spec: Spec, model: Model, sink: Sink): void {
  const name = textOf(spec.runtimeClassName);
  if (name === undefined || !isSet(spec.overhead)) return;
  const found = name === '' ? undefined : model.find('node.k8s.io', 'RuntimeClass', '', name);
  if (name !== '' && !found) return;
  const fixed = found ? record(record(found.object.overhead).podFixed) : {};
  if (!found || !isSet(found.object.overhead)) {
    sink(forbidden(['spec', 'overhead'], 'Pod Overhead set without corresponding RuntimeClass defined Overhead'));
  } else if (!sameAmounts(record(spec.overhead), fixed)) {
    sink(forbidden(['spec', 'overhead'], "Pod's Overhead doesn't match RuntimeClass's defined Overhead"));
  }
}

/** The node selector of the RuntimeClass is added to that of the Pod, which must not say otherwise. */
function selectorErrors(spec: Spec, model: Model, sink: Sink): void {
  const name = textOf(spec.runtimeClassName) ?? '';
  const found = name === '' ? undefined : model.find('node.k8s.io', 'RuntimeClass', '', name);
  const wanted = record(record(found?.object.scheduling).nodeSelector);
  for (const [key, value] of Object.entries(record(spec.nodeSelector))) {
    const other = own(wanted, key);
    if (typeof value !== 'string' || typeof other !== 'string' || value === other) continue;
    const detail = `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${other}; pod.spec.nodeSelector[${key}] = ${value}`;
    sink(forbidden(['spec', 'nodeSelector', key], detail));
  }
}

function sameAmounts(a: Spec, b: Spec): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => {
    const [left, right] = [own(a, name), own(b, name)];
    return isQuantity(left) && isQuantity(right) && parseMilli(left) === parseMilli(right);
  });
}
