/**
 * Marks the objects of a class, also those of subclasses, so that those that another copy of this library made are known as well: npm
 * installs two copies where an app and one of its dependencies ask for versions that do not fit each other, and `instanceof` then says
 * no to what is the same class by all other measures. It says nothing of the other copy's version.
 *
 * @param type the class, whose prototype gets the mark
 * @param name the name by which the copies know it, the same for all versions
 * @returns whether a value is an object of this class, of whichever copy
 * @see https://github.com/aws/constructs/blob/10.x/src/construct.ts `Construct.isConstruct`, which does the same
 */
export function brand<T extends object>(type: { readonly prototype: T }, name: string): (value: unknown) => value is T {
  const mark = Symbol.for(`cdk8s-ml-platform.${name}`);
  // Neither enumerable nor of the object itself, so that no output and no comparison of objects sees it.
  Object.defineProperty(type.prototype, mark, { value: true });
  return (value): value is T => typeof value === 'object' && value !== null && mark in value;
}
