import { astOf, resultType } from './environment';
import { DYN, knownOf } from './scope';
import type { Known, Scope } from './scope';
import { librarySource, mayBeBeyondLibrary } from './source';
import { firstUndeclared } from './undeclared';

/**
 * What keeps an API server from compiling an expression that stands in an object of its own, such as a selector of devices or a validation of
 * a policy: its syntax, a name that there is not, a result that is certain to be of another type. Types within are not looked at. A field
 * of which the API server knows no type is `dyn` to it, which is another type than any that is asked for.
 *
 * @param results the types that the expression may come to; `undefined` where it may come to any
 * @returns `undefined` where nothing is wrong for certain
 */
export function expressionProblem(
  expression: string,
  scope: Scope,
  results: readonly string[] | undefined,
): string | undefined {
  const source = librarySource(expression);
  const ast = astOf(source);
  if (ast === undefined) return mayBeBeyondLibrary(source) ? undefined : 'compilation failed: Syntax error';
  const undeclared = firstUndeclared(ast, scope);
  if (undeclared !== undefined) return `compilation failed: ${undeclared}`;
  if (!results) return undefined;
  const type = knownOf(ast, scope)?.type ?? resultType(source);
  if (type === undefined || results.includes(type)) return undefined;
  const asked = `must evaluate to ${results.length === 1 ? String(results[0]) : `one of [${results.join(' ')}]`}`;
  // Who wrote a field that is a bool in every object does not see why.
  return type === DYN.type ? `${asked} but got dyn` : asked;
}

/** What an API server knows of a variable that stands for an expression. */
export function knownBy(expression: string, scope: Scope): Known {
  const source = librarySource(expression);
  const known = knownOf(astOf(source), scope);
  return known === DYN ? DYN : { type: known?.type ?? resultType(source) };
}
