import { forbidden, invalid } from '../field-error';
import type { FieldError, Sink } from '../field-error';
import { isSet, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { Fields, PodFacts } from './each-pod';
import { handlerErrors } from './handlers';
import { numberOf } from './values';

/** What the API server takes for a pod that does not say how long it may take to end. */
const DEFAULT_GRACE = 30;

/** ACC028: hooks of a container run in one way, and a sleep ends before the pod is killed. */
export const lifecycle: Rule = {
  id: 'ACC028',
  title: 'lifecycle hooks',
  severity: 'error',
  fix: 'give the hook exactly one handler, and a sleep that is shorter than terminationGracePeriodSeconds',
  why: 'the API server refuses a hook that the kubelet could not run to its end',
  page: {
    reports:
      'a `postStart` or `preStop` hook with no handler or with more than one, with a port that no container can have, a `sleep` longer than `terminationGracePeriodSeconds` (30 where it is not given), and any hook of an init container that is no sidecar. A sleep of 0 seconds is right since 1.33.',
    mend: 'Raise `terminationGracePeriodSeconds` of the pod, or sleep less.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: server
spec:
  containers:
    - name: server
      image: example.com/server:1
      lifecycle:
        preStop:
          sleep:
            seconds: 60
`,
    after: [
      [
        'spec:',
        `spec:
  terminationGracePeriodSeconds: 90`,
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  for (const at of pod.containers) {
    const { container, path, list: kind, sidecar } = at;
    if (!isSet(container.lifecycle)) continue;
    const given = record(container.lifecycle);
    const field = [...path, 'lifecycle'];
    // A stop signal the API server drops, and hooks that are nothing else with it.
    if (Object.keys(given).join() === 'stopSignal') continue;
    if (kind === 'initContainers' && !sidecar) {
      sink(forbidden(field, 'may not be set for init containers without restartPolicy=Always'));
    } else if (kind !== 'ephemeralContainers') {
      for (const hook of ['postStart', 'preStop'] as const) {
        if (isSet(given[hook])) hookErrors(record(given[hook]), [...field, hook], pod, sink);
      }
    }
  }
}

function hookErrors(hook: Fields, path: FieldError['path'], { spec, minor }: PodFacts, sink: Sink): void {
  const others = ['exec', 'httpGet', 'tcpSocket'];
  // Until 1.30 the API server dropped a sleep, and a hook that had nothing else.
  if (minor < 30 && isSet(hook.sleep) && !others.some((name) => isSet(hook[name]))) return;
  handlerErrors(hook, path, minor < 30 ? others : [...others, 'sleep'], sink);
  if (minor < 30 || !isSet(hook.sleep) || others.some((name) => isSet(hook[name]))) return;
  const seconds = numberOf(record(hook.sleep).seconds);
  const grace = isSet(spec.terminationGracePeriodSeconds)
    ? numberOf(spec.terminationGracePeriodSeconds)
    : DEFAULT_GRACE;
  if (seconds === undefined || grace === undefined) return;
  const least = minor >= 33 ? 0 : 1;
  if (seconds < least || seconds > grace) {
    const detail = `must be ${least === 0 ? 'non-negative' : 'greater than 0'} and less than terminationGracePeriodSeconds (${grace})`;
    sink(invalid([...path, 'sleep'], seconds, detail));
  }
}
