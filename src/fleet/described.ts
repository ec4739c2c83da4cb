import * as fs from 'fs';
import * as path from 'path';
import type { ConfigPath } from '../blueprint/problem';
import { packageRoot } from '../facts/package-root';

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** What is known of a key that nobody needs to set. */
export interface DescribedKey {
  readonly path: ConfigPath;
  /** What holds where nobody sets it, if that is a single value. */
  readonly default?: unknown;
  /** What it means, and what holds without it. */
  readonly description?: string;
}

/** What the schema of a cluster's configuration says of a key such as `pools.a100.limits.gpus`; nothing where there can be no such key. */
export function describedKey(key: string): DescribedKey | undefined {
  const parts = key.split('.');
  if (parts[0] !== 'delivery' && parts[0] !== 'installed') {
    const platform = read('platform');
    return walk(platform, parts, [], platform.definitions ?? {});
  }
  const { definitions = {} } = read('fleet');
  return walk(definitions.ClusterConfig ?? {}, parts, [], definitions);
}

function read(name: string): Schema {
  return JSON.parse(fs.readFileSync(path.join(packageRoot(), 'dist', `${name}.schema.json`), 'utf8')) as Schema;
}

function walk(
  from: Schema,
  parts: readonly string[],
  at: ConfigPath,
  definitions: Readonly<Record<string, Schema>>,
): DescribedKey | undefined {
  const [part, ...rest] = parts;
  const target = from.$ref === undefined ? undefined : definitions[decodeURIComponent(from.$ref.split('/').pop()!)];
  // What stands beside the reference is said of this key, and what the reference leads to of all such.
  const schema = { ...target, ...from };
  if (part === undefined) return { path: at, default: schema.default, description: schema.description };
  const { properties = {}, additionalProperties: any, items, anyOf = [] } = schema;
  const named = Object.hasOwn(properties, part) ? properties[part] : undefined;
  const next = named ?? (typeof any === 'object' ? any : undefined) ?? (/^\d+$/.test(part) ? items : undefined);
  if (next) return walk(next, rest, [...at, part], definitions);
  return anyOf.map((form) => walk(form, parts, at, definitions)).find((found) => found !== undefined);
}
