import type { IConstruct } from 'constructs';
import { kindOf, unknownField } from '../facts/given';
import { fail } from './fail';
import { isMapping } from '../facts/is-mapping';
import { requireSource } from './secret/require-source';
import type { SecretSource } from './secret/secret-source';

/** What a property takes: a list, the source of a secret, another object, or anything else, which the construct itself looks at. */
type Shape<T> = [T] extends [readonly unknown[]]
  ? 'list'
  : [T] extends [SecretSource]
    ? 'secret'
    : [T] extends [object]
      ? [Extract<T, readonly unknown[]>] extends [never]
        ? 'object'
        : 'value'
      : 'value';

/**
 * Every property of a construct with its shape; the compiler fails where one is missing here. `?` stands where it may be left out, or where the
 * construct itself says that it is missing.
 */
export type PropShapes<P> = {
  readonly [K in keyof P]-?: undefined extends P[K] ? `${Shape<NonNullable<P[K]>>}?` : Shape<P[K]> | `${Shape<P[K]>}?`;
};

/**
 * Fails where props have a property that the construct does not know, lack one that it needs, or hold another value than a list or an object
 * where it takes one: what a compiler says to those who have one. No error repeats a value, which may be that of a secret.
 *
 * @param noun the construct with its article, such as `a NodePool`
 */
export function requireProps<P extends object>(
  construct: IConstruct,
  noun: string,
  props: P,
  shapes: PropShapes<P>,
): void {
  const given: unknown = props;
  if (!isMapping(given)) {
    const names = Object.keys(shapes).join(', ');
    throw fail(construct, `${noun} is given ${kindOf(given)}, allowed is an object of ${names}`);
  }
  const unknown = unknownField(given, Object.keys(shapes));
  if (unknown !== undefined) throw fail(construct, `${noun} has the ${unknown}`);
  for (const name in shapes) requireShape(construct, noun, name, given[name], shapes[name]);
}

function requireShape(construct: IConstruct, noun: string, name: string, value: unknown, shape: string): void {
  if (shape === 'secret' || (shape === 'secret?' && value !== undefined))
    return void requireSource(construct, name, value);
  if (value === undefined) {
    if (shape.endsWith('?')) return;
    throw fail(construct, `${name} is missing, ${noun} needs it`);
  }
  if (value === null)
    throw fail(
      construct,
      `${name} is null, which is no value; ${shape.endsWith('?') ? 'leave it out' : `${noun} needs it`}`,
    );
  if (shape.startsWith('list') && !Array.isArray(value))
    throw fail(construct, `${name} is ${kindOf(value)}, allowed is a list`);
  if (shape.startsWith('object') && !isMapping(value))
    throw fail(construct, `${name} is ${kindOf(value)}, allowed is an object`);
}
