import { check } from '../../../src/checks/check';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Target } from '../../../src/facts/target';

/** A function that says what the rules of this family find in an object of a kind with a spec, as `RULE path: message`. */
export function saying(
  apiVersion: string,
  kind: string,
): (spec: object, metadata?: object, more?: object[]) => string[] {
  return (spec, metadata = {}, more = []) => {
    const first = { apiVersion, kind, metadata: { name: 'a', namespace: 'app', ...metadata }, spec };
    const manifests = [first, ...more].map((object) => ({ object: object as KubernetesObject, origin: {} }));
    return check(manifests, Target.generic('1.36'))
      .filter(({ rule }) => rule.startsWith('ADM'))
      .map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
  };
}
