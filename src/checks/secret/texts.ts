import { record, text } from '../accept/read';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';

/** A text that stands in a manifest. */
export interface TextField {
  readonly manifest: Manifest;
  readonly path: FieldPath;
  /** What its author calls it: the key, or the `name` beside a `value`. */
  readonly name: string;
  /** As a reader sees it; the values of a Secret's `data` are decoded. */
  readonly value: string;
  /** The type of the Secret whose value it is; `undefined` outside of Secrets. */
  readonly secretType?: string;
  /** Whether the key is one that the author chose freely, such as a variable of the environment. */
  readonly isNamed: boolean;
}

/** Fields that hold no secret: selectors, public certificates, and what is encrypted. The labels of an object are read with its metadata. */
const SKIPPED = new Set(['labels', 'matchLabels', 'nodeSelector', 'caBundle', 'managedFields', 'encryptedData']);

/** A copy of the object itself, whose fields are read where they stand. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const known = new WeakMap<Model, readonly TextField[]>();

/** Every text of every manifest that may hold a secret. */
export function textsOf(model: Model): readonly TextField[] {
  let texts = known.get(model);
  if (!texts) {
    texts = model.manifests.flatMap((manifest) => [...ofObject(manifest, [], manifest.object)]);
    known.set(model, texts);
  }
  return texts;
}

function* ofObject(manifest: Manifest, path: FieldPath, value: unknown): Iterable<TextField> {
  const object = record(value);
  const kind = text(object.kind) ?? '';
  // Its texts are descriptions, patterns and examples.
  if (kind === 'CustomResourceDefinition') {
    yield* ofValue(manifest, [...path, 'metadata'], 'metadata', object.metadata, false, 40);
    return;
  }
  if (kind.endsWith('List') && Array.isArray(object.items)) {
    for (const [index, item] of object.items.entries()) yield* ofObject(manifest, [...path, 'items', index], item);
    return;
  }
  const isSecret = isSecretObject(object);
  if (isSecret) yield* lastApplied(manifest, path, object);
  for (const [key, field] of Object.entries(object)) {
    if (key === 'apiVersion' || key === 'kind') continue;
    if (isSecret || kind === 'ConfigMap') yield* ofKeys(manifest, [...path, key], key, field);
    if (isSecret && (key === 'data' || key === 'stringData')) {
      yield* ofSecret(manifest, [...path, key], object, key);
    } else if (kind === 'ConfigMap' && key === 'binaryData') {
      for (const [name, each] of Object.entries(record(field))) {
        const shown = decode(text(each) ?? '');
        if (shown !== undefined) yield { manifest, path: [...path, key, name], name, value: shown, isNamed: true };
      }
    } else {
      yield* ofValue(manifest, [...path, key], key, field, kind === 'ConfigMap' && key === 'data', 40);
    }
  }
}

function isSecretObject({ apiVersion, kind }: Readonly<Record<string, unknown>>): boolean {
  return kind === 'Secret' && apiVersion === 'v1';
}

function* ofSecret(
  manifest: Manifest,
  path: FieldPath,
  object: Readonly<Record<string, unknown>>,
  key: 'data' | 'stringData',
): Iterable<TextField> {
  const secretType = text(object.type) ?? 'Opaque';
  for (const [name, each] of Object.entries(record(object[key]))) {
    const written = typeof each === 'number' ? String(each) : text(each);
    if (written === undefined) continue;
    const shown = key === 'data' ? (decode(written) ?? written) : written;
    yield { manifest, path: [...path, name], name, value: shown, secretType, isNamed: true };
  }
}

/** Keys of a ConfigMap or a Secret that are long enough to be a token that was taken for a name. A path with the key would show the token. */
function* ofKeys(manifest: Manifest, path: FieldPath, field: string, value: unknown): Iterable<TextField> {
  if (field !== 'data' && field !== 'stringData' && field !== 'binaryData') return;
  for (const key of Object.keys(record(value))) {
    if (mayBeToken(key)) yield { manifest, path, name: '', value: key, isNamed: false };
  }
}

