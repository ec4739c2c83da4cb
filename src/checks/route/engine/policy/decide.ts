import { list, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { namespaceOf } from '../objects';
import type { Place } from '../types';
import type { Fit } from './fit';
import { appliedTo, isDryRun, LABELS, titleOf } from './policies';
import type { Applied, Pods } from './policies';
import { fitsPolicyRule } from './rule';
import type { Seen } from './seen';
import { showRule } from './show';

/** What the policies of a proxy decide over a request. */
export type Decision = {
  /** The policies that decide it, as messages name them. */
  readonly by: readonly string[];
} & (
  | { readonly is: 'allowed'; readonly place?: Place; readonly text?: string }
  | {
      readonly is: 'denied';
      readonly place: Place;
      readonly policy: string;
      readonly rule?: number;
      readonly reason: string;
    }
  | { readonly is: 'depends'; readonly place: Place; readonly text: string; readonly on: readonly string[] }
);

/** A rule of a policy, and whether it fits. */
interface Judged {
  readonly applied: Applied;
  readonly index: number;
  readonly fit: Fit;
}

/**
 * What DENY and ALLOW policies decide, as the RBAC filters of Envoy do one after the other: a rule of DENY that fits refuses; then, where
 * there is an ALLOW policy, one of its rules must fit. A policy without rules fits nothing, so that as ALLOW it refuses everything.
 *
 * @see https://istio.io/latest/docs/concepts/security/#implicit-enablement
 */
export function decide(model: Model, pods: Pods, seen: Seen): Decision {
  const policies = appliedTo(model, 'AuthorizationPolicy', pods).filter(({ manifest }) => !isDryRun(manifest));
  const denying = judge(policies, 'DENY', seen);
  const refusal = denying.find(({ fit, applied }) => fit.is === 'yes' && !applied.maybe);
  if (refusal) {
    const all = denying.filter(({ fit, applied }) => fit.is === 'yes' && !applied.maybe);
    return { ...denied(refusal), by: titlesOf(all) };
  }
  const allowing = policies.filter(({ manifest }) => actionOf(manifest) === 'ALLOW');
  const judged = judge(policies, 'ALLOW', seen);
  const allowance = judged.find(({ fit, applied }) => fit.is === 'yes' && !applied.maybe);
  const may = judged.filter(({ fit }) => fit.is !== 'no');
  // One that is surely for the pods refuses what no rule of any allows.
  const strict = allowing.find(({ maybe }) => !maybe);
  if (strict && may.length === 0) return nothingAllows(allowing, judged);
  const unsure = [...denying.filter(({ fit }) => fit.is !== 'no'), ...(allowance || !strict ? [] : may)];
  const isLabel = !allowance && !strict && allowing.length > 0 && may.every(({ applied }) => applied.maybe);
  const [first] = unsure;
  if (first) return dependsOn(first, unsure);
  if (isLabel) {
    const [one] = allowing;
    const place = { manifest: one!.manifest, path: ['spec', 'selector'] };
    const by = allowing.map(({ manifest }) => titleOf(manifest));
    return { is: 'depends', by, place, text: `may be for these pods, it depends on ${LABELS}`, on: [LABELS] };
  }
  if (!allowance) return { is: 'allowed', by: [] };
  return {
    is: 'allowed',
    by: titlesOf(judged.filter(({ fit, applied }) => fit.is === 'yes' && !applied.maybe)),
    place: placeOf(allowance),
    text: `allows it by rules[${allowance.index}]: ${shown(allowance)}`,
  };
}

function judge(policies: readonly Applied[], action: string, seen: Seen): readonly Judged[] {
  return policies
    .filter(({ manifest }) => actionOf(manifest) === action)
    .flatMap((applied) => {
      const context = { namespace: namespaceOf(applied.manifest), allows: action === 'ALLOW' };
      return rulesOf(applied.manifest).map((rule, index) => ({
        applied,
        index,
        fit: fitsPolicyRule(rule, seen, context),
      }));
    });
}

function actionOf({ object }: Manifest): string {
  return text(record(object.spec).action) ?? 'ALLOW';
}

function rulesOf({ object }: Manifest): readonly unknown[] {
  return list(record(object.spec).rules);
}

function placeOf({ applied, index }: Judged): Place {
  return { manifest: applied.manifest, path: ['spec', 'rules', index] };
}

function shown({ applied, index }: Judged): string {
  return showRule(rulesOf(applied.manifest)[index]);
}

function titlesOf(judged: readonly Judged[]): readonly string[] {
  return [...new Set(judged.map(({ applied }) => titleOf(applied.manifest)))];
}

function denied(one: Judged): Decision {
  const policy = titleOf(one.applied.manifest);
  const reason = `rules[${one.index}] refuses ${shown(one)}`;
  return { is: 'denied', by: [policy], place: placeOf(one), policy, rule: one.index, reason };
}

/** How many reasons are told. */
const SHOWN = 3;

function nothingAllows(allowing: readonly Applied[], judged: readonly Judged[]): Decision {
  const [first] = allowing;
  const names = allowing.map(({ manifest }) => titleOf(manifest));
  const policy =
    names.length === 1 ? names[0]! : `${names.slice(0, SHOWN).join(', ')}${names.length > SHOWN ? ', ...' : ''}`;
  const place = { manifest: first!.manifest, path: ['spec'] };
  if (judged.length === 0)
    return { is: 'denied', by: names, place, policy, reason: 'it has no rule, so it allows nothing' };
  const all = judged.flatMap(({ fit, index, applied }) => {
    const of = allowing.length > 1 ? `${titleOf(applied.manifest).split(' ')[1] ?? ''} ` : '';
    return fit.is === 'no' ? [`${of}rules[${index}] wants ${fit.because}`] : [];
  });
  const more = all.length > SHOWN ? [`and ${all.length - SHOWN} more`] : [];
  return {
    is: 'denied',
    by: names,
    place,
    policy,
    reason: `no rule allows it: ${[...all.slice(0, SHOWN), ...more].join('; ')}`,
  };
}

function dependsOn(first: Judged, unsure: readonly Judged[]): Decision {
  const facts = unsure.flatMap(({ fit, applied }) => [
    ...(fit.is === 'depends' ? fit.on : []),
    ...(applied.maybe ? [LABELS] : []),
  ]);
  const on = [...new Set(facts)];
  const word = actionOf(first.applied.manifest) === 'DENY' ? 'refuses' : 'allows';
  const said = `${word} it by rules[${first.index}] (${shown(first)}), or not: it depends on ${on.join(', and on ')}`;
  return { is: 'depends', by: titlesOf(unsure), place: placeOf(first), text: said, on };
}
