import { requireMapping, requireObjects } from '../facts/given';
import { hideField } from '../facts/hide-field';
import { describe, shownName } from './manifest';
import type { KubernetesObject, Manifest } from './manifest';
import { oneLine, printable } from '../facts/printable';

/** `error` stops a synthesis; `warning` does not. */
export type Severity = 'error' | 'warning';

/** What a rule reports about one object. */
export interface Finding {
  /** The id of the rule, such as `REF001`. */
  readonly rule: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** The object that it was found on. */
  readonly object: {
    readonly apiVersion?: string;
    readonly kind?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  /** The path of the construct that rendered the object, where a construct did. */
  readonly constructPath?: string;
  /** The file of the object, where it was read from one. */
  readonly file?: string;
  /** The number of the document in the file, from 0. */
  readonly document?: number;
  /** The line of the field in the file, from 1. */
  readonly line?: number;
  /** The field, such as `metadata.labels[app.kubernetes.io/name]`. */
  readonly path?: string;
  /** What is wrong with this object. */
  readonly message: string;
  /** Why it matters, the same for each finding of the rule. */
  readonly why: string;
  /** How to mend it. */
  readonly fix: string;
  /** Where to read more, such as `docs/rules.md#ref001`. */
  readonly help: string;
}

/** Which object. A name that is no text is its JSON; that it is none is a finding of its own. */
export function identify(object: KubernetesObject): Finding['object'] {
  const { apiVersion, kind, metadata } = object;
  return {
    apiVersion: shownName(apiVersion),
    kind: shownName(kind),
    namespace: shownName(metadata?.namespace),
    name: shownName(metadata?.name),
  };
}

/** A finding as text of three lines: where, what, and how to mend it. */
export function format(finding: Finding, manifest?: Pick<Manifest, 'object'>): string {
  const { apiVersion, kind, namespace, name } = finding.object;
  const object = describe(manifest?.object ?? { apiVersion, kind, metadata: { namespace, name } });
  const where = [finding.constructPath, object, finding.path]
    .filter((part) => part !== undefined && part !== '')
    .join('  ');
  const place = finding.line === undefined ? finding.file : `${finding.file}:${finding.line}`;
  const source = finding.file === undefined ? '' : `   source: ${place}`;
  const { rule, severity, message, fix, help } = finding;
  return printable(
    `${rule} ${severity}  ${oneLine(where)}\n  ${message}\n  fix: ${fix}   help: ${help}${oneLine(source)}`,
  );
}

/** Thrown where a check found an error. Nothing has been written then. */
export class CheckError extends Error {
  public constructor(
    /** All findings, warnings too. */
    public readonly findings: readonly Finding[],
  ) {
    requireObjects('the findings of a CheckError', findings, ['rule', 'severity', 'object', 'message']);
    findings.forEach(({ object }, index) => {
      requireMapping(`object of the findings of a CheckError[${index}]`, object, [
        'apiVersion',
        'kind',
        'namespace',
        'name',
      ]);
    });
    const errors = findings.filter((finding) => finding.severity === 'error');
    super(
      `${errors.length} ${errors.length === 1 ? 'check' : 'checks'} failed, nothing is written\n` +
        errors.map((finding) => format(finding)).join('\n'),
    );
    this.name = 'CheckError';
    hideField(this, 'findings');
  }
}
