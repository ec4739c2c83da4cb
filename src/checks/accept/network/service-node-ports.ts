import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import type { Report, Rule } from '../../rule';
import { eachObject, nameOf, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { duplicate, forbidden, invalid } from '../field-error';
import type { Sink } from '../field-error';
import { record, text } from '../read';
import { typeOf } from './service';

/** What `--service-node-port-range` is unless an administrator changes it. */
const FIRST = 30000;
const LAST = 32767;
const OUT_OF_RANGE = `provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`;

/** ACC056: node ports of Services. */
export const serviceNodePorts: Rule = {
  id: 'ACC056',
  title: 'node ports of a Service',
  severity: 'error',
  why: 'the API server refuses a node port that its range does not have, that the type of the Service does not take or that another Service holds',
  fix: 'leave nodePort out, and the API server chooses a free one',
  page: {
    reports:
      'a `nodePort` on a Service of type `ClusterIP`, one outside of 30000 to 32767 (the range that an API server has unless it is told another), one that two ports with the same protocol share, and one that an earlier Service of the same manifests holds. A `healthCheckNodePort` must be in the same range and needs type `LoadBalancer` and `externalTrafficPolicy: Local`.',
    mend: 'Leave `nodePort` out unless something outside of the cluster depends on the number; else choose one between 30000 and 32767 that is free.',
    before: `apiVersion: v1
kind: Service
metadata:
  name: studio
spec:
  type: NodePort
  ports:
    - port: 80
      nodePort: 80
`,
    after: [['nodePort: 80', 'nodePort: 30080']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Service', validate);
    yield* heldByAnother(model, target);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const type = typeOf(spec);
  const seen = new Set<string>();
  for (const [nodePort, protocol, path] of nodePortsOf(spec)) {
    if (type === 'ClusterIP') sink(forbidden(path, "may not be used when `type` is 'ClusterIP'"));
    else if (hasNodePorts(type) && !isInRange(nodePort)) sink(invalid(path, nodePort, OUT_OF_RANGE));
    const key = `${protocol} ${nodePort}`;
    if (seen.has(key)) sink(duplicate(path, nodePort));
    seen.add(key);
  }
  const path = ['spec', 'healthCheckNodePort'];
  const { healthCheckNodePort } = spec;
  if (typeof healthCheckNodePort !== 'number' || healthCheckNodePort === 0) return;
  if (type !== 'LoadBalancer' || spec.externalTrafficPolicy !== 'Local') {
    const needs = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    sink(invalid(path, healthCheckNodePort, needs));
  } else if (!isInRange(healthCheckNodePort)) {
    sink(invalid(path, healthCheckNodePort, OUT_OF_RANGE));
  }
}

/** A node port is one for all protocols where two Services want it. */
function* heldByAnother(model: Model, _target: Target): Iterable<Report> {
  const holders = new Map<number, Manifest>();
  for (const manifest of model.ofKind('', 'Service')) {
    const spec = record(manifest.object.spec);
    if (!hasNodePorts(typeOf(spec))) continue;
    for (const [nodePort, , path] of nodePortsOf(spec)) {
      const holder = holders.get(nodePort);
      if (!holder) holders.set(nodePort, manifest);
      else if (nameOf(holder.object) !== nameOf(manifest.object)) {
        const name = text(record(holder.object.metadata).name) ?? '';
        yield { manifest, ...invalid(path, nodePort, `provided port is already allocated to Service ${name}`) };
      }
    }
  }
}

function* nodePortsOf(spec: Fields): Iterable<[nodePort: number, protocol: string, path: FieldPath]> {
  for (const [port, at] of objectsOf(spec.ports, ['spec', 'ports'])) {
    if (typeof port.nodePort !== 'number' || port.nodePort === 0) continue;
    yield [port.nodePort, text(port.protocol) ?? 'TCP', [...at, 'nodePort']];
  }
}

function hasNodePorts(type: string | undefined): boolean {
  return type === 'NodePort' || type === 'LoadBalancer';
}

function isInRange(port: number): boolean {
  return port >= FIRST && port <= LAST;
}
