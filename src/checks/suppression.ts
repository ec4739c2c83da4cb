import { nearest } from '../facts/given';
import type { Finding } from './finding';
import type { Manifest } from './manifest';

/** Findings that are accepted, and why. */
export interface Suppression {
  /** The id of the rule, such as `IMG002`. */
  readonly rule: string;
  /**
   * The object, as `Kind`, `Kind name` or `Kind namespace/name`.
   * @default - every object
   */
  readonly object?: string;
  /** Why it is accepted. One without a reason suppresses nothing. */
  readonly reason: string;
}

/** A finding that is accepted, with the reason. */
export interface SuppressedFinding {
  /** What is accepted. */
  readonly finding: Finding;
  /** Why it is accepted. */
  readonly reason: string;
}

/** An object accepts the findings of a rule by the annotation `cdk8s-ml-platform/suppress-<rule>` with the reason as its value. */
export const SUPPRESS = 'cdk8s-ml-platform/suppress-';

/** `supress-ACC001` and the like, which no annotation of this library is. */
const SLIP = /^cdk8s-ml-platform\/(?!suppress-)s\w*-([A-Z]{3}\d{3})$/;

/** Why a finding is accepted; `undefined` where it is not. */
export function reasonFor(
  finding: Finding,
  { object }: Manifest,
  suppressions: readonly Suppression[],
): string | undefined {
  const annotation: unknown = object.metadata?.annotations?.[`${SUPPRESS}${finding.rule}`];
  const own = typeof annotation === 'string' ? annotation.trim() : '';
  if (own !== '') return own;
  const { kind, namespace, name } = finding.object;
  const names = [kind, `${kind} ${name}`, `${kind} ${namespace ?? ''}/${name}`];
  const found = suppressions.find(({ rule, object: wanted, reason }) => {
    return rule === finding.rule && reason.trim() !== '' && (wanted === undefined || names.includes(wanted));
  });
  return found?.reason.trim();
}

/** What is said of a finding whose object has the annotation that would accept it, without a reason; empty where it has none. */
export function withoutReason({ rule }: Finding, { object }: Manifest): string {
  const annotations: unknown = object.metadata?.annotations;
  const isThere =
    typeof annotations === 'object' && annotations !== null && Object.hasOwn(annotations, SUPPRESS + rule);
  return isThere ? `; the annotation ${SUPPRESS}${rule} accepts it only with a reason, as text` : '';
}

/**
 * What is said of the findings of an object whose annotation accepts a rule that does not exist: at the rule that is meant, or at all of
 * them where that one found nothing; empty where each annotation names a rule.
 *
 * @param found the rules that found something in the object
 * @param rules the ids of all rules
 */
export function withoutRule(
  { rule }: Finding,
  { object }: Manifest,
  found: ReadonlySet<string>,
  rules: readonly string[],
): string {
  const annotations: unknown = object.metadata?.annotations;
  if (typeof annotations !== 'object' || annotations === null) return '';
  return Object.keys(annotations)
    .filter((key) => (key.startsWith(SUPPRESS) ? !rules.includes(key.slice(SUPPRESS.length)) : SLIP.test(key)))
    .map((key) => {
      if (!key.startsWith(SUPPRESS))
        return `; the annotation ${key} accepts nothing; did you mean ${SUPPRESS}${SLIP.exec(key)![1]!}?`;
      const meant = nearestRule(key.slice(SUPPRESS.length), rules);
      if (meant !== undefined && meant !== rule && found.has(meant)) return '';
      return `; the annotation ${key} accepts nothing, for no rule is called so${meantText(meant)}`;
    })
    .join('');
}

/** What is wrong with the id of a rule that somebody accepts; `undefined` where it is one. */
export function unknownRule(id: string, rules: readonly string[]): string | undefined {
  return rules.includes(id) ? undefined : `is no rule${meantText(nearestRule(id, rules))}`;
}

/** What is wrong with the object of a suppression; `undefined` where some object may be called so. */
export function wrongObject(object: string): string | undefined {
  // A kind has no slash, so that `Kind/name` is nobody.
  return /^[^\s/]+( .+)?$/.test(object) ? undefined : 'allowed are Kind, Kind name and Kind namespace/name';
}

function meantText(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

/** `img2` and `IMG-002` are `IMG002`, before another id is taken for a slip of it. */
function nearestRule(id: string, rules: readonly string[]): string | undefined {
  const [, family, number] = /^\s*([A-Za-z]{3})[-_ ]?0*(\d{1,3})\s*$/.exec(id) ?? [];
  const written = family === undefined ? '' : `${family.toUpperCase()}${number!.padStart(3, '0')}`;
  return rules.includes(written) ? written : nearest(id.toUpperCase(), rules);
}
