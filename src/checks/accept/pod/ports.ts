import { duplicate, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { ContainerAt, PodFacts } from './each-pod';
import { inRange, numberOf, oneOf, portName, textOf, textOr } from './values';

/** ACC021: the ports of containers are numbers that exist, and no two claim one port of the node. */
export const ports: Rule = {
  id: 'ACC021',
  title: 'ports of containers',
  severity: 'error',
  fix: 'give the port a number from 1 to 65535, a short lower-case name, and a host port of its own',
  why: 'the API server refuses a port that no container can open or that two containers claim on one node',
  page: {
    reports:
      'a container port without a number or outside 1 to 65535, a port name that is longer than 15 characters, has other than lower-case letters, digits and dashes, or no letter, one name twice in a container, a protocol other than TCP, UDP and SCTP, one host port twice, and with `hostNetwork` a host port that differs from the container port.',
    mend: 'Correct the number or shorten the name. With `hostNetwork`, leave `hostPort` out.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: server
spec:
  containers:
    - name: server
      image: example.com/server:1
      ports:
        - name: prometheus-metrics
          containerPort: 9090
`,
    after: [['- name: prometheus-metrics', '- name: metrics']],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const { spec, isPod, minor } = pod;
  // The API server gives a Pod's ports the host port they have anyway; until 1.27 it did so in templates too.
  const hostNetwork = spec.hostNetwork === true;
  const fill = hostNetwork && (isPod || minor <= 27);
  const shared = new Set<string>();
  for (const at of pod.containers) {
    portErrors(at, hostNetwork, sink);
    // Init containers run one by one, so each has the node's ports to itself.
    if (at.list === 'containers') hostPortErrors(at, shared, fill, sink);
    else if (at.list === 'initContainers') hostPortErrors(at, new Set(), fill, sink);
  }
}

function portErrors({ container, path, list: kind }: ContainerAt, hostNetwork: boolean, sink: Sink): void {
  const names = new Set<string>();
  for (const [index, value] of list(container.ports).entries()) {
    const port = record(value);
    const field = [...path, 'ports', index];
    const name = textOf(port.name) ?? '';
    const problem = name === '' ? undefined : portName(name);
    if (problem !== undefined) sink(invalid([...field, 'name'], name, problem));
    else if (name !== '' && names.has(name)) sink(duplicate([...field, 'name'], name));
    names.add(name);

    const number = numberOf(port.containerPort);
    const hostPort = numberOf(port.hostPort);
    if (number === 0) sink(required([...field, 'containerPort']));
    else inRange(number, [...field, 'containerPort'], 1, 65535, sink);
    if (hostPort !== 0) inRange(hostPort, [...field, 'hostPort'], 1, 65535, sink);
    oneOf(port.protocol, [...field, 'protocol'], ['SCTP', 'TCP', 'UDP'], sink);
    if (kind === 'containers' && hostNetwork && hostPort !== undefined && hostPort !== 0 && hostPort !== number) {
      sink(invalid([...field, 'hostPort'], hostPort, 'must match `containerPort` when `hostNetwork` is true'));
    }
  }
}

function hostPortErrors({ container, path }: ContainerAt, taken: Set<string>, fill: boolean, sink: Sink): void {
  for (const [index, value] of list(container.ports).entries()) {
    const port = record(value);
    const hostPort = numberOf(fill && numberOf(port.hostPort) === 0 ? port.containerPort : port.hostPort);
    if (hostPort === undefined || hostPort === 0) continue;
    const key = `${textOr(port.protocol, 'TCP') ?? ''}/${textOf(port.hostIP) ?? ''}/${hostPort}`;
    if (taken.has(key)) sink(duplicate([...path, 'ports', index, 'hostPort'], key));
    taken.add(key);
  }
}
