import { record, text } from '../../../accept/read';
import { fitsWhole } from '../regex';

/** Istio's `StringMatch`. `none` is one without a kind, which asks of a header only that it is there. */
export interface StringMatch {
  readonly kind: 'exact' | 'prefix' | 'regex' | 'none';
  readonly value: string;
}

/** Reads `{ exact }`, `{ prefix }` or `{ regex }`; `undefined` where nothing is given. */
export function stringMatch(value: unknown): StringMatch | undefined {
  if (value === undefined || value === null) return undefined;
  const given = record(value);
  for (const kind of ['exact', 'prefix', 'regex'] as const) {
    const found = text(given[kind]);
    if (found !== undefined) return { kind, value: found };
  }
  return { kind: 'none', value: '' };
}

/** Whether it asks only that a value is there: one without a kind, or the regex `*`, which Istio reads so. */
export function asksPresence({ kind, value }: StringMatch): boolean {
  return kind === 'none' || (kind === 'regex' && value === '*');
}

/** Whether a value fits. */
export function fits({ kind, value }: StringMatch, given: string): boolean {
  if (kind === 'exact') return given === value;
  if (kind === 'prefix') return given.startsWith(value);
  return kind === 'none' || fitsWhole(value, given);
}

/** As messages show it: `prefix /api`. */
export function show({ kind, value }: StringMatch): string {
  return kind === 'none' ? 'present' : `${kind} ${value}`;
}
