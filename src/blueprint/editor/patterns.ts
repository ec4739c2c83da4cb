import { customKind } from '../../facts/schemas';
import type { Schema } from '../../facts/schemas';

const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const V4 = `${BYTE}(?:\\.${BYTE}){3}`;
/** Which groups of version 6 go together no expression tells shortly; a zone may stand behind them. */
const V6 = '[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:%[^\\s/]+)?';

/** Each address of IP, and texts that only look like one of version 6. */
export const IP = new RegExp(`^(?:${V4}|${V6})$`);

/** Each range of addresses that is not all of them. */
export const IP_RANGE = new RegExp(`^(?:${V4}/0*(?:[1-9]|[12]\\d|3[0-2])|${V6}/0*[1-9]\\d{0,2})$`);

/**
 * The pattern of a field in the schema of a custom kind, by which the constructs judge it too.
 *
 * @param path of the field, with `*` for the items of a list
 * @throws where `imports` has no such field, or the field no pattern
 */
export function ofField(group: string, kind: string, version: string, ...path: readonly string[]): RegExp {
  let schema: Schema | undefined = customKind(group, kind)?.versions.find(({ name }) => name === version)?.schema;
  for (const key of path) schema = key === '*' ? schema?.items : schema?.properties?.[key];
  const pattern = schema?.pattern;
  if (typeof pattern !== 'string') throw new Error(`${kind} of ${group} has no pattern at ${path.join('.')}`);
  // Go writes the flag into the pattern.
  return pattern.startsWith('(?i)') ? new RegExp(pattern.slice('(?i)'.length), 'i') : new RegExp(pattern);
}
