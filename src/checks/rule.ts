import type { Target } from '../facts/target';
import type { Severity } from './finding';
import type { FieldPath } from './field-path';
import type { Manifest } from './manifest';
import type { Model } from './model/model';
import type { RulePage } from './rule-page';

/** What a rule says of one manifest; the engine adds the rule's own text and the object. */
export interface Report {
  readonly manifest: Manifest;
  /** The field, such as `['metadata', 'name']`. */
  readonly path?: FieldPath;
  /** The line, where the rule knows it better than the path does. */
  readonly line?: number;
  readonly message: string;
  /** @default - the rule's own */
  readonly fix?: string;
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
  /** How to mend it, where a report does not say it better. */
  readonly fix: string;
  /** Its section in docs/rules.md, which is generated. */
  readonly page: RulePage;
  check(model: Model, target: Target): Iterable<Report>;
}
