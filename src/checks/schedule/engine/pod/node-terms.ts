import { list, record, text } from '../../../accept/read';

/** One requirement of a node selector term, on a label or on a field. */
export interface NodeExpression {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** One node selector term. All of its expressions hold, and a term without any matches no node. */
export interface NodeTerm {
  readonly expressions: readonly NodeExpression[];
  readonly fields: readonly NodeExpression[];
}

/** A preferred term with its weight. */
export interface PreferredNodeTerm {
  readonly weight: number;
  readonly term: NodeTerm;
}

/** Reads a node selector term. */
export function readNodeTerm(value: unknown): NodeTerm {
  const { matchExpressions, matchFields } = record(value);
  return { expressions: readExpressions(matchExpressions), fields: readExpressions(matchFields) };
}

/** Whether a term has neither expressions nor fields, so that it matches no node. */
export function isEmptyTerm({ expressions, fields }: NodeTerm): boolean {
  return expressions.length === 0 && fields.length === 0;
}

/**
 * Whether required terms match no node whatever its labels are: each of them is empty, or there is none. The scheduler leaves empty
 * terms out before it asks the others.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/component-helpers/scheduling/corev1/nodeaffinity/nodeaffinity.go
 */
export function matchesNone(terms: readonly NodeTerm[] | undefined): boolean {
  return terms?.every(isEmptyTerm) ?? false;
}

/** Why a node of a pool does not take a pod of which only an empty term is asked. */
export const EMPTY_TERM =
  "node(s) didn't match Pod's node affinity/selector, a node selector term without expressions matches no node";

/** Reads `matchExpressions` or `matchFields`. */
export function readExpressions(value: unknown): readonly NodeExpression[] {
  return list(value).map((one) => {
    const { key, operator, values } = record(one);
    return {
      key: text(key) ?? '',
      operator: text(operator) ?? '',
      values: list(values).flatMap((item) => text(item) ?? []),
    };
  });
}

/** Whether a node with these labels and this name matches one of the terms; no list of terms matches every node. */
export function matchesNode(
  terms: readonly NodeTerm[] | undefined,
  labels: ReadonlyMap<string, string>,
  name: string,
): boolean {
  return terms === undefined || terms.some((term) => matchesTerm(term, labels, name));
}

function matchesTerm(term: NodeTerm, labels: ReadonlyMap<string, string>, name: string): boolean {
  const { expressions, fields } = term;
  if (isEmptyTerm(term)) return false;
  return (
    expressions.every((one) => matchesExpression(one, labels.get(one.key))) &&
    fields.every((one) => matchesExpression(one, one.key === 'metadata.name' ? name : undefined))
  );
}

const INTEGER = /^[+-]?\d+$/;

/** Whether a label's value, `undefined` where the node has no such label, fulfils an expression. */
export function matchesExpression({ operator, values }: NodeExpression, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
    case 'Lt': {
      const [bound] = values;
      if (value === undefined || bound === undefined || values.length > 1) return false;
      const [own, other] = [integer(value), integer(bound)];
      if (own === undefined || other === undefined) return false;
      return operator === 'Gt' ? own > other : own < other;
    }
    default:
      return false;
  }
}

/** A whole number of 64 bits; `undefined` where the text is none. */
function integer(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}
