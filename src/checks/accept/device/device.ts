import { dns1123Label, dns1123Subdomain, qualifiedName } from '../../../facts/names';
import { SEMVER } from '../../../facts/semver';
import type { FieldPath } from '../../field-path';
import { isEmptyMap, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { syntaxOf } from '../core/syntax';
import { duplicate, forbidden, invalid, required, tooLong, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { nodeSelectorErrors } from '../pod/node-affinity';
import { isUnset, record } from '../read';
import { requestPolicy } from './capacity';
import { attributeName, deviceTaints, label, uniqueNames } from './names';

const MAX_ATTRIBUTES = 32;
const MAX_VALUE = 64;
const MAX_TAINTS = 16;
const MAX_COUNTERS = 32;
const MAX_CONSUMED = 2;
const MAX_CONDITIONS = 4;
const VALUES = ['bool', 'bools', 'int', 'ints', 'string', 'strings', 'version', 'versions'];
/**
 * One device of a slice, as the API server of 1.36 and newer reads it: older ones drop half of its fields.
 *
 * @param perDevice whether each device of the slice says where it is
 */
export function validateDevice(device: Fields, path: FieldPath, perDevice: boolean, newer: boolean, sink: Sink): void {
  label(device.name, [...path, 'name'], sink);
  const attributes = record(device.attributes);
  const capacity = record(device.capacity);
  const count = Object.keys(attributes).length + Object.keys(capacity).length;
  if (count > MAX_ATTRIBUTES) {
    sink(invalid(path, count, `the total number of attributes and capacities must not exceed ${MAX_ATTRIBUTES}`));
  }
  for (const [name, value] of Object.entries(attributes)) {
    attributeName(name, [...path, 'attributes'], false, sink);
    attribute(record(value), [...path, 'attributes', name], sink);
  }
  for (const [name, value] of Object.entries(capacity)) {
    const at = [...path, 'capacity', name];
    attributeName(name, [...path, 'capacity'], false, sink);
    const { value: amount = 0, requestPolicy: policy } = record(value);
    if (!newer || isUnset(policy)) continue;
    if (device.allowMultipleAllocations === true) requestPolicy(amount, policy, [...at, 'requestPolicy'], sink);
    else sink(forbidden([...at, 'requestPolicy'], 'allowMultipleAllocations must be true'));
  }
  if (!newer) return;
  const taints = objectsOf(device.taints, [...path, 'taints']);
  if (taints.length > MAX_TAINTS) sink(tooMany([...path, 'taints'], taints.length, MAX_TAINTS));
  else deviceTaints(device.taints, [...path, 'taints'], sink);
  consumed(device.consumesCounters, [...path, 'consumesCounters'], sink);
  place(device, path, perDevice, sink);
  conditions(device, path, sink);
}

function attribute(value: Fields, path: FieldPath, sink: Sink): void {
  const given = VALUES.filter((name) => !isUnset(value[name]));
  if (given.length !== 1) sink(invalid(path, given.length === 0 ? '' : value, 'exactly one value must be specified'));
  const { string, version } = value;
  if (typeof string === 'string' && Buffer.byteLength(string) > MAX_VALUE)
    sink(tooLong([...path, 'string'], MAX_VALUE));
  if (typeof version !== 'string') return;
  const at = [...path, 'version'];
  if (!SEMVER.test(version)) sink(invalid(at, version, 'must be a string compatible with semver.org spec 2.0.0'));
  if (Buffer.byteLength(version) > MAX_VALUE) sink(tooLong(at, MAX_VALUE));
}

/** Counters by their names, which are DNS labels. */
export function counters(value: unknown, path: FieldPath, sink: Sink): void {
  const names = Object.keys(record(value));
  if (isEmptyMap(value)) sink(required(path));
  else if (names.length > MAX_COUNTERS) sink(tooMany(path, names.length, MAX_COUNTERS));
  else for (const name of names) syntaxOf(name, path, dns1123Label, sink);
}

function consumed(value: unknown, path: FieldPath, sink: Sink): void {
  const sets = objectsOf(value, path);
  if (sets.length > MAX_CONSUMED) {
    sink(tooMany(path, sets.length, MAX_CONSUMED));
    return;
  }
  for (const [set, at] of sets) {
    if ((set.counterSet ?? '') === '') sink(required([...at, 'counterSet']));
    else syntaxOf(set.counterSet, [...at, 'counterSet'], dns1123Label, sink);
    counters(set.counters, [...at, 'counters'], sink);
  }
  uniqueNames(sets, 'counterSet', sink);
}

/** Where a device is, said by itself or by its slice. */
function place(device: Fields, path: FieldPath, perDevice: boolean, sink: Sink): void {
  const { nodeName, nodeSelector, allNodes } = device;
  if (!perDevice) {
    if ([nodeName, nodeSelector, allNodes].every(isUnset)) return;
    const only =
      '`nodeName`, `nodeSelector` and `allNodes` can only be set if `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
    sink({ path, message: `Invalid value: ${only}` });
    return;
  }
  if (nodeName === '') sink(invalid([...path, 'nodeName'], nodeName, 'must not be empty'));
  else syntaxOf(nodeName, [...path, 'nodeName'], dns1123Subdomain, sink);
  if (!isUnset(nodeSelector)) nodeSelectorErrors(nodeSelector, [...path, 'nodeSelector'], true, sink);
  if (allNodes === false) sink(invalid([...path, 'allNodes'], false, 'must be either unset or set to true'));
  const given = [!isUnset(nodeName) && nodeName !== '', !isUnset(nodeSelector), allNodes === true].filter(
    Boolean,
  ).length;
  const one =
    'exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the ResourceSlice spec';
  if (given === 0) sink(required(path, one));
  else if (given > 1) sink({ path, message: `Invalid value: ${one}` });
}

function conditions(device: Fields, path: FieldPath, sink: Sink): void {
  const lists = (['bindingConditions', 'bindingFailureConditions'] as const).map((field) => {
    const at = [...path, field];
    const items = textsOf(device[field], at);
    if (items.length > MAX_CONDITIONS) sink(tooMany(at, items.length, MAX_CONDITIONS));
    else for (const [item, here] of items) syntaxOf(item, here, qualifiedName, sink);
    const seen = new Set<string>();
    for (const [item, here] of items) {
      if (seen.has(item)) sink(duplicate(here, item));
      seen.add(item);
    }
    return items;
  });
  const [binding = [], failing = []] = lists;
  for (const [item, at] of failing) {
    if (binding.some(([other]) => other === item)) {
      sink(invalid(at, item, 'bindingFailureConditions must not overlap with bindingConditions'));
    }
  }
  const needs = (field: string, other: string): void =>
    sink(invalid([...path, field], device[field] ?? null, `${field} are required to use ${other}`));
  if (binding.length === 0 && failing.length > 0) needs('bindingConditions', 'bindingFailureConditions');
  if (failing.length === 0 && binding.length > 0) needs('bindingFailureConditions', 'bindingConditions');
}
