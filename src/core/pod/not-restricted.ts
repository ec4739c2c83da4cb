import { NOT_RESTRICTED } from '../../checks/accept/security/standing';

/**
 * The annotation of a workload whose pods do not keep to the Pod Security level `restricted`, with the reason, which the report shows.
 * It belongs to the workload and not to its pods, so that other words start no pod anew.
 */
export function notRestricted(reason: string): Readonly<Record<string, string>> {
  return { [NOT_RESTRICTED]: reason };
}
