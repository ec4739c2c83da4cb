import { list, record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import type { Rule } from '../../rule';
import { ROOT, SECURITY, titleOf } from '../../route/engine/policy/policies';

/** RBA022: no empty rule makes the conditions beside it void. */
export const openPolicy: Rule = {
  id: 'RBA022',
  title: 'rule that lets everybody in beside rules with conditions',
  severity: 'warning',
  why: 'one rule that matches is enough, and a rule without conditions matches each request, also of callers without an identity',
  fix: 'delete the empty rule, or say in it who may call what',
  page: {
    reports:
      'an empty rule `{}` of an AuthorizationPolicy that allows, where the same policy, or another one that allows for the same pods, has a rule with conditions. Policies aim at the same pods where the selector is the same, or the open one has none and is in the same namespace or in `istio-system`. An open policy that stands alone is not reported, for a gateway is open on purpose, and neither are policies that deny or ask a provider.',
    mend: 'Delete the empty rule. Where everybody may come in, delete the rules with conditions instead, so that nobody takes them for a lock.',
    before: page('    - {}\n'),
    after: page(''),
  },
  *check(model) {
    const policies = policiesOf(model);
    for (const open of policies) {
      const index = open.rules.findIndex((rule) => !isNarrow(rule));
      if (index < 0) continue;
      const narrow = policies.find((one) => one.rules.some(isNarrow) && (one === open || covers(open, one)));
      if (!narrow) continue;
      const whose = narrow === open ? 'the other rules of the policy' : `the rules of ${titleOf(narrow.manifest)}`;
      const message = `an empty rule lets everybody in, so that ${whose} refuse nobody`;
      yield { manifest: open.manifest, path: ['spec', 'rules', index], message };
    }
  },
};

interface Policy {
  readonly manifest: Manifest;
  readonly namespace: string;
  /** The labels of the pods as text; empty for all. */
  readonly pods: string;
  readonly rules: readonly unknown[];
}

/** Those that allow, for pods that labels select; what names a Gateway or a Service is left out. */
function policiesOf(model: Model): Policy[] {
  return model.ofKind(SECURITY, 'AuthorizationPolicy').flatMap((manifest) => {
    const { action, rules, selector, targetRef, targetRefs } = record(manifest.object.spec);
    if ((action ?? 'ALLOW') !== 'ALLOW' || targetRef !== undefined || list(targetRefs).length > 0) return [];
    const labels = Object.entries(record(record(selector).matchLabels)).sort(([a], [b]) => (a < b ? -1 : 1));
    const namespace = text(record(manifest.object.metadata).namespace) ?? '';
    return [{ manifest, namespace, pods: labels.length === 0 ? '' : JSON.stringify(labels), rules: list(rules) }];
  });
}

function isNarrow(rule: unknown): boolean {
  const { from, to, when } = record(rule);
  return [from, to, when].some((part) => list(part).length > 0);
}

/** Whether a policy counts for all pods that another one counts for. */
function covers(open: Policy, other: Policy): boolean {
  if (open.pods === '') return open.namespace === other.namespace || open.namespace === ROOT;
  return open.namespace === other.namespace && open.pods === other.pods;
}

function page(rule: string): string {
  return `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: readers
  namespace: team
spec:
  rules:
    - from:
        - source:
            principals: [cluster.local/ns/shop/sa/web]
${rule}`;
}
