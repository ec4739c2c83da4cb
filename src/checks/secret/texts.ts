import { isMapping } from '../../facts/is-mapping';
import { record, text } from '../accept/read';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { decode } from './base64';
import { linesAmong, ofBytes, unpacked } from './packed';
import { once } from '../../facts/once';
import { isSecretObject, secretValues } from './secret-values';
import { commandLine } from './command-line';
import { looksLikeToken } from './looks-like-token';

/** A text that stands in a manifest. */
export interface TextField {
  readonly manifest: Manifest;
  /** Put together when it is asked for: of almost all texts nothing is to be said. */
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

/** Fields that hold no secret: selectors of labels that are read where they stand, what the API server notes, and what is encrypted. */
const SKIPPED = new Set(['matchLabels', 'managedFields', 'encryptedData']);

/** Fields whose values are short and many, and name things. */
const LABELS = new Set(['labels', 'nodeSelector']);

/** A copy of the object itself, whose fields are read where they stand. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Every text of every manifest that may hold a secret. */
export const textsOf = once((model: Model): readonly TextField[] => {
  const found: TextField[] = [];
  for (const manifest of model.manifests) new Walk(manifest, found).ofObject(undefined, manifest.object);
  return found;
});

/** Where a value stands: its key, and where what holds it stands. Values of one object share it, so that no path is made of each. */
interface Place {
  readonly parent: Place | undefined;
  readonly key: string | number;
}

class Text implements TextField {
  public constructor(
    public readonly manifest: Manifest,
    private readonly parent: Place | undefined,
    private readonly key: string | number,
    public readonly name: string,
    public readonly value: string,
    public readonly isNamed: boolean,
    public readonly secretType: string | undefined,
  ) {}

