import type { Scope } from '../schema/cel/undeclared';

const FIELDS =
  'dryRun kind name namespace operation options requestKind requestResource requestSubResource resource subResource userInfo';

/**
 * The variables of an expression that is asked of a request.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-expression
 */
export const REQUEST: Scope = new Map([
  ['object', undefined],
  ['oldObject', undefined],
  ['namespaceObject', undefined],
  ['authorizer', undefined],
  ['request', new Set(FIELDS.split(' '))],
]);
