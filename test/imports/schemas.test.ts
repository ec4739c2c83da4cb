import * as cdk8s from 'cdk8s';
import * as karpenter from '../../imports/karpenter.sh';
import { builtInSchemas } from '../../src/facts/schemas';
import { committed, groups, groupsWithModule, type Kind, sources } from './tool';

const kindsOf = (group: string): Kind[] => JSON.parse(committed(`${group}.schema.json`)).kinds;
const all = groups().flatMap(kindsOf);
const find = (kind: string): Kind => all.find((candidate) => candidate.kind === kind)!;

/** cdk8s turns a run of capitals into one word: AKSNodeClass becomes AksNodeClass. */
const className = (kind: string, version?: string): string =>
  kind.replace(/^([A-Z])([A-Z]+)(?=[A-Z])/, (_, first, rest) => first + rest.toLowerCase()) +
  (version ?? '').replace(/(^|\d)([a-z])/g, (_, digit, letter) => digit + letter.toUpperCase());

describe('every kind of sources.json', () => {
  test.each(sources().customResources.map(({ group, kind, scope }) => [group, kind, scope]))(
    '%s %s has a schema and, where its group has a module, a class for each version',
    (group, kind, scope) => {
      const facts = kindsOf(group).find((candidate) => candidate.kind === kind)!;
      expect(facts).toMatchObject({ group, kind, scope, plural: expect.stringMatching(/^[a-z0-9]+$/) });
      if (!groupsWithModule().includes(group)) return;
      const module = committed(`${group}.ts`);
      facts.versions.forEach(({ name }, index) => {
        const start = module.indexOf(
          `export class ${className(kind, index === 0 ? undefined : name)} extends ApiObject {`,
        );
        expect(start).toBeGreaterThan(0);
        expect(module.slice(start, start + 300)).toContain(`apiVersion: '${group}/${name}'`);
      });
    },
  );

  test('and no other', () => {
    const wanted = new Set(sources().customResources.map(({ group, kind }) => `${group} ${kind}`));
    expect(all.map(({ group, kind }) => `${group} ${kind}`).sort()).toEqual([...wanted].sort());
  });

  test('has its newest version first and stores exactly one', () => {
    expect(Object.fromEntries(all.map(({ kind, versions }) => [kind, versions.map(({ name }) => name)]))).toMatchObject(
      {
        NodePool: ['v1', 'v1beta1'],
        AKSNodeClass: ['v1beta1', 'v1alpha2'],
        VirtualService: ['v1', 'v1beta1', 'v1alpha3'],
        EnvoyFilter: ['v1alpha3'],
        Notebook: ['v1'],
        Profile: ['v1', 'v1beta1'],
        PodDefault: ['v1alpha1'],
        ClusterIssuer: ['v1'],
      },
    );
    for (const { kind, versions } of all) {
      expect({ kind, stored: versions.filter(({ storage }) => storage).length }).toEqual({ kind, stored: 1 });
    }
    expect(find('AKSNodeClass').versions.map(({ deprecated }) => deprecated)).toEqual([undefined, true]);
  });

  test('names its source in the header of the module', () => {
    for (const { group, kind, repository, ref, licence } of sources().customResources) {
      if (!groupsWithModule().includes(group)) continue;
      expect(committed(`${group}.ts`)).toContain(`//   ${kind}: ${repository}@${ref} (${licence})`);
    }
  });
});

describe('the compact schema', () => {
  const spec = (kind: string): any => find(kind).versions[0]!.schema.properties.spec;

  test('keeps CEL rules with their messages', () => {
    expect(
      spec('NodePool').properties.template.properties.spec.properties.nodeClassRef['x-kubernetes-validations'],
    ).toContainEqual({
      rule: 'self.group == oldSelf.group',
      message: 'nodeClassRef.group is immutable',
    });
  });

  test('keeps defaults, enums, patterns and bounds', () => {
    const { disruption } = spec('NodePool').properties;
    expect(disruption.default).toEqual({ consolidateAfter: '0s' });
    expect(disruption.properties.budgets).toMatchObject({ default: [{ nodes: '10%' }], maxItems: 50 });
    expect(disruption.properties.consolidationPolicy.enum).toContain('WhenEmptyOrUnderutilized');
    expect(disruption.properties.budgets.items.properties.nodes.pattern).toContain('100');
  });

  test('keeps list types and int-or-string', () => {
    const text = groups()
      .map((group) => committed(`${group}.schema.json`))
      .join('');
    for (const keyword of [
      'list-type":"map',
      'list-map-keys',
      'map-type',
      'int-or-string',
      'preserve-unknown-fields',
    ]) {
      expect(text).toContain(`"x-kubernetes-${keyword}"`);
    }
  });

  test('has no description, no status and no keyword that a checker would not know', () => {
    const keywords = new Set<string>();
    for (const { versions } of all) {
      for (const { schema } of versions) {
        expect(schema.properties.status).toBeUndefined();
        walk(schema, (node) => Object.keys(node).forEach((keyword) => keywords.add(keyword)));
      }
    }
    expect([...keywords].sort()).toMatchInlineSnapshot(`
     [
       "additionalProperties",
       "allOf",
       "anyOf",
       "default",
       "enum",
       "format",
       "items",
       "maxItems",
       "maxLength",
       "maxProperties",
       "maximum",
       "minItems",
       "minLength",
       "minProperties",
       "minimum",
       "not",
       "nullable",
       "oneOf",
       "pattern",
       "properties",
       "required",
       "type",
       "x-kubernetes-int-or-string",
       "x-kubernetes-list-map-keys",
       "x-kubernetes-list-type",
       "x-kubernetes-map-type",
       "x-kubernetes-preserve-unknown-fields",
       "x-kubernetes-validations",
     ]
    `);
  });

  test('is no larger than a package can carry', () => {
    const bytes = groups().reduce((sum, group) => sum + committed(`${group}.schema.json`).length, 0);
    expect(bytes).toBeLessThan(1_400_000);
  });
});

