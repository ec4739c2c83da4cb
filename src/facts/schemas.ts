import * as fs from 'fs';
import * as path from 'path';
import { packageRoot } from './package-root';

/** A structural schema of a custom kind: the part of OpenAPI v3 that Kubernetes allows, with its extensions. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly [keyword: string]: unknown;
}

/** One custom kind, as `npm run import` wrote it to `imports/<group>.schema.json`. */
export interface CustomKind {
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** The newest version first. */
  readonly versions: readonly { readonly name: string; readonly schema: Schema }[];
}

const loaded = new Map<string, ReadonlyMap<string, CustomKind>>();

/**
 * A custom kind by its group. The group's file is read at its first use, so a program pays only for the groups it has.
 *
 * @returns `undefined` where the group or the kind is not among `imports/`.
 */
export function customKind(group: string, kind: string): CustomKind | undefined {
  let kinds = loaded.get(group);
  if (!kinds) {
    kinds = load(group);
    loaded.set(group, kinds);
  }
  return kinds.get(kind);
}

function load(group: string): ReadonlyMap<string, CustomKind> {
  // A group is a DNS name; anything else is no file of ours, whatever path it may spell.
  if (!/^[a-z0-9.-]+$/.test(group)) return new Map();
  const file = path.join(packageRoot(), 'imports', `${group}.schema.json`);
  if (!fs.existsSync(file)) return new Map();
  const { kinds } = JSON.parse(fs.readFileSync(file, 'utf8')) as { kinds: CustomKind[] };
  return new Map(kinds.map((facts) => [facts.kind, facts]));
}
