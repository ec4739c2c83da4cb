import { all, any, depends, no, not, YES } from './fit';
import type { Fit } from './fit';
import { fitsBlock, fitsText } from './patterns';
import type { Claims, Fact, Peer, Seen } from './seen';

/** The trust domain of a mesh that sets none. */
const TRUST_DOMAIN = 'cluster.local';

/** Whether a pattern fits a fact. */
export function ofFact<T>(fact: Fact<T>, fits: (value: T) => boolean, because: (value: T) => string): Fit {
  if ('dependsOn' in fact) return depends(fact.dependsOn);
  return fits(fact.value) ? YES : no(because(fact.value));
}

/** Whether the identity of who opens the connection, such as `cluster.local/ns/team/sa/web`, fits a pattern. */
export function fitsPrincipal(pattern: string, { peer }: Seen): Fit {
  return ofPeer(peer, (one) => {
    const before = `${TRUST_DOMAIN}/ns/${one.namespace}/sa/`;
    if ('value' in one.account)
      return verdict(fitsText(pattern, before + one.account.value), before + one.account.value);
    // Of an account that is not known, all that can be told is whether the rest fits.
    const star = pattern.indexOf('*');
    const start = star < 0 ? pattern : pattern.slice(0, star);
    if (pattern === '*' || (star === pattern.length - 1 && before.startsWith(start))) return YES;
    const may = star === 0 ? maySuffix(pattern.slice(1), one.namespace) : start.startsWith(before);
    return may ? depends(one.account.dependsOn) : no(`the caller is of namespace ${one.namespace}`);
  });
}

/** Whether a text may be the end of the identity of some account of a namespace. */
function maySuffix(suffix: string, namespace: string): boolean {
  const at = suffix.lastIndexOf('/sa/');
  if (at < 0) return !suffix.includes('/');
  return `${TRUST_DOMAIN}/ns/${namespace}`.endsWith(suffix.slice(0, at));
}

/** Whether the namespace of who opens the connection fits. A star stands for any text, wherever it is. */
export function fitsNamespace(pattern: string, { peer }: Seen): Fit {
  return ofPeer(peer, ({ namespace }) => {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return verdict(new RegExp(`^${parts.join('.*')}$`).test(namespace), `namespace ${namespace}`);
  });
}

/** Whether the service account fits: `team/web`, or `web` of the namespace of the policy. */
export function fitsAccount(pattern: string, { peer }: Seen, policyNamespace: string): Fit {
  const [first = '', second] = pattern.split('/');
  const [namespace, name] = second === undefined ? [policyNamespace, first] : [first, second];
  return ofPeer(peer, (one) => {
    if (one.namespace !== namespace) return no(`the caller is of namespace ${one.namespace}`);
    return ofFact(
      one.account,
      (account) => account === name,
      (account) => `the caller is ${one.namespace}/${account}`,
    );
  });
}

/** Whether an address is in a block. A block that is none fits nothing. */
export function fitsAddress(block: string, address: Fact<string>): Fit {
  if (/^(0\.0\.0\.0|::)\/0$/.test(block)) return YES;
  return ofFact(
    address,
    (one) => fitsBlock(block, one) === true,
    (one) => `the address is ${one}`,
  );
}

/**
 * Whether the issuer and the subject of a token, `ISSUER/SUBJECT`, fit a pattern: of a star at one end, the other part is as it stands.
 *
 * @see https://github.com/istio/istio/blob/master/pilot/pkg/security/authz/model/generator.go
 */
export function fitsRequestPrincipal(pattern: string, { claims }: Seen): Fit {
  return ofClaims(claims, (given) => {
    const [issuer, subject] = [given.iss, given.sub].map((one) => (typeof one === 'string' ? one : undefined));
    const at = pattern.lastIndexOf('/');
    const [first, last] = at < 0 ? [pattern, undefined] : [pattern.slice(0, at), pattern.slice(at + 1)];
    const [wantedIssuer, wantedSubject] =
      pattern === '*'
        ? ['*', '*']
        : last !== undefined
          ? [pattern.startsWith('*') ? first : plain(first), pattern.startsWith('*') ? plain(last) : last]
          : pattern.startsWith('*')
            ? ['*', pattern]
            : pattern.endsWith('*')
              ? [pattern, '*']
              : [first, ''];
    const fits = fitsPart(wantedIssuer, issuer) && fitsPart(wantedSubject, subject);
    return verdict(fits, `the token is of ${issuer ?? 'no issuer'}/${subject ?? 'no subject'}`);
  });
}

/** A part in which a star at its end stands for itself. */
function plain(text: string): string | { readonly exact: string } {
  return text.includes('*') ? { exact: text } : text;
}

function fitsPart(pattern: string | { readonly exact: string }, value: string | undefined): boolean {
  return typeof pattern === 'string' ? fitsText(pattern, value) : value === pattern.exact;
}

/** Claims whose words Envoy reads as a list. */
const SPACED: ReadonlySet<string> = new Set(['scope', 'permission']);

/** Whether a claim, or one in it, has a value that fits; of a list one item is enough. */
export function fitsClaim(names: readonly string[], pattern: string, { claims }: Seen): Fit {
  return ofClaims(claims, (given) => {
    let value: unknown = given;
    for (const name of names) {
      value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
    }
    const words = typeof value === 'string' && SPACED.has(names.at(-1) ?? '') ? value.split(' ') : [value];
    const items: readonly unknown[] = Array.isArray(value) ? value : words;
    const fits = items.some((one) => typeof one === 'string' && fitsText(pattern, one));
    return verdict(fits, `the claim ${names.join('.')} of the token is ${JSON.stringify(value) ?? 'not there'}`);
  });
}

function ofPeer(peer: Fact<Peer | undefined>, fits: (peer: Peer) => Fit): Fit {
  if ('dependsOn' in peer) return depends(peer.dependsOn);
  return peer.value === undefined ? no('the caller has no certificate of the mesh') : fits(peer.value);
}

function ofClaims(claims: Fact<Claims>, fits: (claims: Readonly<Record<string, unknown>>) => Fit): Fit {
  if ('dependsOn' in claims) return depends(claims.dependsOn);
  return claims.value === undefined ? no('the request has no valid token') : fits(claims.value);
}

function verdict(fits: boolean, because: string): Fit {
  return fits ? YES : no(because);
}

/** One of the values, and none of those that are ruled out. */
export function both(
  wanted: readonly string[],
  unwanted: readonly string[],
  field: string,
  fits: (pattern: string) => Fit,
): Fit {
  const parts: Fit[] = [];
  if (wanted.length > 0) parts.push(reasoned(any(wanted.map(fits), ''), wanted, fits, field));
  if (unwanted.length > 0) {
    parts.push(not(any(unwanted.map(fits), ''), `${field} is ruled out by ${unwanted.join(', ')}`));
  }
  return all(parts);
}

/** Why none of the values fits, in the words of the last. */
function reasoned(fit: Fit, wanted: readonly string[], fits: (pattern: string) => Fit, field: string): Fit {
  if (fit.is !== 'no') return fit;
  const last = fits(wanted.at(-1)!);
  const shown = wanted.length > 3 ? `${wanted.slice(0, 3).join(', ')}, ...` : wanted.join(', ');
  return no(`${field} ${shown}${last.is === 'no' ? `, and ${last.because}` : ''}`);
}
