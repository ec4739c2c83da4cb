import { closest, distance } from 'fastest-levenshtein';
import { formatPath } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { FieldError } from '../field-error';

/** What a schema says against a field, and which of the rules reports it. */
export interface Problem extends FieldError {
  readonly topic: 'type' | 'unknown' | 'cel' | 'list';
  /** How to mend it, where the rule's own fix says less. */
  readonly fix?: string;
}

/** Takes each problem as it is found. */
export type Sink = (problem: Problem) => void;

/** A field that the schema does not have. Names are case-sensitive, so `volumemounts` is none. */
export function unknownField(path: FieldPath, known: readonly string[]): Problem {
  const name = String(path[path.length - 1]);
  const near =
    known.length === 0
      ? undefined
      : closest(
          name.toLowerCase(),
          known.map((field) => field.toLowerCase()),
        );
  const meant = known.find((field) => field.toLowerCase() === near);
  const fix = meant !== undefined && isSlip(name.toLowerCase(), meant.toLowerCase()) ? `write '${meant}'` : undefined;
  return {
    topic: 'unknown',
    path,
    message: `strict decoding error: unknown field ${JSON.stringify(formatPath(path))}`,
    ...(fix !== undefined && { fix }),
  };
}

/** At most two letters differ, and of a short name at most half: `foo` is no slip of `os`. */
function isSlip(name: string, meant: string): boolean {
  return distance(name, meant) <= Math.min(2, Math.floor(name.length / 2));
}

/** As the API server calls the type of a value in a custom resource. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
