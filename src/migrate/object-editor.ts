import { valueAt } from '../checks/field-path';
import type { FieldPath } from '../checks/field-path';
import { describe } from '../checks/manifest';
import type { KubernetesObject } from '../checks/manifest';
import { groupOf } from '../facts/kinds';
import type { DocumentEditor } from './edit/document-editor';
import type { Plain } from './edit/load';
import { isMapping } from '../facts/is-mapping';
import type { NoteSeverity } from './migration';
import { Refusal } from './refusal';
import { hideSecrets } from '../checks/secret/hide-secrets';

/** What a migration says of a field. */
export interface Remark {
  readonly severity: NoteSeverity;
  readonly path: FieldPath;
  readonly message: string;
}

/** One Kubernetes object in a document. Paths are those of the object, also where it is an item of a `List`. */
export class ObjectEditor {
  /** What was said of it, and not yet collected. */
  public remarks: Remark[] = [];

  /**
   * @param document where it stands
   * @param prefix its place in the document; empty for the document itself
   * @param onTouch is called before each change
   */
  public constructor(
    public readonly document: DocumentEditor,
    private readonly prefix: FieldPath,
    private readonly onTouch: (object: ObjectEditor) => void,
  ) {}

  /** The object as it is now. */
  public get object(): KubernetesObject {
    const value = valueAt(this.document.value, this.prefix);
    return isMapping(value) ? value : {};
  }

  /** The apiVersion; empty where there is none. */
  public get apiVersion(): string {
    const { apiVersion } = this.object;
    return typeof apiVersion === 'string' ? apiVersion : '';
  }

  /** The API group; empty for the core group. */
  public get group(): string {
    return groupOf(this.apiVersion);
  }

  /** The kind; empty where there is none. */
  public get kind(): string {
    const { kind } = this.object;
    return typeof kind === 'string' ? kind : '';
  }

  /** Its name in messages, such as `NodePool gpu`. */
  public get name(): string {
    return hideSecrets(describe(this.object));
  }

  /** The value of a field; `undefined` where there is none. */
  public at(path: FieldPath): unknown {
    return valueAt(this.object, path);
  }

  /** The text of a field; `undefined` where it is no text. */
  public text(path: FieldPath): string | undefined {
    const value = this.at(path);
    return typeof value === 'string' ? value : undefined;
  }

  /** The mapping of a field; an empty one where there is none. */
  public mapping(path: FieldPath): Readonly<Record<string, unknown>> {
    const value = this.at(path);
    return isMapping(value) ? value : {};
  }

  /** The items of a list; none where there is no list. */
  public list(path: FieldPath): readonly unknown[] {
    const value = this.at(path);
    return Array.isArray(value) ? (value as unknown[]) : [];
  }

  /** Whether a field is there, null or not. */
  public has(path: FieldPath): boolean {
    return this.at(path) !== undefined;
  }

  /** Gives a field a value. @param before the sibling before which a new key is put; last where it is not given or not there */
  public set(path: FieldPath, value: Plain, before?: string): void {
    const index = before === undefined ? -1 : Object.keys(this.mapping(path.slice(0, -1))).indexOf(before);
    this.touched().set(this.full(path), value, index < 0 ? undefined : index);
  }

  /** Gives a key another name, in its place. */
  public rename(path: FieldPath, name: string): void {
    this.touched().rename(this.full(path), name);
  }

  /** Takes a field out, and the mapping that held it where nothing else is in it. */
  public remove(path: FieldPath): void {
    this.touched().remove(this.full(path));
  }

  /** Moves a field with its comments. */
  public move(from: FieldPath, to: FieldPath, into: ObjectEditor = this): void {
    if (into !== this) into.touched();
    this.touched().move(this.full(from), into.full(to), into.document);
  }

  /** Puts an item at the end of a list. */
  public append(path: FieldPath, item: Plain): void {
    this.touched().append(this.full(path), item);
  }

  /** Says what behaves otherwise now. */
  public warn(path: FieldPath, message: string): void {
    this.remarks.push({ severity: 'warning', path, message });
  }

  /** Says what is left for the author, of an object that stays as it is in this. */
  public leave(path: FieldPath, message: string): void {
    this.remarks.push({ severity: 'manual', path, message });
  }

  /** Gives up on this object. @throws `Refusal` */
  public refuse(path: FieldPath, message: string): never {
    throw new Refusal(message, this.full(path));
  }

  /** The path in the document. */
  public full(path: FieldPath): FieldPath {
    return [...this.prefix, ...path];
  }

  /** The path in the object, of one in the document. */
  public own(path: FieldPath): FieldPath {
    return path.slice(this.prefix.length);
  }

  private touched(): DocumentEditor {
    this.onTouch(this);
    return this.document;
  }
}
