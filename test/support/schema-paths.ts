import { customKind } from '../../src/facts/schemas';
import type { Schema } from '../../src/facts/schemas';

/** Every field below `spec` that the schema of a version names: `spec.template.spec.taints[].key`. */
export function specPaths(group: string, kind: string, version: string): string[] {
  const found = customKind(group, kind)?.versions.find(({ name }) => name === version);
  if (!found) throw new Error(`no schema of ${kind} ${group}/${version}`);
  return schemaPaths(found.schema.properties!.spec!, 'spec');
}

function schemaPaths(schema: Schema, path: string): string[] {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    schemaPaths(field, `${path}.${name}`),
  );
  return [path, ...fields, ...(schema.items ? schemaPaths(schema.items, `${path}[]`) : [])];
}

/** Every field of a value, in the words of `specPaths`. */
export function valuePaths(value: unknown, path = 'spec'): Set<string> {
  const paths = new Set([path]);
  const below = Array.isArray(value)
    ? value.map((item: unknown) => valuePaths(item, `${path}[]`))
    : Object.entries((typeof value === 'object' ? value : undefined) ?? {}).map(([name, field]) =>
        valuePaths(field, `${path}.${name}`),
      );
  for (const found of below.flatMap((set) => [...set])) paths.add(found);
  return paths;
}
