import type * as checking from '../../checks/check';
import type { CheckOptions } from '../../checks/check';
import type { Finding } from '../../checks/finding';
import type { Manifest } from '../../checks/manifest';
import type { Target } from '../../facts/target';

interface Checked {
  readonly manifests: readonly Manifest[];
  readonly options: string;
  readonly findings: readonly Finding[];
}

/** Checks manifests, and those that it has just checked not again: an app is often asked for its findings and then written. */
export class CheckedOnce {
  private last: Checked | undefined;

  /** @param again whether the same manifests are likely to come once more; they are kept for as long */
  public check(
    manifests: readonly Manifest[],
    target: Target,
    options: CheckOptions,
    again: boolean,
  ): readonly Finding[] {
    const said = JSON.stringify(options);
    const { last } = this;
    if (last?.options === said && sameList(last.manifests, manifests)) return last.findings;
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an app that checks nothing loads no rule
    const { check } = require('../../checks/check') as typeof checking;
    const findings = check(manifests, target, options);
    this.last = again ? { manifests, options: said, findings } : undefined;
    return findings;
  }
}

function sameList(a: readonly Manifest[], b: readonly Manifest[]): boolean {
  return a.length === b.length && a.every((manifest, index) => same(manifest, b[index]));
}

/** Whether two values of plain data are equal; the order of keys counts, for findings may name the first of something. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  return (
    keys.length === others.length &&
    keys.every((key, index) => key === others[index] && same((a as Fields)[key], (b as Fields)[key]))
  );
}

type Fields = Readonly<Record<string, unknown>>;
