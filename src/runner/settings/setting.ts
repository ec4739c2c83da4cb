import type { Span } from '../runner-version';

/**
 * How a setting is written: `count` is a whole number of at least 0, `size` a text such as `16gib`, `duration` one such as `15m`,
 * `expression` a regular expression of Go, `path` an absolute path. `secret` never stands in a ConfigMap, and `made` is derived from
 * other props.
 */
export type SettingType =
  'text' | 'boolean' | 'count' | 'size' | 'duration' | 'expression' | 'path' | 'secret' | 'made';

/** One environment variable that the program reads. */
export interface Setting {
  /** The environment variable. */
  readonly variable: string;
  /** The property of a Runner that says it, such as `limits.idleDuration`. */
  readonly prop: string;
  /** What the program reads the text as. */
  readonly type: SettingType;
  /** What the program does without it. */
  readonly default: string;
  /**
   * Which releases read it.
   * @default - all
   */
  readonly reads?: Span;
  /**
   * What the value must fulfil beside its type.
   * @default - nothing
   */
  readonly constraint?: string;
}
