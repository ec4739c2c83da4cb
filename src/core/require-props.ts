import type { IConstruct } from 'constructs';
import { kindOf, unknownField } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import { once } from '../facts/once';
import { fail } from './fail';
import { requireSource } from './secret/require-source';
import type { SecretSource } from './secret/secret-source';

/**
 * What a property takes: a list or an object in the words of the error, the source of a secret, or anything else, which the construct itself
 * looks at.
 */
type Shape<T> = [T] extends [readonly unknown[]]
  ? { readonly list: string }
  : [T] extends [SecretSource]
    ? 'secret'
    : [T] extends [object]
      ? [Extract<T, readonly unknown[]>] extends [never]
        ? { readonly object: string }
        : 'value'
      : 'value' | BesideObject<T>;

/** That of a property that takes an object or something simpler: true or false, or false alone. */
type BesideObject<T> = [T] extends [boolean]
  ? 'boolean'
  : [Extract<T, object>] extends [never]
    ? never
    : true extends T
      ? { readonly boolean: PropShapes<Extract<T, object>> }
      : false extends T
        ? { readonly false: PropShapes<Extract<T, object>> }
        : never;

/** A value by a member that it has, for another copy of the library may have made it, and what is allowed in words. */
export type Made = readonly [member: string, allowed: string];

/**
 * What a property may be held against beyond its shape: text, a list of texts, or the shapes of its fields or of its items. What is `late` may
 * also be a `Lazy` of cdk8s, for nothing here looks into it.
 */
type Closer<T> = [T] extends [string]
  ? 'text' | 'late text'
  : [T] extends [readonly unknown[]]
    ? 'late list' | CloserItems<T>
    : [T] extends [object]
      ? { readonly fields: PropShapes<T> } | { readonly made: Made }
      : never;

type CloserItems<T> = [T] extends [readonly string[]]
  ? 'texts'
  : [T] extends [readonly (infer I)[]]
    ? [I] extends [object]
      ? { readonly each: PropShapes<I> } | { readonly eachMade: Made }
      : never
    : never;

/** That of a property that may be left out. */
type Optional<S> = S extends string ? `${S}?` : { readonly [K in keyof S as `${string & K}?`]: S[K] };

type AnyShape<T> = Shape<T> | Closer<T>;

/**
 * Every property of a construct with its shape; the compiler fails where one is missing here. `?` stands where it may be left out, or where the
 * construct itself says that it is missing.
 */
export type PropShapes<P> = {
  readonly [K in keyof P]-?: undefined extends P[K]
    ? Optional<AnyShape<NonNullable<P[K]>>>
    : AnyShape<P[K]> | Optional<AnyShape<P[K]>>;
};

/** A shape as it is read: the word alone, or with what is behind it. */
type Given = string | { readonly [word: string]: Behind };
interface Shapes {
  readonly [property: string]: Given;
}

/** What is behind the word of a shape. */
type Behind = string | Shapes | Made;

/**
 * Fails where props have a property that the construct does not know, lack one that it needs, or hold another value than a list or an object
 * where it takes one: what a compiler says to those who have one. No error repeats a value, which may be that of a secret.
 *
 * @param noun the construct with its article, such as `a NodePool`
 * @param of what errors say behind the name of a property, such as ` of container 'main'`
 */
export function requireProps<P extends object>(
  construct: IConstruct,
  noun: string,
  props: P,
  shapes: PropShapes<P>,
  of = '',
): void {
  requireObject({ construct, noun, of }, '', props, shapes);
}

/** Fails unless a value is a list of text. */
export function requireTexts(construct: IConstruct, name: string, value: unknown): void {
  requireItems({ construct, noun: '', of: '' }, name, value, 'text');
}

/** Whose errors these are. */
interface Owner {
  readonly construct: IConstruct;
  readonly noun: string;
  readonly of: string;
}

/** The error for what stands at a place of the props, such as `users[0].email`. */
function wrong({ construct, of }: Owner, at: string, problem: string): Error {
  return fail(construct, `${at}${of} ${problem}`);
}

/** One property as its shape is read. */
interface Expected {
  readonly name: string;
  readonly optional: boolean;
  /** The word of the shape without its `?`. */
  readonly word: string;
  /** What is behind the word: the shapes of fields or items, or what is allowed in words; the word itself where there is nothing. */
  readonly shape: Behind;
}

/** The same shapes are asked for every construct of a class. */
const expectedOf = once((shapes: Shapes): readonly Expected[] =>
  Object.entries(shapes).map(([name, given]) => {
    const key = typeof given === 'string' ? given : Object.keys(given)[0]!;
    const word = key.replace('?', '');
    return { name, optional: key.endsWith('?'), word, shape: typeof given === 'string' ? word : given[key]! };
  }),
);

