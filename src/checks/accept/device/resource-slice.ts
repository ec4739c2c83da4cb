import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { syntaxOf } from '../core/syntax';
import { invalid, required, tooLong, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { nodeSelectorErrors } from '../pod/node-affinity';
import { isUnset, list, record } from '../read';
import { csiDriverName } from '../storage/volume-sources';
import { counters, validateDevice } from './device';
import { uniqueNames } from './names';

const MAX_DEVICES = 128;
const MAX_ADVANCED = 64;
const MAX_SETS = 8;
const MAX_POOL = 253;

/** ACC107: the devices that a ResourceSlice offers. */
export const resourceSlice: Rule = {
  id: 'ACC107',
  title: 'devices of a ResourceSlice',
  severity: 'error',
  why: 'the API server refuses a slice that offers devices in a way that no scheduler could count',
  fix: 'leave slices to the drivers, or write the pool, the place and each device as the API has them',
  page: {
    reports:
      'a driver or a pool without a name, a count of slices that is not above zero, a negative generation; a slice that has not exactly one of `nodeName`, `nodeSelector`, `allNodes` and `perDeviceNodeSelection`; more than 128 devices, or 64 with taints or counters; two devices of one name; names of attributes and capacities that are no identifiers, attributes without exactly one value, versions that are none, and more than 32 of them; since 1.36 also policies of requests that contradict the capacity, taints, counters, conditions of binding and places of devices that are none.',
    mend: 'Drivers write slices: take the object out of the manifests, unless it stands for a device that no driver knows.',
    before: `apiVersion: resource.k8s.io/v1
kind: ResourceSlice
metadata:
  name: gpus
spec:
  driver: gpu.example.com
  pool:
    name: gpus
    generation: 1
    resourceSliceCount: 0
  allNodes: true
`,
    after: [['resourceSliceCount: 0', 'resourceSliceCount: 1']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'resource.k8s.io', 'ResourceSlice', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  // Before 1.36 the API server drops what is said of taints, counters and single devices.
  const newer = minor >= 36;
  csiDriverName(spec.driver, ['spec', 'driver'], sink);
  pool(record(spec.pool), ['spec', 'pool'], sink);
  place(spec, newer, sink);
  if (newer && !isUnset(spec.sharedCounters) && !isUnset(spec.devices)) {
    sink(invalid(['spec'], '', 'only one of `sharedCounters` or `devices` is allowed'));
  }
  devices(spec, newer, sink);
  if (newer) sharedCounters(spec.sharedCounters, ['spec', 'sharedCounters'], sink);
}

function pool({ name, resourceSliceCount, generation }: Fields, path: FieldPath, sink: Sink): void {
  const at = [...path, 'name'];
  if ((name ?? '') === '') sink(required(at));
  else if (typeof name === 'string') {
    if (name.length > MAX_POOL) sink(tooLong(at, MAX_POOL));
    for (const part of name.split('/')) syntaxOf(part, at, dns1123Subdomain, sink);
  }
  const count = resourceSliceCount ?? 0;
  if (typeof count === 'number' && count <= 0) {
    sink(invalid([...path, 'resourceSliceCount'], count, 'must be greater than zero'));
  }
  if (typeof generation === 'number' && generation < 0) {
    sink(invalid([...path, 'generation'], generation, 'must be greater than or equal to zero'));
  }
}

function place(spec: Fields, newer: boolean, sink: Sink): void {
  const { nodeName, nodeSelector, allNodes } = spec;
  const perDevice = newer ? spec.perDeviceNodeSelection : undefined;
  const given: string[] = [];
  if (nodeName === '') {
    sink(invalid(['spec', 'nodeName'], nodeName, 'must be either unset or set to a non-empty string'));
  } else if (!isUnset(nodeName)) {
    given.push('`nodeName`');
    syntaxOf(nodeName, ['spec', 'nodeName'], dns1123Subdomain, sink);
  }
  if (!isUnset(nodeSelector)) {
    given.push('`nodeSelector`');
    nodeSelectorErrors(nodeSelector, ['spec', 'nodeSelector'], true, sink);
    const { nodeSelectorTerms: terms } = record(nodeSelector);
    if (list(terms).length !== 1) {
      const at = ['spec', 'nodeSelector', 'nodeSelectorTerms'];
      sink(invalid(at, terms ?? null, 'must have exactly one node selector term'));
    }
  }
  for (const [field, value] of Object.entries({ allNodes, perDeviceNodeSelection: perDevice })) {
    if (value === true) given.push(`\`${field}\``);
    else if (value === false) sink(invalid(['spec', field], value, 'must be either unset or set to true'));
  }
  const one = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
  if (given.length === 0) sink(required(['spec'], one));
  else if (given.length > 1) {
    sink(invalid(['spec'], `{${given.join(', ')}}`, `${one}, but multiple fields are set`));
  }
}

function devices(spec: Fields, newer: boolean, sink: Sink): void {
  const path = ['spec', 'devices'];
  const found = objectsOf(spec.devices, path);
  const advanced = newer && found.some(([one]) => !isEmptyList(one.taints) || !isEmptyList(one.consumesCounters));
  const max = advanced ? MAX_ADVANCED : MAX_DEVICES;
  if (found.length > max) {
    sink(tooMany(path, found.length, max));
    return;
  }
  for (const [device, at] of found) validateDevice(device, at, spec.perDeviceNodeSelection === true, newer, sink);
  uniqueNames(found, 'name', sink);
}

function sharedCounters(value: unknown, path: FieldPath, sink: Sink): void {
  const sets = objectsOf(value, path);
  if (sets.length > MAX_SETS) {
    sink(tooMany(path, sets.length, MAX_SETS));
    return;
  }
  for (const [set, at] of sets) {
    if ((set.name ?? '') === '') sink(required([...at, 'name']));
    else syntaxOf(set.name, [...at, 'name'], dns1123Label, sink);
    counters(set.counters, [...at, 'counters'], sink);
  }
  uniqueNames(sets, 'name', sink);
}
