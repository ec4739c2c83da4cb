import { describe } from '../manifest';
import type { Finding } from '../finding';

/** What a finding is of, in one line: the rule, the object and the field. */
export function whatOf({ rule, object, path }: Finding): string {
  const { apiVersion, kind, namespace, name } = object;
  return [rule, describe({ apiVersion, kind, metadata: { namespace, name } }), path].filter(Boolean).join(' ');
}
