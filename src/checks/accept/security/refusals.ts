import type { Target } from '../../../facts/target';
import { valueAt } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { podMakers } from '../../pod-makers';
import { text } from '../read';
import { judgedPod } from './control';
import { policyOf, refusal, violations } from './policy';
import type { Policy } from './policy';

/** A pod that its namespace refuses. */
export interface Refusal {
  readonly manifest: Manifest;
  /** The kind of the manifest, such as `Deployment`. */
  readonly kind: string;
  readonly namespace: string;
  readonly policy: Policy;
  /** The first field at fault. */
  readonly path: FieldPath;
  /** As the admission plugin words it. */
  readonly message: string;
}

/** The pods that their namespaces refuse: those that are Pods themselves, or those that other kinds make. */
export function* refusals(model: Model, target: Target, of: 'Pod' | 'workload'): Iterable<Refusal> {
  for (const { manifest, path } of podMakers(model)) {
    const kind = manifest.object.kind!;
    if ((kind === 'Pod') !== (of === 'Pod')) continue;
    // Without a namespace an object goes to the one that is called default.
    const named = text(manifest.object.metadata?.namespace) ?? '';
    const namespace = named === '' ? 'default' : named;
    const policy = policyOf(model, namespace, target);
    if (policy.level === 'privileged') continue;
    const judged = judgedPod(valueAt(manifest.object, path), path);
    const found = judged ? violations(judged, policy, target) : [];
    const [first] = found;
    if (first) yield { manifest, kind, namespace, policy, path: first.path, message: refusal(policy, found) };
  }
}
