import { describe, expect, test } from '@jest/globals';
import '../../src/jest-globals';

const yaml = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\n`;

describe('a test that imports expect of @jest/globals', () => {
  test('has the matcher and its types', () => {
    expect(yaml('good')).toPassChecks('aks@1.34');
    expect(yaml('Bad')).not.toPassChecks('aks@1.34', { failOn: 'warning' });
    // @ts-expect-error -- the target is no number
    expect(() => expect(yaml('good')).toPassChecks(134)).toThrow();
  });
});
