import type { RE2JS } from 're2js';
import { re2 } from '../../../facts/re2';

function pattern(source: string): RE2JS | undefined {
  const found = re2(source);
  return found instanceof Error ? undefined : found;
}

/** Whether RE2, which Envoy uses, takes a pattern. It has no lookaround and no back references. */
export function isPattern(source: string): boolean {
  return pattern(source) !== undefined;
}

/** Whether a pattern fits the whole of a text; a pattern that RE2 refuses fits none. */
export function fitsWhole(source: string, text: string): boolean {
  return pattern(source)?.matches(text) ?? false;
}

/**
 * Replaces every place that a pattern fits, as RE2's `GlobalReplace` does: `\0` to `\9` are groups, and an empty fit right behind the fit
 * before it does not count.
 */
export function replaceEach(source: string, text: string, substitution: string): string {
  const found = pattern(source);
  if (!found) return text;
  const matcher = found.matcher(text);
  let out = '';
  let at = 0;
  let lastEnd = -1;
  while (at <= text.length && matcher.find(at)) {
    const [start, end] = [matcher.start(), matcher.end()];
    out += text.slice(at, start);
    if (start === end && start === lastEnd) {
      out += text.slice(start, start + 1);
      at = start + 1;
      continue;
    }
    out += substitution.replace(/\\([0-9\\])/g, (_whole, key: string) =>
      key === '\\' ? '\\' : Number(key) > matcher.groupCount() ? '' : (matcher.group(Number(key)) ?? ''),
    );
    at = end;
    lastEnd = end;
  }
  return out + text.slice(at);
}
