import { dns1123Label, labelValue, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { isBlank, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, syntaxOf } from '../core/syntax';
import { duplicate, invalid, required, tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { csiDriverName } from '../storage/volume-sources';

const MAX_ID = 32;
const EFFECTS = ['NoExecute', 'NoSchedule', 'None'];

/** A DNS label that has no default; to the API server none is one without characters. */
export function label(name: unknown, path: FieldPath, sink: Sink): void {
  syntaxOf(name ?? '', path, dns1123Label, sink);
}

/**
 * The name of an attribute or a capacity: an identifier of C, with a domain and a slash before it or without.
 *
 * @param withDomain whether the domain must be there
 */
export function attributeName(name: string, path: FieldPath, withDomain: boolean, sink: Sink): void {
  const [first = '', second, ...rest] = name.split('/');
  if (rest.length === 0) {
    if (second === undefined) identifier(first, path, sink);
    else {
      if (first === '') sink(invalid(path, '', 'the domain must not be empty'));
      else csiDriverName(first, path, sink);
      if (second === '') sink(invalid(path, '', 'the name must not be empty'));
      else identifier(second, path, sink);
    }
  }
  if (withDomain && second === undefined) {
    sink(invalid(path, name, 'a fully qualified name must be a domain and a name separated by a slash'));
  }
}

function identifier(name: string, path: FieldPath, sink: Sink): void {
  if (name.length > MAX_ID) sink(tooLong(path, MAX_ID));
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    sink(
      invalid(
        path,
        name,
        "a valid C identifier must begin with a letter or '_', and consist of letters, digits and '_'",
      ),
    );
  }
}

/** Names of which each may be there once; `each` says what is wrong with one of them. */
export function uniqueTexts(
  value: unknown,
  path: FieldPath,
  sink: Sink,
  each: (item: string, path: FieldPath) => void,
): void {
  const seen = new Set<string>();
  for (const [item, at] of textsOf(value, path)) {
    each(item, at);
    if (seen.has(item)) sink(duplicate(at, item));
    seen.add(item);
  }
}

/** Objects whose names may be there once each. */
export function uniqueNames(items: readonly (readonly [Fields, FieldPath])[], field: string, sink: Sink): void {
  const seen = new Set<unknown>();
  for (const [item, at] of items) {
    const name = item[field] ?? '';
    if (seen.has(name)) sink(duplicate(at, name));
    seen.add(name);
  }
}

/** Which taints of devices a request puts up with. */
export function deviceTolerations(value: unknown, path: FieldPath, sink: Sink): void {
  for (const [{ key, operator, value: wanted, effect }, at] of objectsOf(value, path)) {
    if (!isBlank(key)) syntaxOf(key, [...at, 'key'], qualifiedName, sink);
    // The default is `Equal`.
    if (operator === 'Exists') {
      if (!isBlank(wanted)) sink(invalid([...at, 'value'], wanted, 'must be empty for operator `Exists`'));
    } else if (isBlank(operator) || operator === 'Equal') {
      syntaxOf(wanted, [...at, 'value'], labelValue, sink);
    } else oneOf(operator, [...at, 'operator'], ['Equal', 'Exists'], sink);
    if (!isBlank(effect)) oneOf(effect, [...at, 'effect'], EFFECTS, sink);
  }
}

/** What keeps pods off a device. */
export function deviceTaints(value: unknown, path: FieldPath, sink: Sink): void {
  for (const [{ key, value: given, effect }, at] of objectsOf(value, path)) {
    syntaxOf(key ?? '', [...at, 'key'], qualifiedName, sink);
    if (!isBlank(given)) syntaxOf(given, [...at, 'value'], labelValue, sink);
    if (isBlank(effect)) sink(required([...at, 'effect']));
    else oneOf(effect, [...at, 'effect'], EFFECTS, sink);
  }
}
