// @ts-check
import { format } from 'prettier';
import { refOf, writtenProperties } from './kubernetes-definitions.mjs';
import { compare } from './sources.mjs';

/** @typedef {import('./kubernetes-definitions.mjs').Definition} Definition */
/** @typedef {{ source: import('./sources.mjs').KubernetesSource, definitions: Record<string, Definition> }} Release */

const ROOTS = [
  ...['Deployment', 'StatefulSet', 'DaemonSet'].map((kind) => `io.k8s.api.apps.v1.${kind}`),
  ...['Job', 'CronJob'].map((kind) => `io.k8s.api.batch.v1.${kind}`),
  ...[
    'Pod',
    'PodTemplateSpec',
    'ConfigMap',
    'Secret',
    'Service',
    'ServiceAccount',
    'Namespace',
    'PersistentVolumeClaim',
    'PersistentVolume',
    // Not reached from a kind above, but pools carry it.
    'Taint',
  ].map((kind) => `io.k8s.api.core.v1.${kind}`),
  ...['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'].map((kind) => `io.k8s.api.rbac.v1.${kind}`),
  'io.k8s.api.storage.v1.StorageClass',
  'io.k8s.api.scheduling.v1.PriorityClass',
  'io.k8s.api.policy.v1.PodDisruptionBudget',
  ...['NetworkPolicy', 'Ingress'].map((kind) => `io.k8s.api.networking.v1.${kind}`),
];

/** Definitions that are no objects in JSON; releases disagree on how to write them down, so their names decide. */
const ALIASES = /** @type {Record<string, string>} */ ({
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'string | number',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'string | number',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'string',
});

/**
 * Interfaces of the built-in kinds: the union of the given releases.
 *
 * @param {readonly Release[]} releases oldest first
 * @returns {Promise<string>}
 */
export async function kubernetesTypes(releases) {
  const names = shortNames(closure(releases));
  const types = [...names].sort((a, b) => compare(a[1], b[1]));
  const text = [header(releases), ...types.map(([id, name]) => declaration(id, name, names, releases))].join('\n\n');
  return format(text, { parser: 'typescript', printWidth: 120, singleQuote: true, trailingComma: 'all' });
}

/**
 * @param {readonly Release[]} releases
 * @returns {string[]} full names of all that the roots reach, in any release
 */
function closure(releases) {
  const reached = new Set(ROOTS);
  for (const id of reached) {
    for (const { definitions } of releases) {
      const definition = definitions[id];
      if (definition === undefined || id in ALIASES) continue;
      for (const schema of Object.values(writtenProperties(definition))) {
        for (const target of refsIn(schema)) reached.add(target);
      }
    }
  }
  const unknown = ROOTS.find((id) => !releases.some(({ definitions }) => id in definitions));
  if (unknown !== undefined) throw new Error(`no release defines ${unknown}`);
  return [...reached];
}

/**
 * @param {Definition} schema
 * @returns {string[]}
 */
function refsIn(schema) {
  const target = refOf(schema);
  if (target !== undefined) return [target];
  return [schema.items, schema.additionalProperties].filter((inner) => typeof inner === 'object').flatMap(refsIn);
}

/**
 * The kind alone where it is unique, else with group and version before it (`MetaV1Condition`).
 *
 * @param {readonly string[]} ids
 * @returns {Map<string, string>}
 */
function shortNames(ids) {
  const last = (/** @type {string} */ id) => id.split('.').slice(-1).join('');
  const count = new Map();
  for (const id of ids) count.set(last(id), (count.get(last(id)) ?? 0) + 1);
  return new Map(
    ids.map((id) => [id, count.get(last(id)) === 1 ? last(id) : id.split('.').slice(-3).map(capital).join('')]),
  );
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * @param {string} id
 * @param {string} name
 * @param {ReadonlyMap<string, string>} names
 * @param {readonly Release[]} releases
 */
function declaration(id, name, names, releases) {
  const alias = ALIASES[id];
  if (alias !== undefined) return `export type ${name} = ${alias};`;

  const having = releases.filter(({ definitions }) => id in definitions);
  const shapes = having.map(({ source, definitions }) => ({ source, definition: definitions[id] ?? {} }));
  const note = presenceNote(having, releases);
  const properties = [...new Set(shapes.flatMap(({ definition }) => Object.keys(writtenProperties(definition))))];
  // Kept free in the API (FieldsV1): any object will do.
  if (properties.length === 0) return `${note}export type ${name} = { readonly [key: string]: unknown };`;

  const lines = properties.sort(compare).map((property) => {
    const holders = shapes.filter(({ definition }) => property in writtenProperties(definition));
    const required = shapes.every(({ definition }) => definition.required?.includes(property));
    const newest = shapes.findLast(({ definition }) => property in writtenProperties(definition))?.definition;
    const type = fixedValue(property, newest) ?? typeOf(newest?.properties[property], names);
    return `${presenceNote(holders, shapes)}readonly ${property}${required ? '' : '?'}: ${type};`;
  });
  return `${note}export interface ${name} {\n${lines.join('\n')}\n}`;
}

/**
 * An object of its own can have only one apiVersion and kind.
 *
 * @param {string} property
 * @param {Definition | undefined} definition
 */
function fixedValue(property, definition) {
  const identities = definition?.['x-kubernetes-group-version-kind'];
  if (identities?.length !== 1) return undefined;
  const { group, version, kind } = identities[0];
  if (property === 'kind') return `'${kind}'`;
  return property === 'apiVersion' ? `'${group === '' ? version : `${group}/${version}`}'` : undefined;
}

/**
 * @param {Definition | undefined} schema
 * @param {ReadonlyMap<string, string>} names
 * @returns {string}
 */
function typeOf(schema, names) {
  const target = schema && refOf(schema);
  if (target !== undefined) return names.get(target) ?? 'unknown';
  switch (schema?.type) {
    case 'string':
    case 'boolean':
    case 'number':
      return schema.type;
    case 'integer':
      return 'number';
    case 'array': {
      const item = typeOf(schema.items, names);
      return /^\w+$/.test(item) ? `readonly ${item}[]` : `readonly (${item})[]`;
    }
    case 'object': {
      const value = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      return `{ readonly [key: string]: ${typeOf(value, names)} }`;
    }
    default:
      return 'unknown';
  }
}

/**
 * Says where something came or went. Only the given releases are known, not the ones between them.
 *
 * @param {readonly { source: { release: string } }[]} having
 * @param {readonly { source: { release: string } }[]} all the releases it could be in, oldest first
 */
function presenceNote(having, all) {
  const present = new Set(having.map(({ source }) => source.release));
  const clauses = all.slice(1).flatMap(({ source }, index) => {
    const before = all[index]?.source.release ?? '';
    const [was, is] = [present.has(before), present.has(source.release)];
    if (!was && is) return [`Since Kubernetes ${minor(source.release)} or earlier, not in ${minor(before)}.`];
    if (was && !is) return [`Until Kubernetes ${minor(before)} or later, not in ${minor(source.release)}.`];
    return [];
  });
  return clauses.length === 0 ? '' : `/** ${clauses.join(' ')} */\n`;
}

/** @param {string} release */
function minor(release) {
  return release.split('.').slice(0, 2).join('.');
}

/** @param {readonly Release[]} releases */
function header(releases) {
  const versions = releases.map(({ source }) => source.ref).join(', ');
  const { repository, licence } = releases[0]?.source ?? {};
  return [
    `// Generated by \`npm run import\`; do not edit. Source: ${repository}@${versions} (${licence}).`,
    '// A property that any of these releases has is here; a note says where one of them lacks it.',
  ].join('\n');
}