/** @param at its place; none for the props themselves */
function requireObject(owner: Owner, at: string, given: unknown, shapes: Shapes): void {
  const what = at === '' ? owner.noun : `${at}${owner.of}`;
  if (!isMapping(given)) {
    const names = Object.keys(shapes).join(', ');
    throw fail(owner.construct, `${what} is given ${kindOf(given)}, allowed is an object of ${names}`);
  }
  for (const name in given) {
    if (Object.hasOwn(shapes, name) || !Object.hasOwn(given, name)) continue;
    throw fail(owner.construct, `${what} has the ${unknownField(given, Object.keys(shapes))}`);
  }
  for (const expected of expectedOf(shapes)) {
    const value = given[expected.name];
    if (value === undefined && expected.optional) continue;
    requireShape(owner, at === '' ? expected.name : `${at}.${expected.name}`, value, expected);
  }
}

function requireShape(owner: Owner, at: string, value: unknown, { word, optional, shape }: Expected): void {
  if (word === 'secret' && value !== null) {
    requireSource(owner.construct, `${at}${owner.of}`, value);
    return;
  }
  if (value === undefined) throw wrong(owner, at, `is missing, ${owner.noun} needs it`);
  if (value === null)
    throw wrong(owner, at, `is null, which is no value; ${optional ? 'leave it out' : `${owner.noun} needs it`}`);
  if (word === 'texts') requireItems(owner, at, value, 'text');
  else if (word.startsWith('each')) requireItems(owner, at, value, shape);
  else if (word === 'boolean' || word === 'false') requireBoolean(owner, at, value, word, shape);
  else if (typeof shape === 'string') requireKind(owner, at, value, word, shape);
  else requireOne(owner, at, value, shape);
}

/** True or false, or by `false` that alone; or an object where there are shapes of its fields. */
function requireBoolean(owner: Owner, at: string, value: unknown, word: string, shape: Behind): void {
  if (value === false || (value === true && word === 'boolean')) return;
  const simple = word === 'boolean' ? 'true, false' : 'false';
  if (typeof shape === 'string') throw wrong(owner, at, `is ${kindOf(value)}, allowed are ${simple}`);
  if (!isMapping(value)) {
    const object = `an object of ${Object.keys(shape).join(', ')}`;
    throw wrong(owner, at, `is ${kindOf(value)}, allowed are ${simple} and ${object}`);
  }
  requireOne(owner, at, value, shape);
}

function requireItems(owner: Owner, at: string, value: unknown, shape: Behind): void {
  if (!Array.isArray(value)) throw wrong(owner, at, `is ${kindOf(value)}, allowed is a list${ofItems(shape)}`);
  value.forEach((item: unknown, index) => {
    requireOne(owner, `${at}[${index}]`, item, shape);
  });
}

function ofItems(shape: Behind): string {
  if (typeof shape === 'string') return ` of ${shape}`;
  return isMade(shape) ? `, each ${shape[1]}` : ` of objects of ${Object.keys(shape).join(', ')}`;
}

function requireOne(owner: Owner, at: string, value: unknown, shape: Behind): void {
  if (typeof shape === 'string') requireKind(owner, at, value, shape, shape);
  else if (isMade(shape)) requireMade(owner, at, value, shape);
  else requireObject(owner, at, value, shape);
}

function requireMade(owner: Owner, at: string, value: unknown, [member, allowed]: Made): void {
  if (isMapping(value) && value[member] !== undefined) return;
  throw wrong(owner, at, `is ${kindOf(value)}, allowed is ${allowed}`);
}

function isMade(shape: Shapes | Made): shape is Made {
  return Array.isArray(shape);
}

/** @param allowed what a list or an object is, in words; the kind itself where there are none */
function requireKind(owner: Owner, at: string, value: unknown, kind: string, allowed: string): void {
  if (kind.startsWith('late ') && isLate(value)) return;
  const is = `is ${kindOf(value)}, allowed is`;
  if (kind === 'late list' && !Array.isArray(value)) throw wrong(owner, at, `${is} a list`);
  if (kind === 'list' && !Array.isArray(value)) throw wrong(owner, at, `${is} ${allowed}`);
  // A Map or a Set has no fields, so that nothing of it would be rendered.
  if (kind === 'object' && (!isMapping(value) || Symbol.iterator in value)) throw wrong(owner, at, `${is} ${allowed}`);
  if (kind.endsWith('text') && typeof value !== 'string') throw wrong(owner, at, `${is} text`);
}

/** A `Lazy` or a token of cdk8s, of whichever copy: what it is to be is known when it is rendered. */
function isLate(value: unknown): boolean {
  return isMapping(value) && (typeof value.produce === 'function' || typeof value.resolve === 'function');
}

/** What each pool of a list is. */
export const POOL = ['placement', 'a pool, such as new karpenter.NodePool(...)'] as const;

/** The shape of a `Placement`. */
export const PLACEMENT = { 'made?': ['and', 'a Placement, such as pool.placement()'] } as const;
