import type * as checking from './checks/check';
import type { CheckOptions } from './checks/check';
import type { External } from './checks/declarations';
import { describe } from './checks/manifest';
import type { Finding, Severity } from './checks/finding';
import type * as externals from './checks/model/read-externals';
import type * as reading from './checks/model/read-paths';
import { PRESETS } from './checks/preset';
import type { Preset } from './checks/preset';
import type * as rules from './checks/rules';
import { wrongObject } from './checks/suppression';
import type { Suppression } from './checks/suppression';
import { unknownField } from './facts/given';
import { KUBERNETES_VERSIONS, Target } from './facts/target';

/** Properties of {@link PlatformChecks}, as `properties` of a validation in `cdk8s.yaml`. */
export interface PlatformChecksProps {
  /**
   * Where the YAML will run, as `provider@version`.
   * @default 'generic@1.36'
   */
  readonly target?: string;
  /**
   * How strict the checks are.
   * @default 'default'
   */
  readonly preset?: Preset;
  /**
   * From which severity on a finding fails `cdk8s synth`.
   * @default 'error'
   */
  readonly failOn?: Severity;
  /**
   * Findings that are accepted, each with its reason.
   * @default - none beside those that objects have as annotations
   */
  readonly suppressions?: readonly Suppression[];
  /**
   * Objects that exist outside of the manifests, so that what refers to them is no finding.
   * @default - none
   */
  readonly externals?: readonly External[];
}

/** One violation, as a plugin of the cdk8s CLI reports it. */
interface Violation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}

/** What the cdk8s CLI gives to a plugin: the part of its `ValidationContext` that is used here. */
export interface PlatformChecksContext {
  /** The files that were synthesized. */
  readonly manifests: readonly string[];
  /** Where violations and the end of the check are told. */
  readonly report: {
    addViolation(violation: Violation): void;
    submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
  };
}

/* eslint-disable @typescript-eslint/no-require-imports -- a library that is imported for its constructs loads no rule */
const readExternals = () => require('./checks/model/read-externals') as typeof externals;
const allRules = () => (require('./checks/rules') as typeof rules).RULES;
const checkFiles = (files: readonly string[], target: Target, options: CheckOptions) =>
  (require('./checks/check') as typeof checking).checkReport(
    (require('./checks/model/read-paths') as typeof reading).readPaths(files),
    target,
    options,
  );
/* eslint-enable @typescript-eslint/no-require-imports */

const FAIL_ON: readonly Severity[] = ['error', 'warning'];

/**
 * The checks as a validation of `cdk8s synth`, for any app. The files are written before a validation runs; a finding makes the
 * command fail, it does not take them back. An app that is a `PlatformApp` needs no plugin: it checks before it writes.
 *
 * ```yaml
 * validations:
 *   - package: ./node_modules/cdk8s-ml-platform
 *     version: 0.1.0-rc.1
 *     class: PlatformChecks
 *     properties: { target: aks@1.34 }
 * ```
 *
 * @see https://cdk8s.io/docs/latest/cli/synth/#validations
 */
export class PlatformChecks {
  private readonly target: Target;
  private readonly failOn: Severity;
  private readonly options: CheckOptions;

  public constructor(properties: PlatformChecksProps = {}) {
    requireKnown('properties', properties, ['target', 'preset', 'failOn', 'suppressions', 'externals']);
    this.target = targetOf(properties.target ?? `generic@${KUBERNETES_VERSIONS.newest}`);
    this.failOn = oneOf('failOn', properties.failOn ?? 'error', FAIL_ON);
    this.options = {
      preset: oneOf('preset', properties.preset ?? 'default', PRESETS),
      suppressions: suppressionsOf(properties.suppressions ?? []),
      externals: told(() => readExternals().externalsOf(properties.externals ?? [], "'externals'")),
    };
  }

