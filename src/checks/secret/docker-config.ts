import { record, text } from '../accept/read';
import { isPlaceholder } from './placeholder';
import { decode } from './base64';

/** The credentials in the configuration of a container client that a text is. */
export function dockerCredentialsIn(value: string, name: string): readonly string[] {
  const json = value.trim();
  if (!json.startsWith('{')) return withinText(json);
  if (!/"(auth|password|identitytoken)"/.test(json)) return [];
  let config: unknown;
  try {
    config = JSON.parse(json);
  } catch {
    return [];
  }
  const { auths } = record(config);
  // The older form has the registries outermost.
  const registries = auths === undefined && name.endsWith('.dockercfg') ? config : auths;
  return Object.values(record(registries)).flatMap((entry) => {
    const { auth, password, identitytoken } = record(entry);
    return [auth, password, identitytoken].map((each) => text(each) ?? '').filter(isCredential);
  });
}

/** Within another text, such as the values of a chart, what stands below `auths` and decodes to a user and a password. */
function withinText(text: string): readonly string[] {
  if (!text.includes('auths')) return [];
  const found = text.matchAll(/\bauth\\?["']?\s*:\s*\\?["']?([A-Za-z0-9+/]{8,400}={0,2})/g);
  return [...found]
    .map(([, auth]) => auth!)
    .filter((auth) => /^[\x21-\x7e]+:./.test(decode(auth) ?? '') && isCredential(auth));
}

/** `auth` is `user:password` in base64; a variable or a template is none. */
function isCredential(value: string): boolean {
  if (isPlaceholder(value)) return false;
  const shown = decode(value);
  return shown === undefined || !isPlaceholder(shown.slice(shown.indexOf(':') + 1));
}
