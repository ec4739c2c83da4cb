import { qualifiedName } from '../../../facts/names';
import { parseMilli } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { record } from '../read';
import { needsText, textOf, textOr } from './values';

const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];
const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.podIP',
  'status.podIPs',
];
const RESOURCES = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

/** A reference to a field of the pod, from a variable or from a file of a volume. */
export function fieldRef(value: unknown, path: FieldPath, user: 'env' | 'volume', minor: number, sink: Sink): void {
  const { apiVersion, fieldPath } = record(value);
  const field = textOf(fieldPath);
  if (field === undefined || textOf(apiVersion) === undefined) return;
  if (field === '') {
    sink(required([...path, 'fieldPath']));
    return;
  }
  // The version defaults to v1, and no other is known.
  const version = textOr(apiVersion, 'v1') ?? '';
  if (version !== 'v1') {
    sink(invalid([...path, 'fieldPath'], field, `error converting fieldPath: unsupported pod version: ${version}`));
    return;
  }
  const [, map, key] = /^([^[]+)\['(.*)'\]$/s.exec(field) ?? [];
  if (map === undefined || key === undefined) {
    // Before 1.29 the list of the node's addresses could not be read.
    const known = user === 'volume' ? VOLUME_FIELDS : minor >= 29 ? [...ENV_FIELDS, 'status.hostIPs'] : ENV_FIELDS;
    if (!known.includes(field === 'spec.host' ? 'spec.nodeName' : field)) {
      sink(notSupported([...path, 'fieldPath'], field, known));
    }
    return;
  }
  if (map !== 'metadata.annotations' && map !== 'metadata.labels') {
    sink(invalid([...path, 'fieldPath'], field, 'field label does not support subscript'));
    return;
  }
  const problem = qualifiedName(map === 'metadata.annotations' ? key.toLowerCase() : key);
  if (problem !== undefined) sink(invalid([...path, 'fieldPath'], key, problem));
}

/** A reference to a request or limit of a container. A file of a volume must say of which container. */
export function resourceFieldRef(value: unknown, path: FieldPath, inVolume: boolean, sink: Sink): void {
  const { containerName, resource, divisor } = record(value);
  const name = textOf(resource);
  if (inVolume && textOf(containerName) === '') {
    needsText(containerName, [...path, 'containerName'], sink);
  } else if (name === '') {
    sink(required([...path, 'resource']));
  } else if (name !== undefined && !RESOURCES.includes(name) && !/^(requests|limits)\.hugepages-/.test(name)) {
    sink(notSupported([...path, 'resource'], name, RESOURCES));
  }
  if ((typeof divisor === 'string' || typeof divisor === 'number') && name !== undefined) {
    divisorErrors(name, divisor, [...path, 'divisor'], sink);
  }
}

const DECIMAL = ['1', '1k', '1M', '1G', '1T', '1P', '1E'];
const BINARY = ['1', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'];

function divisorErrors(name: string, divisor: string | number, path: FieldPath, sink: Sink): void {
  const milli = parseMilli(divisor);
  if (milli === undefined || milli === 0n) return;
  const given = String(divisor);
  // An exponent stays one when the API server writes the quantity.
  const exponent = /[eE]/.test(given.replace(/E$|Ei$/, '')) && milli !== 1000n;
  if (name.endsWith('.cpu')) {
    if (exponent || (milli !== 1n && milli !== 1000n)) {
      sink(invalid(path, given, "only divisor's values 1m and 1 are supported with the cpu resource"));
    }
  } else if (RESOURCES.includes(name) || /^(requests|limits)\.hugepages-/.test(name)) {
    const base = given.endsWith('i') ? 1024n : 1000n;
    const known = Array.from({ length: 7 }, (_, power) => 1000n * base ** BigInt(power));
    if (exponent || !known.includes(milli)) {
      const values = [...DECIMAL, ...BINARY.slice(1)].join(', ');
      sink(
        invalid(
          path,
          given,
          `only divisor's values ${values} are supported with the ${name.split('.')[1] ?? ''} resource`,
        ),
      );
    }
  }
}
