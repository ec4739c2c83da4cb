import type { Rule } from '../../rule';
import { invalid, notSupported } from '../field-error';
import type { Sink } from '../field-error';
import { notAbove100Percent, validateIntOrPercent } from './int-or-percent';
import { validateLabelSelector } from '../label-selector';
import { isSet } from '../read';
import { reported, specsOf } from './spec';
import type { SpecInManifest } from './spec';

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];

/** ACC053: how many pods may be away at once. */
export const disruptionBudget: Rule = {
  id: 'ACC053',
  title: 'disruption budget',
  severity: 'error',
  fix: 'write one of minAvailable and maxUnavailable, as a number or a percentage up to 100%',
  why: 'the API server refuses a budget that says two things or none that it can count',
  page: {
    reports:
      'a PodDisruptionBudget with both `minAvailable` and `maxUnavailable`, with one that is negative, above 100% or neither a number nor a percentage, with a selector that is not well formed, and with an `unhealthyPodEvictionPolicy` other than `IfHealthyBudget` and `AlwaysAllow`. A budget without a selector is accepted and guards no pod.',
    mend: 'Keep one of the two numbers.',
    before: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: queue
spec:
  minAvailable: 2
  maxUnavailable: 1
  selector:
    matchLabels:
      app: queue
`,
    after: [
      [
        `  maxUnavailable: 1
`,
        '',
      ],
    ],
  },
  *check(model) {
    for (const found of specsOf(model, 'policy', ['PodDisruptionBudget'])) {
      yield* reported(found.manifest, (sink) => errors(found, sink));
    }
  },
};

function errors({ path, spec }: SpecInManifest, sink: Sink): void {
  if (isSet(spec.minAvailable) && isSet(spec.maxUnavailable)) {
    sink(invalid(path, spec, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const field of ['minAvailable', 'maxUnavailable']) {
    validateIntOrPercent(spec[field], [...path, field], sink);
    notAbove100Percent(spec[field], [...path, field], sink);
  }
  validateLabelSelector(spec.selector, [...path, 'selector'], sink);
  const policy = spec.unhealthyPodEvictionPolicy;
  if (typeof policy === 'string' && !EVICTION_POLICIES.includes(policy)) {
    sink(notSupported([...path, 'unhealthyPodEvictionPolicy'], policy, EVICTION_POLICIES));
  }
}