  /** Checks the manifests as one cluster and submits the report. */
  public validate(context: PlatformChecksContext): Promise<void> {
    const report = checkFiles(context.manifests, this.target, this.options);
    for (const rule of new Set(report.findings.map((finding) => finding.rule))) {
      context.report.addViolation(violation(report.findings.filter((finding) => finding.rule === rule)));
    }
    const count = (severity: Severity): number => report.findings.filter((one) => one.severity === severity).length;
    const failures = count('error') + (this.failOn === 'warning' ? count('warning') : 0);
    context.report.submit(failures > 0 ? 'failure' : 'success', {
      target: this.target.toString(),
      objects: String(report.objects),
      errors: String(count('error')),
      warnings: String(count('warning')),
      accepted: String(report.suppressed.length),
    });
    return Promise.resolve();
  }
}

/** What the findings of one rule are to the CLI, with the places of one object together. */
function violation(findings: readonly Finding[]): Violation {
  const { rule, severity, why, help } = findings[0]!;
  const { title, fix } = allRules().find(({ id }) => id === rule)!;
  const objects = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { apiVersion, kind, namespace, name } = finding.object;
    const key = [finding.file, finding.document, describe({ apiVersion, kind, metadata: { namespace, name } })].join(
      '\n',
    );
    objects.set(key, [...(objects.get(key) ?? []), finding]);
  }
  const fixes = new Set(findings.map((finding) => finding.fix));
  return {
    ruleName: rule,
    recommendation: `${severity}: ${title}; ${why}`,
    fix: `${fixes.size === 1 ? [...fixes][0]! : fix}   help: ${help}`,
    violatingResources: [...objects.values()].map((same) => ({
      // The CLI finds the construct by the bare name.
      resourceName: typeof same[0]!.object.name === 'string' ? same[0]!.object.name : '(no name)',
      locations: same.map(({ object, path, line, message }) => {
        const place = [path ?? object.kind, line === undefined ? undefined : `line ${line}`].filter(Boolean).join(', ');
        return `${place}: ${message}`;
      }),
      manifestPath: same[0]!.file ?? '',
    })),
  };
}

function suppressionsOf(given: unknown): Suppression[] {
  if (!Array.isArray(given)) throw problem("'suppressions' is not a list of rule, object and reason");
  return given.map((one: unknown, index) => {
    const at = `suppressions[${index}]`;
    requireKnown(at, one, ['rule', 'object', 'reason']);
    const { rule, object, reason } = one as Record<string, unknown>;
    if (typeof rule !== 'string' || !allRules().some(({ id }) => id === rule)) {
      throw problem(`${at}.rule is ${show(rule)}, which is no rule`);
    }
    if (object !== undefined && typeof object !== 'string') {
      throw problem(`${at}.object is ${show(object)}, allowed are Kind, Kind name and Kind namespace/name`);
    }
    const slip = object === undefined ? undefined : wrongObject(object);
    if (slip !== undefined) throw problem(`${at}.object is ${show(object)}, ${slip}`);
    if (typeof reason !== 'string' || reason.trim() === '') throw problem(`${at} of ${rule} needs a reason`);
    return { rule, object, reason };
  });
}

function requireKnown(name: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw problem(`'${name}' is ${show(value)}, allowed is a mapping of ${allowed.join(', ')}`);
  }
  const unknown = unknownField(value, allowed);
  if (unknown !== undefined) throw problem(`${name} has the ${unknown}`);
}

function oneOf<T extends string>(name: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw problem(`'${name}' is ${show(value)}, allowed are ${allowed.join(', ')}`);
}

function targetOf(value: unknown): Target {
  if (typeof value !== 'string')
    throw problem(`'target' is ${show(value)}, allowed is provider@version, such as aks@1.34`);
  return told(() => Target.parse(value));
}

/** What an error says belongs to a property of the plugin. */
function told<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw problem((error as Error).message);
  }
}

function show(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}

function problem(text: string): Error {
  const error = new Error(`PlatformChecks of cdk8s-ml-platform in cdk8s.yaml: ${text}`);
  // The CLI prints the stack, and what is to be mended stands in cdk8s.yaml.
  error.stack = `Error: ${error.message}`;
  return error;
}
