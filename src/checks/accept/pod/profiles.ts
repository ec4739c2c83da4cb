import type { FieldPath } from '../../field-path';
import { dns1123Subdomain } from '../../../facts/names';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, record } from '../read';
import { descendingPath, inRange, needsSyntax, textOf } from './values';

const TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** Ids of users and groups, which Linux counts up to this. */
export function idErrors(value: unknown, path: FieldPath, sink: Sink): void {
  inRange(value, path, 0, 2 ** 31 - 1, sink);
}

/** What is wrong with the profiles of a security context, of a container or of a pod. */
export function profileErrors(context: unknown, path: FieldPath, minor: number, sink: Sink): void {
  const { seccompProfile, appArmorProfile, windowsOptions } = record(context);
  if (isSet(seccompProfile)) seccompErrors(seccompProfile, [...path, 'seccompProfile'], sink);
  if (minor >= 30 && isSet(appArmorProfile)) appArmorErrors(appArmorProfile, [...path, 'appArmorProfile'], sink);
  if (isSet(windowsOptions)) windowsErrors(windowsOptions, [...path, 'windowsOptions'], sink);
}

function typeErrors(type: unknown, path: FieldPath, field: string, sink: Sink): void {
  const text = textOf(type);
  if (text === '') sink(required(path, `type is required when ${field} is set`));
  else if (text !== undefined && !TYPES.includes(text)) sink(notSupported(path, text, TYPES));
}

function seccompErrors(profile: unknown, path: FieldPath, sink: Sink): void {
  const { type, localhostProfile } = record(profile);
  const field = [...path, 'localhostProfile'];
  typeErrors(type, [...path, 'type'], 'seccompProfile', sink);
  if (type === 'Localhost') {
    if (isSet(localhostProfile)) descendingPath(localhostProfile, field, sink);
    else sink(required(field, 'must be set when seccomp type is Localhost'));
  } else if (isSet(localhostProfile)) {
    sink(invalid(field, localhostProfile, 'can only be set when seccomp type is Localhost'));
  }
}

/** Longest path that Linux takes. */
const PATH_MAX = 4095;

function appArmorErrors(profile: unknown, path: FieldPath, sink: Sink): void {
  const { type, localhostProfile } = record(profile);
  const field = [...path, 'localhostProfile'];
  typeErrors(type, [...path, 'type'], 'appArmorProfile', sink);
  if (type === 'Localhost') {
    const name = textOf(localhostProfile);
    if (name === undefined) return;
    if (name === '') sink(required(field, 'must be set when AppArmor type is Localhost'));
    else if (name.trim() !== name) sink(invalid(field, name, 'must not be padded with whitespace'));
    if (name.length > PATH_MAX) sink(invalid(field, name, `must be no more than ${PATH_MAX} bytes`));
  } else if ((type === 'RuntimeDefault' || type === 'Unconfined') && isSet(localhostProfile)) {
    sink(invalid(field, localhostProfile, 'can only be set when AppArmor type is Localhost'));
  }
}

const MAX_CREDENTIAL = 64 * 1024;

function windowsErrors(options: unknown, path: FieldPath, sink: Sink): void {
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = record(options);
  if (isSet(gmsaCredentialSpecName)) {
    needsSyntax(gmsaCredentialSpecName, [...path, 'gmsaCredentialSpecName'], dns1123Subdomain, sink);
  }
  if (typeof gmsaCredentialSpec === 'string') {
    const field = [...path, 'gmsaCredentialSpec'];
    const size = Buffer.byteLength(gmsaCredentialSpec);
    if (size === 0) sink(invalid(field, '', 'gmsaCredentialSpec cannot be an empty string'));
    if (size > MAX_CREDENTIAL) sink(invalid(field, '...', 'gmsaCredentialSpec size must be under 64 KiB'));
  }
  if (typeof runAsUserName === 'string') {
    needsSyntax(runAsUserName, [...path, 'runAsUserName'], windowsUser, sink);
  }
}

function windowsUser(name: string): string | undefined {
  if (name === '') return 'runAsUserName cannot be an empty string';
  if (/\p{Cc}/u.test(name)) return 'runAsUserName cannot contain control characters';
  const parts = name.split('\\');
  if (parts.length > 2) return 'runAsUserName cannot contain more than one backslash';
  const user = parts.at(-1) ?? '';
  if (parts.length === 2) {
    const domain = parts[0] ?? '';
    if (domain.length >= 256) return "runAsUserName's Domain length must be under 256 characters";
    const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
    const dns = new RegExp(`^${label}(?:\\.${label})*$`);
    if (!/^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/.test(domain) && !dns.test(domain)) {
      return "runAsUserName's Domain doesn't match the NetBios nor the DNS format";
    }
  }
  if (user === '') return "runAsUserName's User cannot be empty";
  if (user.length > 104) return "runAsUserName's User length must not be longer than 104 characters";
  if (/^[. ]+$/.test(user)) return "runAsUserName's User cannot contain only periods or spaces";
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    return 'runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]';
  }
  return undefined;
}