  public get path(): FieldPath {
    const path: (string | number)[] = [this.key];
    for (let at = this.parent; at; at = at.parent) path.push(at.key);
    return path.reverse();
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** A walk through one manifest. */
class Walk {
  public constructor(
    private readonly manifest: Manifest,
    private readonly found: TextField[],
  ) {}

  public ofObject(parent: Place | undefined, value: unknown): void {
    const object = record(value);
    const kind = text(object.kind) ?? '';
    // Its texts are descriptions, patterns and examples.
    if (kind === 'CustomResourceDefinition') {
      this.ofValue(parent, 'metadata', 'metadata', object.metadata, false, 40);
      return;
    }
    if (kind.endsWith('List') && Array.isArray(object.items)) {
      const items: Place = { parent, key: 'items' };
      for (const [index, item] of object.items.entries()) this.ofObject({ parent: items, key: index }, item);
      return;
    }
    const isSecret = isSecretObject(object);
    if (isSecret) this.lastApplied(parent, object);
    else this.formerTexts(parent, object);
    for (const key of Object.keys(object)) {
      if (key === 'apiVersion' || key === 'kind') continue;
      const field = object[key];
      if (isSecret || key === 'binaryData') this.ofKeys(parent, key, field);
      if (isSecret && (key === 'data' || key === 'stringData')) this.ofSecret({ parent, key }, object, key);
      else if (kind === 'ConfigMap' && key === 'binaryData') this.ofBinaryData({ parent, key }, field);
      else this.ofValue(parent, key, key, field, kind === 'ConfigMap' && key === 'data', 40);
    }
  }

  private add(
    parent: Place | undefined,
    key: string | number,
    name: string,
    value: string,
    isNamed: boolean,
    secretType?: string,
  ): void {
    this.found.push(new Text(this.manifest, parent, key, name, value, isNamed, secretType));
  }

  /** A token that was taken for a name. The path is that of the mapping, for that of the key would show the token. */
  private addKey({ parent, key }: Place, token: string): void {
    this.add(parent, key, '', token, false);
  }

  private ofBinaryData(place: Place, data: unknown): void {
    for (const [name, each] of Object.entries(record(data))) {
      const written = text(each) ?? '';
      const shown = decode(written);
      if (shown !== undefined) {
        this.add(place, name, name, shown, true);
        this.ofPacked(place, name, name, shown);
        continue;
      }
      const bytes = Buffer.from(written, 'base64');
      // A key may be in the bytes as they are, in what they hold packed, or among them.
      for (const form of [written.replace(/\s/g, ''), ofBytes(bytes) ?? linesAmong(bytes)])
        this.add(place, name, name, form, false);
    }
  }

  private ofSecret(place: Place, object: Fields, key: 'data' | 'stringData'): void {
    for (const { name, value, secretType } of secretValues(object, key)) {
      this.add(place, name, name, value, true, secretType);
    }
  }

  /** Keys of a ConfigMap or a Secret that are long enough to be a token that was taken for a name. A path with the key would show the token. */
  private ofKeys(parent: Place | undefined, field: string, value: unknown): void {
    if (field !== 'data' && field !== 'stringData' && field !== 'binaryData') return;
    for (const key of Object.keys(record(value))) if (mayBeToken(key)) this.add(parent, field, '', key, false);
  }

  /** Labels are short and many; those that can hold no secret are passed over. */
  private ofLabels(place: Place, labels: unknown): void {
    for (const [name, value] of Object.entries(record(labels))) {
      if (mayBeToken(name)) this.addKey(place, name);
      if (typeof value !== 'string' || !(mayBeToken(value) || /pass|pwd|pw$/i.test(name))) continue;
      this.add(place, name, name, value, false);
    }
  }

  /** What kubectl noted of a Secret that was applied, where the object no longer has it. */
  private lastApplied(parent: Place | undefined, object: Fields): void {
    const note = text(record(record(object.metadata).annotations)[LAST_APPLIED]);
    if (!note?.includes('ata"')) return;
    const noted = parsed(note);
    const has = new Set(['data', 'stringData'].flatMap((key) => Object.keys(record(object[key]))));
    const annotations: Place = { parent: { parent, key: 'metadata' }, key: 'annotations' };
    for (const key of ['data', 'stringData'] as const) {
      for (const { name, value, secretType } of secretValues(record(noted), key)) {
        if (!has.has(name)) this.add(annotations, LAST_APPLIED, name, value, true, secretType);
      }
    }
  }

  /** What a value hides that is encoded or compressed; up to three times, as a release of Helm is. */
  private ofPacked(parent: Place | undefined, at: string | number, name: string, value: string): void {
    let packed = unpacked(value);
    for (let times = 0; packed !== undefined && times < 3; times += 1) {
      this.add(parent, at, name, packed, false);
      packed = unpacked(packed);
    }
  }

  /** The texts that kubectl noted of an object that was applied, and that the object no longer has. */
  private formerTexts(parent: Place | undefined, object: Fields): void {
    const note = text(record(record(object.metadata).annotations)[LAST_APPLIED]);
    if (note === undefined) return;
    const noted: TextField[] = [];
    new Walk(this.manifest, noted).ofObject(undefined, parsed(note));
    if (noted.length === 0) return;
    const { annotations, ...metadata } = record(object.metadata);
    const { [LAST_APPLIED]: _note, ...others } = record(annotations);
    const still: TextField[] = [];
    new Walk(this.manifest, still).ofObject(undefined, { ...object, metadata: { ...metadata, annotations: others } });
    const values = new Set(still.map(({ value }) => value));
    const place: Place = { parent: { parent, key: 'metadata' }, key: 'annotations' };
    for (const { name, value, isNamed } of noted)
      if (!values.has(value)) this.add(place, LAST_APPLIED, name, value, isNamed);
  }

  private ofValue(
    parent: Place | undefined,
    at: string | number,
    name: string,
    value: unknown,
    isNamed: boolean,
    depth: number,
  ): void {
    if (typeof value === 'string' || typeof value === 'number') {
      const written = String(value);
      this.add(parent, at, name, written, isNamed);
      this.ofPacked(parent, at, name, written);
      return;
    }
    if (typeof value !== 'object' || value === null || depth === 0) return;
    const place: Place = { parent, key: at };
    if (Array.isArray(value)) {
      const line = name === 'args' || name === 'command' ? commandLine(value) : undefined;
      if (line !== undefined) this.add(parent, at, '', line, false);
      for (let index = 0; index < value.length; index += 1) {
        this.ofValue(place, index, name, value[index], false, depth - 1);
      }
      return;
    }
    const fields = value as Fields;
    const own = isObjectMetadata(place) ? metadataOf(fields) : fields;
    const called = text(fields.name) ?? text(fields.key);
    const isSecret = isSecretObject(fields);
    // The program is in the one list and its words are in the other.
    if (Array.isArray(fields.command) && Array.isArray(fields.args) && commandLine(fields.args) === undefined) {
      const line = commandLine([...(fields.command as unknown[]), ...(fields.args as unknown[])]);
      if (line !== undefined) this.add(place, 'args', '', line, false);
    }
    for (const key of Object.keys(own)) {
      if (SKIPPED.has(key) || key === LAST_APPLIED) continue;
      if (mayBeToken(key)) this.addKey(place, key);
      if (LABELS.has(key) && isMapping(own[key])) {
        this.ofLabels({ parent: place, key }, own[key]);
        continue;
      }
      // Some custom resources carry whole objects that another program applies.
      if (isSecret && (key === 'data' || key === 'stringData')) {
        this.ofSecret({ parent: place, key }, fields, key);
        continue;
      }
      const isValue = key === 'value' && called !== undefined;
      this.ofValue(
        place,
        key,
        isValue ? called : nameOf(place, key, own[key]),
        own[key],
        isNamed || isValue,
        depth - 1,
      );
    }
  }
}

/** Many a field is called `key` that names one. Where it holds a token, what it is the key of says whether that is a secret. */
function nameOf({ key: parent }: Place, key: string, value: unknown): string {
  return key === 'key' && typeof value === 'string' && looksLikeToken(value) ? `${parent}.${key}` : key;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** No token that is known by its shape is shorter, and only those of AWS may be of letters alone. */
function mayBeToken(value: string): boolean {
  return value.length >= 20 && /\d|^A[KS]IA/.test(value);
}

/** What people write into metadata, the names only where they are long enough to be a token. */
function metadataOf(metadata: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { labels, annotations, finalizers } = metadata;
  const names = ['name', 'generateName', 'namespace'].filter((key) => mayBeToken(text(metadata[key]) ?? ''));
  return { labels, annotations, finalizers, ...Object.fromEntries(names.map((key) => [key, metadata[key]])) };
}

/** The metadata of an object or of a template; what else is called so, such as that of a trigger of KEDA, is free. */
function isObjectMetadata({ key, parent }: Place): boolean {
  if (key !== 'metadata') return false;
  if (!parent) return true;
  return OBJECTS.has(parent.key) || (parent.parent !== undefined && OBJECTS.has(parent.parent.key));
}

const OBJECTS: ReadonlySet<string | number> = new Set(['items', 'template', 'jobTemplate', 'volumeClaimTemplates']);
