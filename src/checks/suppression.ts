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