/** Labels are short and many; those that can hold no secret are passed over. */
function* ofLabels(manifest: Manifest, path: FieldPath, labels: unknown): Iterable<TextField> {
  for (const [name, value] of Object.entries(record(labels))) {
    if (typeof value !== 'string' || !(mayBeToken(value) || /pass|pwd|pw$/i.test(name))) continue;
    yield { manifest, path: [...path, name], name, value, isNamed: false };
  }
}

/** No token that is known by its shape is shorter, and only those of AWS may be of letters alone. */
function mayBeToken(value: string): boolean {
  return value.length >= 20 && /\d|^A[KS]IA/.test(value);
}

/** What kubectl noted of a Secret that was applied, where the object no longer has it. */
function* lastApplied(
  manifest: Manifest,
  path: FieldPath,
  object: Readonly<Record<string, unknown>>,
): Iterable<TextField> {
  const note = text(record(record(object.metadata).annotations)[LAST_APPLIED]);
  if (!note?.includes('ata"')) return;
  let noted: unknown;
  try {
    noted = JSON.parse(note);
  } catch {
    return;
  }
  const has = new Set(['data', 'stringData'].flatMap((key) => Object.keys(record(object[key]))));
  for (const key of ['data', 'stringData'] as const) {
    for (const field of ofSecret(manifest, [], record(noted), key)) {
      if (!has.has(field.name)) yield { ...field, path: [...path, 'metadata', 'annotations', LAST_APPLIED] };
    }
  }
}

function* ofValue(
  manifest: Manifest,
  path: FieldPath,
  name: string,
  value: unknown,
  isNamed: boolean,
  depth: number,
): Iterable<TextField> {
  if (typeof value === 'string' || typeof value === 'number') {
    const written = String(value);
    yield { manifest, path, name, value: written, isNamed };
    const packed = unpacked(written);
    if (packed !== undefined) yield { manifest, path, name, value: packed, isNamed: false };
    return;
  }
  if (typeof value !== 'object' || value === null || depth === 0) return;
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      yield* ofValue(manifest, [...path, index], name, each, false, depth - 1);
    }
    return;
  }
  const fields = record(value);
  const isMetadata = isObjectMetadata(path);
  if (isMetadata) yield* ofLabels(manifest, [...path, 'labels'], fields.labels);
  const own = isMetadata ? { annotations: fields.annotations } : fields;
  const called = text(fields.name) ?? text(fields.key);
  const isSecret = isSecretObject(fields);
  for (const [key, each] of Object.entries(own)) {
    if (SKIPPED.has(key) || key === LAST_APPLIED) continue;
    // Some custom resources carry whole objects that another program applies.
    if (isSecret && (key === 'data' || key === 'stringData')) {
      yield* ofSecret(manifest, [...path, key], fields, key);
      continue;
    }
    const isValue = key === 'value' && called !== undefined;
    yield* ofValue(manifest, [...path, key], isValue ? called : key, each, isNamed || isValue, depth - 1);
  }
}

/** The metadata of an object or of a template; what else is called so, such as that of a trigger of KEDA, is free. */
function isObjectMetadata(path: FieldPath): boolean {
  if (path.at(-1) !== 'metadata') return false;
  const parents = path.slice(-3, -1);
  return path.length === 1 || parents.some((parent) => OBJECTS.has(parent));
}

const OBJECTS: ReadonlySet<string | number> = new Set(['items', 'template', 'jobTemplate', 'volumeClaimTemplates']);

/** The text behind base64 that is long enough to hide something, if it is one that people read. */
function unpacked(value: string): string | undefined {
  if (value.length < 24 || !/^[A-Za-z0-9+/\r\n]{22,}={0,2}\s*$/.test(value)) return undefined;
  const shown = decode(value);
  // eslint-disable-next-line no-control-regex -- what has control characters is no text
  return shown !== undefined && !/[\x00-\x08\x0e-\x1f\x7f-\x9f]/.test(shown) ? shown : undefined;
}

/** Text that stands in base64; `undefined` for what is no base64 or no text. */
export function decode(base64: string): string | undefined {
  const packed = base64.replace(/\s/g, '');
  if (packed === '') return '';
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  const shown = Buffer.from(packed, 'base64').toString('utf8');
  return shown.includes('\uFFFD') || shown.includes('\0') ? undefined : shown;
}
