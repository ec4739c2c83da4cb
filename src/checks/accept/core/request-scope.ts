import { DYN, fieldsOf } from '../schema/cel/scope';
import type { Known, Scope } from '../schema/cel/scope';

const FIELDS =
  'dryRun kind name namespace operation options requestKind requestResource requestSubResource resource subResource userInfo';

/**
 * The variables of an expression that is asked of a request. Objects are of any kind, so that the API server knows no type of their fields.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-expression
 */
export const REQUEST: Scope = new Map<string, Known>([
  ['object', DYN],
  ['oldObject', DYN],
  ['namespaceObject', {}],
  ['authorizer', {}],
  ['request', { fields: new Map([...fieldsOf(FIELDS.split(' ')).fields!, ['options', DYN]]) }],
]);
