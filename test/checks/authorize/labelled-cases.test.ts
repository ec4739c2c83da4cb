import { accountIdentity, userIdentity } from '../../../src/checks/authorize/rbac/identity';
import { RbacPolicy } from '../../../src/checks/authorize/rbac/policy';
import { Target } from '../../../src/facts/target';
import { labelledCases, modelOf } from './cases';
import type { CaseQuestion } from './cases';

const CASES = labelledCases();

// The cases lie beside the checkout, not in it; without them there is nothing to compare with.
(CASES.length > 0 ? describe : describe.skip)('agrees with kube-apiserver 1.36', () => {
  test.each(CASES.map((one) => [one.id, one] as const))('%s', (_id, { objects, questions }) => {
    const policy = new RbacPolicy(modelOf(objects), Target.generic('1.36'));
    const wrong = questions.filter((question) => policy.decide(who(question), question).allowed !== question.allowed);
    expect(wrong).toEqual([]);
  });
});

function who({ subject: { kind, name, namespace = '', groups } }: CaseQuestion): ReturnType<typeof userIdentity> {
  return kind === 'ServiceAccount' ? accountIdentity(namespace, name, groups) : userIdentity(name, groups);
}
