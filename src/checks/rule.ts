import type { Target } from '../facts/target';
import type { Severity } from './finding';
import type { Manifest } from './manifest';
import type { Model } from './model';

/** What a rule says of one manifest; the engine adds the rule's own text and the object. */
export interface Report {
  readonly manifest: Manifest;
  /** The field, such as `metadata.name`. */
  readonly path?: string;
  readonly message: string;
  readonly fix: string;
}

/** One check. It sees manifests and the target, never constructs, so that it reads YAML of any origin. */
export interface Rule {
  /** The family's three letters and a number, such as `REF001`. */
  readonly id: string;
  /** What it checks, in a few words. */
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters. */
  readonly why: string;
  check(model: Model, target: Target): Iterable<Report>;
}
