import type { Construct } from 'constructs';
import { fail } from '../core/fail';
import { requireEach } from '../core/require-each';
import type { NodePoolProps } from './node-pool';

/** Taints and requirements are values of classes, which check themselves; plain ones of YAML are not. */
export function requireValues(pool: Construct, { requirements, taints, startupTaints }: NodePoolProps): void {
  const taint = "a Taint, such as Taint.gpu() or Taint.parse('key=value:NoSchedule')";
  try {
    requireEach(
      'requirements',
      requirements,
      'toJson',
      "a Requirement, such as Requirement.skuName('Standard_D4s_v5')",
    );
    requireEach('taints', taints, 'toleration', taint);
    requireEach('startupTaints', startupTaints, 'toleration', taint);
  } catch (error) {
    throw fail(pool, (error as Error).message);
  }
}
