import type { Size } from './catalogue';
import type { Candidate } from './fit-index';
import type { Requirements } from './requirements';

/**
 * Why no size is left, in Karpenter's words: which of requirements, resources and offerings excludes all of them.
 *
 * @param roomy those that have room for the pod
 * @see https://github.com/kubernetes-sigs/karpenter/blob/v1.13.0/pkg/controllers/provisioning/scheduling/nodeclaim.go
 */
export function filterReason(sizes: readonly Size[], requirements: Requirements, roomy: readonly Candidate[]): string {
  const room = new Set(roomy.map(({ size }) => size));
  const judged = sizes.map((size) => ({
    meets: size.labels.intersects(requirements),
    fits: room.has(size),
    offered: size.offerings.some(({ labels }) => requirements.intersects(labels)),
  }));
  const [meets, fits, offered] = (['meets', 'fits', 'offered'] as const).map((what) => judged.some((one) => one[what]));
  if (!meets && !fits && !offered) {
    return 'no instance type met the scheduling requirements or had enough resources or had a required offering';
  }
  if (!meets && !fits) return 'no instance type met the scheduling requirements or had enough resources';
  if (!meets && !offered) return 'no instance type met the scheduling requirements or had a required offering';
  if (!fits && !offered) return 'no instance type had enough resources or had a required offering';
  if (!meets) return 'no instance type met all requirements';
  if (!fits) return 'no instance type has enough resources';
  if (!offered) return 'no instance type has the required offering';
  if (judged.some((one) => one.meets && one.fits)) {
    return 'no instance type which met the scheduling requirements and had enough resources, had a required offering';
  }
  if (judged.some((one) => one.fits && one.offered)) {
    return 'no instance type which had enough resources and the required offering met the scheduling requirements';
  }
  if (judged.some((one) => one.meets && one.offered)) {
    return 'no instance type which met the scheduling requirements and the required offering had the required resources';
  }
  return 'no instance type met the requirements/resources/offering tuple';
}
