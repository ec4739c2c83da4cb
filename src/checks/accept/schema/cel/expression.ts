import { astOf, resultType } from './environment';
import { librarySource, mayBeBeyondLibrary } from './source';
import { firstUndeclared } from './undeclared';
import type { Scope } from './undeclared';

/**
 * What keeps an API server from compiling an expression that stands in an object of its own, such as a selector of devices or a validation of
 * a policy: its syntax, a name that there is not, a result that is certain to be of another type. Types within are not looked at.
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
  const type = results && resultType(source);
  if (!results || type === undefined || results.includes(type)) return undefined;
  return `must evaluate to ${results.length === 1 ? String(results[0]) : `one of [${results.join(' ')}]`}`;
}
