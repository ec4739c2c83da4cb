import { list, record, text } from '../../../accept/read';

/** How many values of a field are told. */
const SHOWN = 3;

/** A rule of an AuthorizationPolicy in a few words: `paths /admin*, methods POST`. */
export function showRule(rule: unknown): string {
  const { from, to, when } = record(rule);
  const sources = list(from).map((one) => fields(record(record(one).source)));
  const operations = list(to).map((one) => fields(record(record(one).operation)));
  const conditions = list(when).map((one) => {
    const { key, values, notValues } = record(one);
    return [...some(text(key) ?? '', values), ...some(`${text(key) ?? ''} not`, notValues)].join(', ');
  });
  const parts = [sources.join(' or '), operations.join(' or '), ...conditions].filter((one) => one !== '');
  return parts.length === 0 ? 'every request' : parts.join(', ');
}

function fields(given: Readonly<Record<string, unknown>>): string {
  return Object.entries(given)
    .flatMap(([name, values]) => some(name, values))
    .join(', ');
}

function some(name: string, values: unknown): string[] {
  const given = list(values).flatMap((one) => text(one) ?? []);
  if (given.length === 0) return [];
  const more = given.length > SHOWN ? [`${given.length - SHOWN} more`] : [];
  return [`${name} ${[...given.slice(0, SHOWN), ...more].join(' | ')}`];
}
