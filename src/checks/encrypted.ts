import { valueAt } from './field-path';
import type { FieldPath } from './field-path';

/** How sops writes a value that it encrypted. */
const ENCRYPTED = 'ENC[AES256_GCM,';

/**
 * Whether a field is of sops: its own `sops` beside the object's, or a value that it encrypted. Who applies such a file decrypts it first,
 * as Flux and helm-secrets do, so nothing is known of the field that the cluster gets. A file without the `sops` of a message code is none.
 *
 * @param field where it stands; none is the object itself
 */
export function isEncrypted(object: Readonly<Record<string, unknown>>, field: FieldPath = []): boolean {
  const { sops } = object;
  if (typeof sops !== 'object' || sops === null || !String((sops as { mac?: unknown }).mac).startsWith(ENCRYPTED))
    return false;
  if (field[0] === 'sops') return true;
  const value = valueAt(object, field);
  return typeof value === 'string' && value.startsWith(ENCRYPTED);
}
