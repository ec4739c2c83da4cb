import { checkObjects } from '../../support';

const definition = (group: string, kind: string, served = true): unknown => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${kind.toLowerCase()}s.${group}` },
  spec: {
    group,
    scope: 'Namespaced',
    names: { kind, plural: `${kind.toLowerCase()}s`, singular: kind.toLowerCase(), listKind: `${kind}List` },
    versions: [
      {
        name: 'v1',
        served,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: { spec: { type: 'object', properties: { size: { type: 'integer', maximum: 5 } } } },
          },
        },
      },
    ],
  },
});
const widget = (version: string, size: number, kind = 'Widget'): unknown => ({
  apiVersion: `acme.example.org/${version}`,
  kind,
  metadata: { name: 'a', namespace: 'default' },
  spec: { size },
});
const CRD = definition('acme.example.org', 'Widget');

function found(...objects: unknown[]): string[] {
  return checkObjects(objects)
    .filter(({ rule }) => rule.startsWith('ACC'))
    .map(({ rule, message }) => `${rule} ${message}`);
}

describe('a definition among the manifests', () => {
  const TOO_LARGE = 'ACC004 Invalid value: 9: spec.size in body should be less than or equal to 5';

  test('is what objects of its kind are judged by, wherever it stands', () => {
    expect(found(CRD, widget('v1', 9))).toEqual([TOO_LARGE]);
    expect(found(widget('v1', 9), CRD)).toEqual([TOO_LARGE]);
    expect(found(widget('v1', 5), CRD)).toEqual([]);
  });

  test('says which versions are served', () => {
    expect(found(CRD, widget('v2', 1))).toEqual([
      'ACC003 no matches for kind "Widget" in version "acme.example.org/v2"; its definition serves acme.example.org/v1',
    ]);
  });

  test('that serves no version says so', () => {
    const report = found(definition('acme.example.org', 'Widget', false), widget('v1', 1));
    expect(report).toContain(
      'ACC003 no matches for kind "Widget" in version "acme.example.org/v1"; its definition serves no version',
    );
  });

  test('says nothing of other kinds of its group, which another chart may define', () => {
    expect(found(CRD, widget('v2', 9, 'Gadget'))).toEqual([]);
  });

  test('that can be scaled bounds the number of replicas, whatever its schema says', () => {
    const schema = {
      type: 'object',
      properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } },
    };
    const crd = structuredClone(CRD) as { spec: { versions: Record<string, unknown>[] } };
    crd.spec.versions[0] = {
      ...crd.spec.versions[0],
      schema: { openAPIV3Schema: schema },
      subresources: { scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } },
    };
    expect(found(crd, widget('v1', -1))).toEqual(['ACC004 Invalid value: -1: should be a non-negative integer']);
    expect(found(crd, widget('v1', 2 ** 31))).toEqual([
      'ACC004 Invalid value: 2147483648: should be less than or equal to 2147483647',
    ]);
    expect(found(crd, widget('v1', 2 ** 31 - 1))).toEqual([]);
    crd.spec.versions[0].subresources = { scale: null };
    expect(found(crd, widget('v1', -1))).toEqual([]);
  });

  test('is forgotten with its manifests', () => {
    expect(found(CRD, widget('v1', 9))).toEqual([TOO_LARGE]);
    expect(found(widget('v2', 9))).toEqual([]);
  });

  test('adds to the kinds of a group that is known', () => {
    const extra = definition('karpenter.sh', 'Extra');
    const pool = { apiVersion: 'karpenter.sh/v1', kind: 'NodePoool', metadata: { name: 'a' }, spec: {} };
    expect(found(extra, pool)).toEqual([expect.stringContaining('ACC003 no matches for kind "NodePoool"')]);
    expect(found(extra, { ...pool, kind: 'Extra', metadata: { name: 'a', namespace: 'b' } })).toEqual([]);
  });
});
