import type { Severity } from './finding';

/**
 * How severe findings are. `default`: as the rules say. `strict`: a warning is an error. `documented`: an error is a warning, for
 * manifests that are kept as a document shows them.
 */
export type Preset = 'default' | 'strict' | 'documented';

export const PRESETS: readonly Preset[] = ['default', 'strict', 'documented'];

/** The severity of a finding under a preset. */
export function severityUnder(preset: Preset, severity: Severity): Severity {
  if (preset === 'strict') return 'error';
  return preset === 'documented' ? 'warning' : severity;
}
