import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { committed, FACTS, sources, testWithFacts } from './tool';

interface Property {
  readonly type: string;
  readonly optional: boolean;
  readonly note: string;
}

const text = committed('kubernetes.ts');
const file = ts.createSourceFile('kubernetes.ts', text, ts.ScriptTarget.Latest, true);
const interfaces = new Map(
  file.statements.filter(ts.isInterfaceDeclaration).map((node) => [node.name.text, propertiesOf(node)]),
);
const aliases = new Map(
  file.statements.filter(ts.isTypeAliasDeclaration).map((node) => [node.name.text, node.type.getText()]),
);

function propertiesOf(node: ts.InterfaceDeclaration): Record<string, Property> {
  return Object.fromEntries(
    node.members.filter(ts.isPropertySignature).map((member) => [
      member.name.getText(),
      {
        type: member.type!.getText(),
        optional: member.questionToken !== undefined,
        note: text.slice(member.getFullStart(), member.getStart()).trim(),
      },
    ]),
  );
}

const property = (name: string): Property | undefined => {
  const [owner, key] = name.split('.') as [string, string];
  return interfaces.get(owner)?.[key];
};

test('there is no code in it, only types', () => {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, removeComments: true },
  });
  expect(
    outputText.replace(/"use strict";|Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);|\s/g, ''),
  ).toBe('');
});

test.each([
  ['Container.restartPolicy', 'string', true, '/** Since Kubernetes 1.31 or earlier, not in 1.27. */'],
  ['Container.name', 'string', false, ''],
  ['Container.env', 'readonly EnvVar[]', true, ''],
  ['PodSpec.hostnameOverride', 'string', true, '/** Since Kubernetes 1.34 or earlier, not in 1.31. */'],
  ['PodSpec.resourceClaims', 'readonly PodResourceClaim[]', true, ''],
  ['PodSpec.nodeSelector', '{ readonly [key: string]: string }', true, ''],
  ['PodSpec.tolerations', 'readonly Toleration[]', true, ''],
  ['PodResourceClaim.source', 'ClaimSource', true, '/** Until Kubernetes 1.27 or later, not in 1.31. */'],
  ['ResourceRequirements.limits', '{ readonly [key: string]: Quantity }', true, ''],
  ['PersistentVolumeClaimSpec.resources', 'VolumeResourceRequirements', true, ''],
  ['ServicePort.targetPort', 'IntOrString', true, ''],
  ['ObjectMeta.creationTimestamp', 'Time', true, ''],
  ['Deployment.apiVersion', "'apps/v1'", true, ''],
  ['Pod.apiVersion', "'v1'", true, ''],
  ['Ingress.kind', "'Ingress'", true, ''],
  // Required in all releases but one, so not required here.
  ['StatefulSetSpec.serviceName', 'string', true, ''],
  ['StatefulSetSpec.selector', 'LabelSelector', false, ''],
])('%s', (name, type, optional, note) => {
  expect(property(name)).toEqual({ type, optional, note });
});

test('the values that are no objects', () => {
  expect(Object.fromEntries(aliases)).toEqual({
    FieldsV1: '{ readonly [key: string]: unknown }',
    IntOrString: 'string | number',
    Quantity: 'string | number',
    Time: 'string',
  });
});

test('no status anywhere', () => {
  expect([...interfaces.keys()].filter((name) => name.endsWith('Status'))).toEqual([]);
  expect([...interfaces].filter(([, properties]) => properties.status?.type.endsWith('Status'))).toEqual([]);
});

test('everything is readonly and sorted', () => {
  expect(text.match(/^ {2}(?!readonly |\/\*\*).+$/gm)).toBeNull();
  expect([...interfaces.keys()]).toEqual([...interfaces.keys()].sort());
  for (const properties of interfaces.values()) expect(Object.keys(properties)).toEqual(Object.keys(properties).sort());
});

test('every named type is declared', () => {
  for (const [name, properties] of interfaces) {
    for (const [key, { type }] of Object.entries(properties)) {
      for (const [used] of type.replace(/'[^']*'/g, '').matchAll(/\b[A-Z]\w+/g)) {
        expect({ name, key, used, known: interfaces.has(used) || aliases.has(used) }).toMatchObject({ known: true });
      }
    }
  }
});

testWithFacts('has every property that any of the releases has', () => {
  for (const { release } of sources().kubernetes) {
    const json = fs.readFileSync(path.join(FACTS, '..', 'kubernetes', `v${release}.json`), 'utf8');
    const definitions = Object.entries<any>(JSON.parse(json).definitions);
    for (const [name, properties] of interfaces) {
      const definition = definitions.find(([id]) =>
        new RegExp(
          `^io\\.k8s\\.api\\.(apps|batch|core|networking|policy|rbac|scheduling|storage)\\.v1\\.${name}$`,
        ).test(id),
      );
      const wanted = Object.keys(definition?.[1].properties ?? {}).filter(
        (key) => key !== 'status' || key in properties,
      );
      expect({ release, name, missing: wanted.filter((key) => !(key in properties)) }).toEqual({
        release,
        name,
        missing: [],
      });
    }
  }
  expect(interfaces.has('PodSpec')).toBe(true);
});
