import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { fail, requireSyntax, quote } from '../../core/fail';
import { dns1123Subdomain } from '../../facts/names';
import { sizeProblem } from '../../core/amount';

/** The disk of a service. */
export interface ServiceStorage {
  /** Such as `10Gi`. */
  readonly size?: string;

  /**
   * The storage class.
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;
}

/**
 * The claim of a disk that one node at a time uses.
 *
 * @throws where the size is no quantity or the class no name
 */
export function claimSpec(construct: Construct, storage: ServiceStorage, size: string): k8s.PersistentVolumeClaimSpec {
  const { size: given = size, storageClassName } = storage;
  const problem = sizeProblem(given, size);
  if (problem !== undefined) throw fail(construct, `storage.size is ${quote(given)}, ${problem}`);
  if (storageClassName !== undefined)
    requireSyntax(construct, 'storage.storageClassName', storageClassName, dns1123Subdomain);
  return {
    accessModes: ['ReadWriteOnce'],
    ...(storageClassName !== undefined && { storageClassName }),
    resources: { requests: { storage: given } },
  };
}
