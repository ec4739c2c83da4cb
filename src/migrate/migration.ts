import type { Target } from '../facts/target';
import type { ObjectEditor } from './object-editor';

/** What is true of the cluster that the files are for. */
export interface MigrateOptions {
  /** Where the files will run; versions that it does not serve are not written. */
  readonly target: Target;
  /**
   * The Istio of the cluster, as major and minor version.
   * @default - not known; versions of Istio's kinds stay, for all of them are still served
   */
  readonly istio?: readonly [major: number, minor: number];
}

/** What a migration sees beside the object that it changes. */
export interface MigrationContext extends MigrateOptions {
  /** Every object of all the files, as it is now. */
  readonly objects: readonly ObjectEditor[];
}

/** One step from something old to what replaces it. */
export interface Migration {
  /** Unique, such as `karpenter-nodepool-v1`. */
  readonly id: string;
  /** What becomes what, in a line. */
  readonly title: string;
  /** What it changes, a sentence each. */
  readonly changes: readonly string[];
  /** What behaves otherwise afterwards, a sentence each; each is also reported where it happens. */
  readonly warnings: readonly string[];
  /**
   * Whether it passes over objects of which an earlier migration has left something to the author, who then knows.
   * @default false
   */
  readonly onlyWhereNothingIsLeft?: boolean;
  /**
   * Changes one object in place; one that is current is left alone.
   *
   * @throws `Refusal` where it cannot be done without guessing or losing something; all of this call is undone then
   */
  apply(object: ObjectEditor, context: MigrationContext): void;
}

/**
 * What is to be known of a migrated object: a `warning` says what behaves otherwise after a change that was made, `manual` what was left for
 * the author to do.
 */
export type NoteSeverity = 'warning' | 'manual';

/** One remark on one field of one object. */
export interface Note {
  readonly severity: NoteSeverity;
  /** The id of the migration. */
  readonly migration: string;
  readonly file: string;
  /** The line of the field in the file as it was; of its nearest parent where the field is new. */
  readonly line: number;
  /** Such as `NodePool gpu`. */
  readonly object: string;
  /** Such as `spec.disruption.expireAfter`; empty for the object as a whole. */
  readonly field: string;
  readonly message: string;
}

/** One migration that changed one object. */
export interface Change {
  readonly migration: string;
  readonly title: string;
  readonly object: string;
  readonly line: number;
}
