import type { Target } from '../../../facts/target';
import { workloadsOf } from '../../authorize/workloads';
import { valueAt } from '../../field-path';
import { identify } from '../../finding';
import type { Finding } from '../../finding';
import type { Model } from '../../model/model';
import { record, text } from '../read';
import { judgedPod } from './control';
import { policyOf, violations } from './policy';
import type { Policy } from './policy';

/**
 * The annotation by which a workload says why its pods do not keep to the Pod Security level `restricted`. It is read by people and by
 * {@link podSecurity}; the API server does not ask it.
 */
export const NOT_RESTRICTED = 'cdk8s-ml-platform/not-restricted';

/** What the pods of one workload keep to. */
export interface PodSecurity {
  /** The workload. */
  readonly object: Finding['object'];
  /** The strictest level that its pods keep to. */
  readonly level: Policy['level'];
  /** The level that its namespace enforces. */
  readonly enforced: Policy['level'];
  /** What `restricted` has against its pods, as the admission plugin words it; empty where they keep to it. */
  readonly violations: readonly string[];
  /** Why they do not; `undefined` where they do, and where nobody says why. */
  readonly reason: string | undefined;
}

/**
 * The Pod Security level of each workload, custom resources with pods among them, by the newest policy of the target. It is no finding:
 * a workload may have a reason, and its annotation `cdk8s-ml-platform/not-restricted` says it.
 */
export function podSecurity(model: Model, target: Target): PodSecurity[] {
  return workloadsOf(model).flatMap(({ manifest, namespace, template }) => {
    const pod = judgedPod(valueAt(manifest.object, template), template);
    if (!pod) return [];
    const against = (level: Policy['level']): string[] =>
      violations(pod, { level, version: 'latest' }, target).map(({ reason, detail }) => `${reason} (${detail})`);
    const found = against('restricted');
    const level = found.length === 0 ? 'restricted' : against('baseline').length === 0 ? 'baseline' : 'privileged';
    const said = (text(record(manifest.object.metadata?.annotations)[NOT_RESTRICTED]) ?? '').trim();
    return [
      {
        object: identify(manifest.object),
        level,
        enforced: policyOf(model, namespace, target).level,
        violations: found,
        reason: level === 'restricted' || said === '' ? undefined : said,
      },
    ];
  });
}
