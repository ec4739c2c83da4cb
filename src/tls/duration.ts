import type { IConstruct } from 'constructs';
import { fail, requireMatch } from '../core/fail';

const UNIT: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** The seconds of a time as Go writes it, such as `2160h` or `1h30m`. */
export function seconds(text: string): number {
  const parts = [...text.matchAll(/(\d+)([hms])/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNIT[unit!]!, 0);
}

/** Fails unless a certificate lives an hour or longer and is renewed before it ends, as cert-manager asks. */
export function requireLifetime(construct: IConstruct, of: string, duration: string, renewBefore: string): void {
  for (const [name, text] of Object.entries({ duration, renewBefore }))
    requireMatch(construct, `${name} of ${of}`, text, /^(\d+[hms])+$/, "hours, minutes and seconds, such as '2160h'");
  if (seconds(duration) < 3600) throw fail(construct, `duration of ${of} is '${duration}', allowed is an hour or more`);
  if (seconds(renewBefore) < 300)
    throw fail(construct, `renewBefore of ${of} is '${renewBefore}', allowed is five minutes or more`);
  if (seconds(renewBefore) >= seconds(duration))
    throw fail(construct, `renewBefore of ${of} is '${renewBefore}', allowed is less than its duration '${duration}'`);
}
