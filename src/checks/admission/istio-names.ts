import { isIP } from 'net';
import type { FieldPath } from '../field-path';
import type { Fields } from '../accept/core/each-object';
import { textsOf } from '../accept/core/each-object';
import { duplicate, invalid } from '../accept/field-error';
import type { Sink } from '../accept/field-error';

const LABEL = /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/;
const FIRST = /^(\*|(\*|\*-)?[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?)$/;

/** Whether a text is a DNS label as istiod has it: capitals are allowed. */
export function isLabel(text: string): boolean {
  return LABEL.test(text);
}

/**
 * Why istiod takes a text for no host, whose first label may be a wildcard; `undefined` where it takes it.
 *
 * @see https://github.com/istio/istio/blob/master/pkg/config/validation/agent/validation.go
 */
export function hostProblem(host: string): string | undefined {
  if (host === '' || host.length > 255) return 'a host has 1 to 255 characters';
  const [first, ...rest] = host.split('.') as [string, ...string[]];
  if (!FIRST.test(first))
    return `'${first}' is neither a label of letters, digits and '-' nor a wildcard such as '*' or '*-a'`;
  return rest.length === 0 ? undefined : labelsProblem(rest);
}

/** The same for a name without wildcards. */
export function nameProblem(name: string): string | undefined {
  return name === '' || name.length > 255 ? 'a name has 1 to 255 characters' : labelsProblem(name.split('.'));
}

function labelsProblem(labels: readonly string[]): string | undefined {
  const last = labels.at(-1)!;
  if (/^[+-]?\d+$/.test(last)) return `it ends with the number ${last}`;
  const wrong = labels.find((label, index) => !isLabel(label) && !(label === '' && index === labels.length - 1));
  return wrong === undefined ? undefined : `'${wrong}' is no label of letters, digits and '-'`;
}

/**
 * Why a text is no host with a namespace before it, such as `team/*.example.com`. The namespace may be left out where a gateway asks, and an
 * address stand there; a short name may not.
 */
export function scopedHostProblem(text: string, isGateway: boolean): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return isGateway ? longHostProblem(text, true) : 'it has no namespace, write it as NAMESPACE/HOST';
  const [namespace, host] = [text.slice(0, slash), text.slice(slash + 1)];
  const signs = isGateway ? ['*', '.'] : ['*', '.', '~'];
  if (!signs.includes(namespace) && !isLabel(namespace))
    return `'${namespace}' is no namespace, and none of ${signs.join(', ')}`;
  return longHostProblem(host, isGateway);
}

function longHostProblem(host: string, isGateway: boolean): string | undefined {
  if (isGateway && isAddress(host)) return undefined;
  if (host !== '*' && !host.includes('.')) return 'it is a short name, and only whole names are taken';
  return hostProblem(host);
}

/** Whether one of two hosts takes the other, wildcards and all. */
export function overlap(a: string, b: string): boolean {
  const [wildA, wildB] = [a.startsWith('*'), b.startsWith('*')];
  if (wildA && wildB) return a.length < b.length ? b.slice(1).endsWith(a.slice(1)) : a.slice(1).endsWith(b.slice(1));
  if (wildA) return b.endsWith(a.slice(1));
  return wildB ? a.endsWith(b.slice(1)) : a === b;
}

/** Whether a text is an address. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}

/** Whether a text is an address or a block of them. */
export function isBlock(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Whether a number is a port. */
export function isPort(value: unknown): boolean {
  return typeof value === 'number' && value >= 1 && value <= 65535;
}

/** To whom an object is exported: namespaces, `.` and `*`, each once, and `*` alone. Only a ServiceEntry may say `~`. */
export function exportTo(spec: Fields, namespace: string, isServiceEntry: boolean, sink: Sink): void {
  const path: FieldPath = ['spec', 'exportTo'];
  const given = textsOf(spec.exportTo, path);
  const seen = new Set<string>();
  for (const [text, at] of given) {
    const key = text === '.' ? namespace : text;
    if (seen.has(key)) sink(duplicate(at, text));
    else if (text !== '*' && text !== '.' && !(isServiceEntry && text === '~') && !isLabel(text))
      sink(invalid(at, text, `must be a namespace, '.' or '*'`));
    seen.add(key);
  }
  for (const sign of ['*', '~']) {
    if (seen.has(sign) && given.length > 1) sink(invalid(path, sign, 'stands alone: it says all that the others do'));
  }
}

/** The namespace of an object. */
export function namespaceIn({ metadata }: Fields): string {
  const given = (metadata as { namespace?: unknown } | null | undefined)?.namespace;
  return typeof given === 'string' && given !== '' ? given : 'default';
}
