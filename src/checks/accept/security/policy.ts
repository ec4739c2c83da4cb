import type { Target } from '../../../facts/target';
import type { Model } from '../../model/model';
import { record, text } from '../read';
import type { Control, JudgedPod, Violation } from './control';
import { CONTROLS } from './controls';

/** What a namespace enforces upon its pods. */
export interface Policy {
  readonly level: 'privileged' | 'baseline' | 'restricted';
  /** The minor version of the policy that is asked for. */
  readonly version: number | 'latest';
}

const LEVEL = 'pod-security.kubernetes.io/enforce';
const VERSION = 'pod-security.kubernetes.io/enforce-version';

/**
 * The policy of a namespace; the target's default where it has no label or is not in the model. Labels that
 * can't be read ask for the most, as the admission plugin has it.
 */
export function policyOf(model: Model, namespace: string, target: Target): Policy {
  const labels = record(model.find('', 'Namespace', '', namespace)?.object.metadata?.labels);
  return { level: levelOf(labels[LEVEL], target), version: versionOf(labels[VERSION]) };
}

function levelOf(value: unknown, target: Target): Policy['level'] {
  // A label that is not text is no label: its own rule reports it.
  if (value === undefined || (value !== null && typeof value !== 'string')) return target.podSecurity;
  return value === 'privileged' || value === 'baseline' ? value : 'restricted';
}

function versionOf(value: unknown): Policy['version'] {
  const [, minor] = /^v1\.(0|[1-9]\d*)$/.exec(text(value) ?? '') ?? [];
  return minor === undefined ? 'latest' : Number(minor);
}

/** What the policy has against the pod, in the order of the admission plugin's message. */
export function violations(pod: JudgedPod, { level, version }: Policy, target: Target): Violation[] {
  if (level === 'privileged') return [];
  const policy = version === 'latest' ? target.minor : Math.min(version, target.minor);
  const inForce = (control: Control): boolean =>
    control.since <= policy && (control.level === 'baseline' || level === 'restricted');
  const controls = CONTROLS.filter(inForce);
  const replaced = controls.map(({ inPlaceOf }) => inPlaceOf);
  return controls
    .filter(({ name }) => !replaced.includes(name))
    .flatMap((control) => control.evaluate(pod, { policy, server: target.minor }) ?? []);
}

/** `violates PodSecurity "baseline:latest": ...`, as the admission plugin words it. */
export function refusal({ level, version }: Policy, found: readonly Violation[]): string {
  const shown = version === 'latest' ? version : `v1.${version}`;
  const reasons = found.map(({ reason, detail }) => `${reason} (${detail})`);
  return `violates PodSecurity "${level}:${shown}": ${reasons.join(', ')}`;
}
