import { canI } from '../../../src/checks/authorize/can-i';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Target } from '../../../src/facts/target';
import { ANSWERS, BEFORE, FIX } from './document-004';

const SUBJECT = { kind: 'User', name: 'system:serviceaccount:admin:default-editor' } as const;

function answers(objects: readonly unknown[]): boolean[] {
  const manifests = objects.map((object) => ({ object: object as KubernetesObject, origin: {} }));
  const questions = ANSWERS.map(({ verb, group, resource }) => ({
    subject: SUBJECT,
    namespace: 'admin',
    verb,
    group,
    resource,
  }));
  return canI(manifests, Target.generic('1.27'), questions).map(({ allowed }) => allowed);
}

test('nodes no, pods yes, workflows no', () => {
  expect(answers(BEFORE)).toEqual(ANSWERS.map(({ before }) => before));
});

test('with what the document adds, workflows yes', () => {
  expect(answers([...BEFORE, ...FIX])).toEqual(ANSWERS.map(({ after }) => after));
});
