import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import type { Report } from '../../rule';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isSet } from '../read';

/** The fields of an object, of whatever type its author gave them. */
export type Fields = Readonly<Record<string, unknown>>;

/** A manifest of a workload kind and the spec in it. */
export interface SpecInManifest {
  readonly manifest: Manifest;
  readonly kind: string;
  readonly path: FieldPath;
  readonly spec: Fields;
}

/** The value as an object; `undefined` where it is none, be it missing or of another type. */
export function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

const NONE: readonly never[] = [];

/** The items of a list of objects. To the API server a null among them is an empty object. */
export function items(value: unknown): readonly [index: number, item: Fields][] {
  if (!Array.isArray(value)) return NONE;
  const found: [number, Fields][] = [];
  for (const [index, item] of (value as readonly unknown[]).entries()) {
    if (item === null) found.push([index, {}]);
    else if (fields(item)) found.push([index, item as Fields]);
  }
  return found;
}

/**
 * Text that the API server replaces by a default where it is missing or empty.
 *
 * @returns `undefined` where the value is no text, for the schema says that.
 */
export function textOr(value: unknown, byDefault: string): string | undefined {
  if (!isSet(value) || value === '') return byDefault;
  return typeof value === 'string' ? value : undefined;
}

/** The specs of kinds of one API group. A spec of the wrong type is for the schema to report. */
export function* specsOf(model: Model, group: string, kinds: readonly string[]): Iterable<SpecInManifest> {
  for (const kind of kinds) {
    for (const manifest of model.ofKind(group, kind)) {
      const { spec } = manifest.object;
      if (!isSet(spec)) yield { manifest, kind, path: ['spec'], spec: {} };
      else if (fields(spec)) yield { manifest, kind, path: ['spec'], spec: spec as Fields };
    }
  }
}

/** A job's spec: of a Job, or of what a CronJob makes. */
export interface JobSpec extends SpecInManifest {
  /** Whether it stands in a CronJob, where the API server sets no defaults of a Job. */
  readonly cron: boolean;
}

/** The job specs of Jobs and CronJobs. */
export function* jobSpecsOf(model: Model): Iterable<JobSpec> {
  for (const found of specsOf(model, 'batch', ['Job'])) yield { ...found, cron: false };
  for (const { manifest, kind, spec } of specsOf(model, 'batch', ['CronJob'])) {
    const template = isSet(spec.jobTemplate) ? fields(spec.jobTemplate) : {};
    if (!template) continue;
    const job = isSet(template.spec) ? fields(template.spec) : {};
    if (job) yield { manifest, kind, path: ['spec', 'jobTemplate', 'spec'], spec: job, cron: true };
  }
}

/** The named fields that are numbers below zero. */
export function nonNegative(spec: Fields, path: FieldPath, names: readonly string[], sink: Sink): void {
  for (const name of names) {
    const value = spec[name];
    if (typeof value === 'number' && value < 0) {
      sink(invalid([...path, name], value, 'must be greater than or equal to 0'));
    }
  }
}

/** Errors of fields as what a rule reports of a manifest. */
export function reported(manifest: Manifest, errorsOf: (sink: Sink) => void): readonly Report[] {
  const found: Report[] = [];
  errorsOf(({ path, message }) => found.push({ manifest, path, message }));
  return found;
}
