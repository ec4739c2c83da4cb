import { dns1123Label } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { syntaxOf } from '../core/syntax';
import { invalid, required, tooLong, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list, record } from '../read';
import { attributeName, uniqueTexts } from './names';
import { deviceRequests, requestNames } from './requests';
import { csiDriverName } from '../storage/volume-sources';

const MAX_ITEMS = 32;
const MAX_PARAMETERS = 10 * 1024;

type Names = ReturnType<typeof requestNames>;

/**
 * What the API server says of the spec of a new ResourceClaim, or of the claims that a template makes.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/pkg/apis/resource/validation/validation.go
 */
export function validateDeviceClaim(spec: unknown, path: FieldPath, minor: number, sink: Sink): void {
  const at = [...path, 'devices'];
  const { requests, constraints, config } = record(record(spec).devices);
  deviceRequests(requests, [...at, 'requests'], minor, sink);
  const names = requestNames(requests);
  const limited = objectsOf(constraints, [...at, 'constraints']);
  if (limited.length > MAX_ITEMS) sink(tooMany([...at, 'constraints'], limited.length, MAX_ITEMS));
  else for (const [constraint, here] of limited) validateConstraint(constraint, here, names, minor, sink);
  deviceConfig(config, [...at, 'config'], names, sink);
}

function validateConstraint(constraint: Fields, path: FieldPath, names: Names, minor: number, sink: Sink): void {
  requestReferences(constraint.requests, [...path, 'requests'], names, sink);
  const { matchAttribute: match, distinctAttribute } = constraint;
  // Before 1.36 the API server drops the field.
  const distinct = minor >= 36 ? distinctAttribute : undefined;
  if (!isUnset(match)) attribute(match, [...path, 'matchAttribute'], sink);
  else if (!isUnset(distinct)) attribute(distinct, [...path, 'distinctAttribute'], sink);
  else if (minor >= 36) sink(required(path, 'exactly one of "matchAttribute" or "distinctAttribute" is required'));
  else sink(required([...path, 'matchAttribute']));
}

function attribute(name: unknown, path: FieldPath, sink: Sink): void {
  if (typeof name === 'string') attributeName(name, path, true, sink);
}

/**
 * What drivers are told of devices.
 *
 * @param names the requests that may be named; `undefined` where there are none to name, as in a class
 */
export function deviceConfig(value: unknown, path: FieldPath, names: Names | undefined, sink: Sink): void {
  const configs = objectsOf(value, path);
  if (configs.length > MAX_ITEMS) {
    sink(tooMany(path, configs.length, MAX_ITEMS));
    return;
  }
  for (const [config, at] of configs) {
    if (names) requestReferences(config.requests, [...at, 'requests'], names, sink);
    const here = [...at, 'opaque'];
    if (isUnset(config.opaque)) {
      sink(required(here));
      continue;
    }
    const { driver, parameters } = record(config.opaque);
    csiDriverName(driver, [...here, 'driver'], sink);
    opaque(parameters, [...here, 'parameters'], sink);
  }
}

function opaque(parameters: unknown, path: FieldPath, sink: Sink): void {
  if (isUnset(parameters)) sink(required(path));
  else if (Buffer.byteLength(JSON.stringify(parameters) ?? '') > MAX_PARAMETERS) sink(tooLong(path, MAX_PARAMETERS));
  else if (typeof parameters !== 'object' || Array.isArray(parameters)) {
    sink(invalid(path, '<value omitted>', 'must be a valid JSON object'));
  }
}

const REFERENCE =
  "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";

function requestReferences(value: unknown, path: FieldPath, names: Names, sink: Sink): void {
  if (!isEmptyList(value) && list(value).length > MAX_ITEMS) {
    sink(tooMany(path, list(value).length, MAX_ITEMS));
    return;
  }
  uniqueTexts(value, path, sink, (name, at) => {
    const [request = '', inner, ...rest] = name.split('/');
    if (rest.length > 0) {
      sink(invalid(at, name, REFERENCE));
      return;
    }
    for (const part of name.split('/')) syntaxOf(part, at, dns1123Label, sink);
    const found = names.get(request);
    if (!found || (inner !== undefined && !found.has(inner))) sink(invalid(at, name, REFERENCE));
  });
}