describe("the schemas of Kubernetes' own kinds", () => {
  interface Release {
    kinds: Record<string, string>;
    definitions: Record<string, any>;
  }
  const release = (version: string): Release => builtInSchemas(Number(version.split('.')[1]));
  /** The newest release, whose file has every definition. */
  const newest = (): string => sources().kubernetes.at(-1)!.release.replace(/\.0$/, '');

  test('stand in the file of a release where they differ from the next one', () => {
    const own = (version: string): string[] =>
      Object.keys((JSON.parse(committed(`kubernetes-${version}.schema.json`)) as Release).definitions);
    expect(own(newest())).toContain('core.v1.PodSpec');
    expect(own(newest())).toContain('core.v1.ConfigMap');
    expect(own('1.34')).toContain('core.v1.PodSpec');
    expect(own('1.34')).not.toContain('core.v1.ConfigMap');
    expect(release('1.34').definitions['core.v1.ConfigMap']).toEqual(release('1.36').definitions['core.v1.ConfigMap']);
    const fieldsOf = (version: string): string[] =>
      Object.keys(release(version).definitions['core.v1.PodSpec'].properties);
    expect(fieldsOf('1.36')).toContain('schedulingGroup');
    expect(fieldsOf('1.34')).not.toContain('schedulingGroup');
  });

  test('lead from a kind to its definition, whose references all lead somewhere', () => {
    for (const minor of sources().kubernetes.map(({ release: full }) => full.replace(/\.0$/, ''))) {
      const { kinds, definitions } = release(minor);
      expect(kinds).toMatchObject({ 'v1/Pod': 'core.v1.Pod', 'apps/v1/Deployment': 'apps.v1.Deployment' });
      const missing = new Set(Object.values(kinds).filter((name) => !(name in definitions)));
      for (const definition of Object.values(definitions)) {
        walk(definition, ({ $ref }) => $ref !== undefined && !($ref in definitions) && missing.add($ref));
      }
      expect([...missing]).toEqual([]);
    }
  });

  test('know what came and what went', () => {
    const has = (minor: string, kind: string): boolean => kind in release(minor).kinds;
    expect(has('1.27', 'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy')).toBe(false);
    expect(has('1.31', 'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy')).toBe(true);
    expect(has('1.27', 'flowcontrol.apiserver.k8s.io/v1beta2/FlowSchema')).toBe(true);
    expect(has('1.31', 'flowcontrol.apiserver.k8s.io/v1beta2/FlowSchema')).toBe(false);
  });

  test('have no kind that is a list, or a request about another object', () => {
    expect(Object.keys(release('1.36').kinds).filter((kind) => /List$|Options$|Eviction$|Scale$/.test(kind))).toEqual(
      [],
    );
  });

  test('say what a checker reads, and are no larger than a package can carry', () => {
    const keywords = new Set<string>();
    const { definitions } = release('1.36');
    for (const definition of Object.values(definitions))
      walk(definition, (node) => Object.keys(node).forEach((key) => keywords.add(key)));
    expect([...keywords].sort()).toEqual([
      '$ref',
      'additionalProperties',
      'format',
      'items',
      'properties',
      'required',
      'type',
      'x-kubernetes-int-or-string',
      'x-kubernetes-list-map-keys',
      'x-kubernetes-list-type',
    ]);
    expect(definitions['api.resource.Quantity']).toEqual({ format: 'quantity', type: 'string' });
    expect(committed(`kubernetes-${newest()}.schema.json`).length).toBeLessThan(240_000);
  });
});

test('a date is a string in the classes, because cdk8s cannot render a Date', () => {
  const chart = cdk8s.Testing.chart();
  new karpenter.NodePool(chart, 'pool', {
    spec: {
      template: {
        spec: {
          nodeClassRef: { group: 'karpenter.azure.com', kind: 'AKSNodeClass', name: 'gpu' },
          requirements: [],
          taints: [
            {
              key: 'gpu',
              effect: karpenter.NodePoolSpecTemplateSpecTaintsEffect.NO_SCHEDULE,
              timeAdded: '2026-01-01T00:00:00Z',
            },
          ],
        },
      },
    },
  });
  expect(cdk8s.Testing.synth(chart)[0]).toMatchObject({
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    spec: { template: { spec: { taints: [{ effect: 'NoSchedule', timeAdded: '2026-01-01T00:00:00Z' }] } } },
  });
});

function walk(schema: any, visit: (node: any) => void): void {
  visit(schema);
  for (const nested of Object.values(schema.properties ?? {})) walk(nested, visit);
  for (const nested of [schema.items, schema.not, schema.additionalProperties]) {
    if (nested !== null && typeof nested === 'object') walk(nested, visit);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) for (const nested of schema[keyword] ?? []) walk(nested, visit);
}
