import { check } from '../../../../src/checks/check';
import { Target } from '../../../../src/facts/target';
import { labelledCases, rejections } from '../cases';
import type { Case } from '../cases';

const OWN = /^ACC1[01]\d$/;
const cases = labelledCases();
const inNamespace = cases.filter(({ objects }) => objects.length > 1 && objects[0]?.kind === 'Namespace');
const refused = cases.filter(({ stage }) => stage === 'podsecurity');

const own = (given: Case): string[] =>
  rejections(given)
    .filter(({ rule }) => OWN.test(rule))
    .map(({ message }) => message);

if (cases.length === 0) {
  test.skip('the labelled cases are not beside this checkout', () => undefined);
} else {
  test('there are cases to agree with', () => {
    expect(refused.length).toBeGreaterThan(0);
    expect(inNamespace.length).toBeGreaterThan(refused.length);
  });

  test.each(refused.map((given) => [given.id, given] as const))(
    '%s is refused in the words of the API server',
    (_id, given) => {
      const { message = '' } = given;
      const [found = ''] = own(given);
      // The labels hold the first 300 characters.
      expect(message.slice(message.indexOf('violates'))).toBe(found.slice(0, 300 - message.indexOf('violates')));
    },
  );

  test('no case that the API server takes is refused', () => {
    const wrong = cases.filter((given) => given.verdict === 'accept' && own(given).length > 0);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('what another stage refuses has no finding of Pod Security, unless the pod violates that too', () => {
    const also = cases.filter((given) => given.verdict === 'reject' && given.stage !== 'podsecurity' && own(given)[0]);
    expect(also.map(({ id }) => id)).toEqual([]);
  });

  test('workloads are never refused, only warned of', () => {
    for (const { objects } of inNamespace) {
      const manifests = objects.map((object) => ({ object, origin: {} }));
      const findings = check(manifests, Target.generic('1.36')).filter(({ rule }) => rule === 'ACC101');
      expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
    }
  });
}
