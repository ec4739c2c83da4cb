import type { Control, JudgedContainer, JudgedPod } from '../control';
import { plural } from '../../../../facts/count';
import { named, sortedSet } from '../wording';
import { list, number, record } from '../../read';

/** Baseline: no container takes a port of the node. */
export const hostPorts: Control = {
  name: 'hostPorts',
  level: 'baseline',
  since: 0,
  evaluate(pod) {
    const bad = pod.containers
      .map((container) => ({ container, ports: hostPortsOf(pod, container) }))
      .filter(({ ports }) => ports.length > 0);
    const [first] = bad;
    if (!first) return undefined;
    const ports = sortedSet(bad.flatMap((at) => at.ports.map(({ port }) => String(port))));
    const verb = bad.length === 1 ? 'uses' : 'use';
    return {
      reason: 'hostPort',
      detail: `${named(bad.map(({ container }) => container))} ${verb} ${plural(ports.length, 'hostPort')} ${ports.join(', ')}`,
      path: [...first.container.path, 'ports', ...first.ports.slice(0, 1).flatMap(({ index }) => [index, 'hostPort'])],
    };
  },
};

/** On the node's network each container port is given its host port by default. */
function hostPortsOf({ spec }: JudgedPod, { fields, list: of }: JudgedContainer): { index: number; port: number }[] {
  const defaulted = spec.hostNetwork === true && of !== 'ephemeralContainers';
  return list(fields.ports).flatMap((item, index) => {
    const { hostPort, containerPort } = record(item);
    // Text for a number is the schema's to report, so that no default may stand in for it.
    const given = hostPort === undefined || hostPort === null ? 0 : number(hostPort);
    const port = given === 0 && defaulted ? number(containerPort) : given;
    return port === undefined || port === 0 ? [] : [{ index, port }];
  });
}
