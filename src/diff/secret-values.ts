import { record } from '../checks/accept/read';
import { valueAt } from '../checks/field-path';
import { Model } from '../checks/model/model';
import { SECRET_RULES } from '../checks/secret';
import { Target } from '../facts/target';
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

/** The texts of an object that a rule on secrets reports, whatever their names and places are. */
export function reportedTexts(object: KubernetesObject): ReadonlySet<string> {
  const model = new Model([{ object, origin: {} }]);
  const found = new Set<string>();
  for (const rule of SECRET_RULES) {
    for (const { path } of rule.check(model, ANY)) {
      const value = path && valueAt(object, path);
      // A whole command line is reported where its words do not tell.
      const values: unknown[] = Array.isArray(value) ? value : [value];
      for (const one of values) if (typeof one === 'string' || typeof one === 'number') found.add(String(one));
    }
  }
  return found;
}

/** No rule on secrets asks for the target. */
const ANY = Target.generic('1.36');
const NONE: ReadonlySet<string> = new Set();

/** A key that is shown, unless it is a token that was taken for a name. */
export function shownKey(key: string): string {
  return keysIn(key, '').length > 0 ? HIDDEN : key;
}

/**
 * A copy of a value without the texts in it that look secret.
 *
 * @param reported those that are known to be secret, see {@link reportedTexts}
 */
export function withoutSecrets(value: unknown, name = '', reported = NONE): unknown {
  if ((typeof value === 'string' || typeof value === 'number') && reported.has(String(value))) return HIDDEN;
  if (typeof value === 'string') return isSecretText(name, value, false) ? HIDDEN : value;
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, name, reported));
  if (typeof value !== 'object' || value === null) return value;
  const env = record(value);
  const isEnv = typeof env.name === 'string' && typeof env.value === 'string';
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (isEnv && key === 'value')
        return [
          key,
          reported.has(shownName(one) ?? '') || isSecretText(shownName(env.name) ?? '', shownName(one) ?? '', true)
            ? HIDDEN
            : one,
        ];
      return [shownKey(key), withoutSecrets(one, key, reported)];
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
