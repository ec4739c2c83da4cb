import { list, record, text } from '../../../accept/read';
import type { Model } from '../../../model/model';
import { hop } from '../hops';
import type { Hop } from '../types';
import { namespaceOf } from '../objects';
import { any } from './fit';
import type { Fit } from './fit';
import { appliedTo, isDryRun, LABELS, titleOf } from './policies';
import type { Pods } from './policies';
import { fitsPolicyRule } from './rule';
import type { Seen } from './seen';

/** Whether a policy of action CUSTOM puts a request to its provider. */
export function asks(rules: readonly unknown[], seen: Seen, namespace: string): Fit {
  return any(
    rules.map((rule) => fitsPolicyRule(rule, seen, { namespace, allows: false })),
    'no rule of it fits',
  );
}

/** What the answer depends on where a provider is asked. */
export function answerOf(provider: string): string {
  return `the answer of ${provider}`;
}

/** The providers that are asked, or may be. */
export interface Asked {
  readonly hops: readonly Hop[];
  readonly providers: readonly string[];
  readonly dependsOn: readonly string[];
  /** The policies that ask them. */
  readonly by: readonly string[];
}

/**
 * The providers that a proxy asks before its other policies decide.
 *
 * @param where what stands before the text of each hop
 */
export function customAt(model: Model, pods: Pods, seen: Seen, where = ''): Asked {
  const hops: Hop[] = [];
  const providers: string[] = [];
  const dependsOn: string[] = [];
  const by: string[] = [];
  for (const { manifest, maybe } of appliedTo(model, 'AuthorizationPolicy', pods)) {
    const { action, provider, rules } = record(manifest.object.spec);
    if (action !== 'CUSTOM' || isDryRun(manifest)) continue;
    const fit = asks(list(rules), seen, namespaceOf(manifest));
    if (fit.is === 'no') continue;
    const name = `provider ${text(record(provider).name) ?? '(no name)'}`;
    const on = [...(fit.is === 'depends' ? fit.on : []), ...(maybe ? [LABELS] : [])];
    const unsure = on.length === 0 ? '' : `, or not: it depends on ${on.join(', and on ')}`;
    hops.push(hop('sign-in', { manifest, path: ['spec'] }, `${where}asks ${name} first${unsure}`));
    providers.push(name);
    by.push(titleOf(manifest));
    dependsOn.push(answerOf(name), ...on);
  }
  return { hops, providers, dependsOn, by };
}
