import { record } from '../checks/accept/read';
import { keysIn } from '../checks/secret/key-shapes';
import { isPlaceholder } from '../checks/secret/placeholder';
import { kindOfName, looksSecret } from '../checks/secret/secret-names';
import { urlCredentialsIn } from '../checks/secret/url-credentials';
import { shownName } from '../checks/manifest';
import type { KubernetesObject } from '../checks/manifest';
import type { Step } from './field-change';

/** What stands where a value is not told. */
export const HIDDEN = '(hidden)';

/** Whether the value of a field is secret, or looks so, and is never printed: all data of a Secret, and what a name or its form betray. */
export function isHidden({ kind }: KubernetesObject, steps: readonly Step[], value: unknown): boolean {
  const [root] = steps;
  if (kind === 'Secret' && (root === 'data' || root === 'stringData')) return true;
  const last = steps.at(-1);
  const element = steps.at(-2);
  const ofEnv = last === 'value' && typeof element === 'object' ? element.element : undefined;
  const name = ofEnv ?? (typeof last === 'string' ? last : '');
  const isFree = ofEnv !== undefined || root === 'data';
  return typeof value === 'string' && isSecretText(name, value, isFree);
}

/** A copy of a value without the texts in it that look secret. */
export function withoutSecrets(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return isSecretText(name, value, false) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, name));
  if (typeof value !== 'object' || value === null) return value;
  const env = record(value);
  const isEnv = typeof env.name === 'string' && typeof env.value === 'string';
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (isEnv && key === 'value')
        return [key, isSecretText(shownName(env.name) ?? '', shownName(one) ?? '', true) ? HIDDEN : one];
      return [key, withoutSecrets(one, key)];
    }),
  );
}

/** @param isFree whether the author chose the name, so that a name that promises a secret is enough */
function isSecretText(name: string, value: string, isFree: boolean): boolean {
  const kind = kindOfName(name);
  const isWord = /^(true|false|\d+)$/i.test(value);
  if (kind !== undefined && !isPlaceholder(value) && !isWord && (isFree || looksSecret(kind, value))) return true;
  if (urlCredentialsIn(value).length > 0 || keysIn(value, name).length > 0) return true;
  if (/^--?[\w.-]+=/.test(value)) return isSecretLine(value);
  return value.includes('\n') && value.split('\n').some(isSecretLine);
}

/** A line of a file of settings, such as `clientSecret: ...`. */
function isSecretLine(line: string): boolean {
  const match = /^[\s-]*["']?([\w.-]+)["']?\s*[:=]\s*["']?([^\s"',]+)/.exec(line);
  const kind = match ? kindOfName(match[1]!) : undefined;
  return kind !== undefined && looksSecret(kind, match![2]!);
}
