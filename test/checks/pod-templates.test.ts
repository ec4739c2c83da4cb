import * as fs from 'fs';
import * as path from 'path';
import { POD_TEMPLATES } from '../../src/checks/pod-templates';
import type { CustomKind } from '../../src/facts/schemas';
import { expectNothingLacks } from '../support/lacking';

const IMPORTS = path.resolve(__dirname, '../../imports');

/** Kinds of `imports` with a pod template that is no pod of theirs, each with the reason. */
const NO_PODS: Readonly<Record<string, string>> = {};

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
  readonly additionalProperties?: Node | boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
}

/** Where a schema has the containers of a pod, or a template that takes any field. */
function podsIn(node: Node, at: string): string[] {
  const own = Object.entries(node.properties ?? {}).flatMap(([name, child]) => {
    const open = /^(podT|t)emplate(Spec)?$/.test(name) && child['x-kubernetes-preserve-unknown-fields'] === true;
    if (open || (name === 'containers' && child.type === 'array')) return [`${at}.${name}`];
    return podsIn(child, `${at}.${name}`);
  });
  const below = [node.items, node.additionalProperties].flatMap((child) =>
    typeof child === 'object' ? podsIn(child, `${at}[]`) : [],
  );
  return [...own, ...below];
}

test('each custom kind of imports whose schema holds a pod is in POD_TEMPLATES, without which no rule looks at its pods', () => {
  const kinds = fs
    .readdirSync(IMPORTS)
    .filter((name) => name.endsWith('.schema.json') && !name.startsWith('kubernetes-'))
    .flatMap(
      (name) =>
        (
          JSON.parse(fs.readFileSync(path.join(IMPORTS, name), 'utf8')) as {
            kinds: (CustomKind & { readonly group: string })[];
          }
        ).kinds,
    );
  const withPods = kinds.flatMap(({ group, kind, versions }) => {
    const [first] = versions.flatMap(({ schema }) => podsIn(schema as Node, ''));
    return first === undefined ? [] : [{ type: `${group}/${kind}`, first }];
  });
  expect(withPods.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['keda.sh/ScaledJob', 'kubeflow.org/Notebook']),
  );
  expectNothingLacks(
    'say in POD_TEMPLATES of src/checks/pod-templates.ts where the pods of each kind are, or in NO_PODS here why they are none',
    withPods
      .filter(({ type }) => !(type in POD_TEMPLATES) && !(type in NO_PODS))
      .map(({ type, first }) => `${type}, whose schema has ${first}`),
  );
});
