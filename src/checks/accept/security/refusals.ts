import type { Target } from '../../../facts/target';
import { valueAt } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Model } from '../../model/model';
import { podsOf } from '../pod-specs';
import type { PodInManifest } from '../pod-specs';
import { text } from '../read';
import { judgedPod } from './control';
import { policyOf, refusal, violations } from './policy';
import type { Policy } from './policy';

/** A pod that its namespace refuses. */
export interface Refusal {
  readonly pod: PodInManifest;
  readonly namespace: string;
  readonly policy: Policy;
  /** The first field at fault. */
  readonly path: FieldPath;
  /** As the admission plugin words it. */
  readonly message: string;
}

/** The pods that their namespaces refuse: those that are Pods themselves, or those that other built-in kinds make. */
export function* refusals(model: Model, target: Target, of: 'Pod' | 'workload'): Iterable<Refusal> {
  for (const pod of podsOf(model)) {
    if ((pod.kind === 'Pod') !== (of === 'Pod')) continue;
    // Without a namespace an object goes to the one that is called default.
    const named = text(pod.manifest.object.metadata?.namespace) ?? '';
    const namespace = named === '' ? 'default' : named;
    const policy = policyOf(model, namespace, target);
    if (policy.level === 'privileged') continue;
    const judged = judgedPod(valueAt(pod.manifest.object, pod.path), pod.path);
    const found = judged ? violations(judged, policy, target) : [];
    const [first] = found;
    if (first) yield { pod, namespace, policy, path: first.path, message: refusal(policy, found) };
  }
}
