/** Where a field stands in an object: the keys and indexes that lead to it, from the outermost. */
export type FieldPath = readonly (string | number)[];

/** Fields that hold a map from names of the author's choosing. */
const MAPS = [
  'labels',
  'annotations',
  'matchLabels',
  'nodeSelector',
  'data',
  'binaryData',
  'stringData',
  'limits',
  'requests',
  'hard',
];

/** As the API server writes it: `spec.containers[0].name`, `metadata.labels[app.kubernetes.io/name]`. */
export function formatPath(path: FieldPath): string {
  return path.reduce<string>((text, key, index) => {
    // Of devices a selector of nodes is one of terms.
    const inMap = index > 0 && key !== 'nodeSelectorTerms' && MAPS.includes(String(path[index - 1]));
    if (typeof key === 'number' || inMap || !/^[\w$-]+$/.test(key)) return `${text}[${key}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** The value at a path, `undefined` where the path leads nowhere. */
export function valueAt(value: unknown, path: FieldPath): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}
