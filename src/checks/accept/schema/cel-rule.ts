import type { Rule } from '../../rule';
import { problemsOf } from './judge';

/** ACC007: a custom resource keeps the CEL rules of its definition. */
export const celRule: Rule = {
  id: 'ACC007',
  title: 'rule of a custom resource',
  severity: 'error',
  fix: 'change the fields that the rule names',
  why: "the API server evaluates the rules of the kind's definition and refuses an object that breaks one",
  page: {
    reports:
      "a custom resource that breaks a rule of its definition (`x-kubernetes-validations`), in the words of the rule. Defaults are filled in first, and a rule whose evaluation fails counts as broken, both as the API server has it. Rules that compare with an older object are left out: everything here is new. So are rules with a function that is not known here; those of Kubernetes' libraries are (addresses, ranges and URLs, quantities, versions, formats, sets and lists). An object with fields of a wrong type (ACC004) is not asked.",
    mend: 'Read the message: it is written by the authors of the definition. It often speaks of two fields that must be given together or not together.',
    before: `apiVersion: karpenter.sh/v1
kind: NodePool
metadata:
  name: gpu
spec:
  disruption:
    consolidateAfter: 5m
    budgets:
      - nodes: '0'
        schedule: '0 9 * * 1-5'
  template:
    spec:
      nodeClassRef:
        group: karpenter.azure.com
        kind: AKSNodeClass
        name: gpu
      requirements: []
`,
    after: [
      [
        "        schedule: '0 9 * * 1-5'",
        `        schedule: '0 9 * * 1-5'
        duration: 8h`,
      ],
    ],
  },
  *check(model, target) {
    yield* problemsOf(model, target, 'cel');
  },
};
