import { forbidden, invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { ContainerAt, PodFacts } from './each-pod';
import { handlerErrors } from './handlers';
import { nonNegative } from './values';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const COUNTS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];

/** ACC027: a probe asks in one way, at a port that exists, and as often as a number can say. */
export const probes: Rule = {
  id: 'ACC027',
  title: 'probes',
  severity: 'error',
  fix: 'give the probe exactly one handler and numbers that are not negative',
  why: 'the API server refuses a probe that the kubelet could not run',
  page: {
    reports:
      'a probe with no handler or with more than one, a port outside 1 to 65535 or a port name that no port can have (a number in quotes is a name), a scheme other than HTTP and HTTPS, a header name with other than letters, digits and dashes, an `exec` without a command, a negative number, a `successThreshold` other than 1 of a liveness or startup probe, a grace period below 1 or in a readiness probe, and any probe of an init container that is no sidecar.',
    mend: 'Take the quotes off the port, or keep one handler.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: server
spec:
  containers:
    - name: server
      image: example.com/server:1
      livenessProbe:
        tcpSocket:
          port: '8080'
`,
    after: [["port: '8080'", 'port: 8080']],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  for (const at of pod.containers) {
    for (const name of PROBES) {
      if (!isSet(at.container[name])) continue;
      const field = [...at.path, name];
      if (at.list === 'initContainers' && !at.sidecar) {
        sink(forbidden(field, 'may not be set for init containers without restartPolicy=Always'));
      } else if (at.list !== 'ephemeralContainers') {
        probeErrors(at, name, sink);
      }
    }
  }
}

function probeErrors({ container, path }: ContainerAt, name: (typeof PROBES)[number], sink: Sink): void {
  const probe = record(container[name]);
  const field = [...path, name];
  handlerErrors(probe, field, HANDLERS, sink);
  for (const count of COUNTS) nonNegative(probe[count], [...field, count], sink);
  const { successThreshold, terminationGracePeriodSeconds: grace } = probe;
  // 0 is read as not given, which is 1.
  if (name !== 'readinessProbe' && typeof successThreshold === 'number' && ![0, 1].includes(successThreshold)) {
    sink(invalid([...field, 'successThreshold'], successThreshold, 'must be 1'));
  }
  const graceField = [...field, 'terminationGracePeriodSeconds'];
  if (typeof grace === 'number' && grace <= 0) sink(invalid(graceField, grace, 'must be greater than 0'));
  if (name === 'readinessProbe' && isSet(grace))
    sink(invalid(graceField, grace, 'must not be set for readinessProbes'));
}
