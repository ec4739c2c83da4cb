import type { IConstruct } from 'constructs';
import { fail, requireSyntax } from '../core/fail';
import { labelValue, qualifiedName } from '../facts/names';

/** Keys of Kubernetes' own that a kubelet may set on its node. */
const KUBELET = [
  'kubernetes.io/hostname',
  'kubernetes.io/arch',
  'kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'failure-domain.beta.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

/**
 * Fails where a label is none, or one that the kubelet does not start with: kind gives labels to its flag `--node-labels`.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction
 */
export function requireNodeLabels(construct: IConstruct, name: string, labels: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(labels)) {
    requireSyntax(construct, `key of ${name}`, key, qualifiedName);
    if (typeof value !== 'string') throw fail(construct, `the label '${key}' of ${name} is no text`);
    requireSyntax(construct, `value of ${name}`, value, labelValue);
    const prefix = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
    const reserved = /(^|\.)(kubernetes|k8s)\.io$/.test(prefix);
    const free = /(^|\.)(node|kubelet)\.kubernetes\.io$/.test(prefix);
    if (reserved && !free && !KUBELET.includes(key))
      throw fail(construct, `${name} has '${key}', a label of Kubernetes' own with which the kubelet does not start`);
  }
}
