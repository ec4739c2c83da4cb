import type { Finding } from '../../../src/checks/finding';
import { checkObjects } from '../support';

function object(apiVersion: string, kind: string, name: string, namespace?: string): unknown {
  return { apiVersion, kind, metadata: { name, namespace } };
}

/** What the rules of identity say; the others have tests of their own. */
function findings(...objects: unknown[]): Finding[] {
  return checkObjects(objects).filter(({ rule }) => ['REF001', 'REF002'].includes(rule));
}

function rules(...objects: unknown[]): string[] {
  return findings(...objects).map(({ rule }) => rule);
}

describe('REF001 reports', () => {
  test('the same object in two places', () => {
    const [finding, ...others] = findings(object('v1', 'Secret', 'a', 'n'), object('v1', 'Secret', 'a', 'n'));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule: 'REF001', severity: 'error', document: 1 });
    expect(finding!.message).toBe('Secret n/a is given twice: in all.yaml, document 1 and in all.yaml, document 2');
  });

  test('each copy after the first', () => {
    expect(rules(...[1, 2, 3].map(() => object('v1', 'Secret', 'a')))).toEqual(['REF001', 'REF001']);
  });

  test('two versions of one kind', () => {
    expect(rules(object('batch/v1', 'CronJob', 'a'), object('batch/v1beta1', 'CronJob', 'a'))).toEqual(['REF001']);
  });

  test('a cluster-scoped object, whatever namespaces it names', () => {
    const found = rules(object('v1', 'Namespace', 'a', 'one'), object('v1', 'Namespace', 'a'));
    expect(found).toContain('REF001');
  });
});

describe('REF001 does not report', () => {
  test.each([
    ['another name', object('v1', 'Secret', 'b', 'n')],
    ['another namespace', object('v1', 'Secret', 'a', 'm')],
    ['no namespace, which the context of kubectl fills', object('v1', 'Secret', 'a')],
    ['another kind', object('v1', 'ConfigMap', 'a', 'n')],
    ['another group', object('example.com/v1', 'Secret', 'a', 'n')],
  ])('%s', (_what, other) => {
    expect(rules(object('v1', 'Secret', 'a', 'n'), other)).toEqual([]);
  });

  test('two objects that get generated names', () => {
    const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { generateName: 'run-' } };
    expect(rules(job, job)).toEqual([]);
  });
});

describe('REF002', () => {
  test('reports a namespace of a cluster-scoped object', () => {
    const [finding] = findings(object('v1', 'Namespace', 'a', 'other'));
    expect(finding).toMatchObject({ rule: 'REF002', severity: 'error', path: 'metadata.namespace' });
    expect(finding!.message).toBe("a Namespace belongs to no namespace, but names 'other'");
  });

  test.each([
    ['none', object('v1', 'Namespace', 'a')],
    ['an empty one', object('v1', 'Namespace', 'a', '')],
    ['null', object('v1', 'Namespace', 'a', null as unknown as undefined)],
    ['one on a namespaced kind', object('v1', 'Secret', 'a', 'n')],
    ['one on a kind that it does not know', object('example.com/v1', 'Namespace', 'a', 'n')],
  ])('does not report %s', (_what, it) => {
    expect(rules(it)).toEqual([]);
  });
});
