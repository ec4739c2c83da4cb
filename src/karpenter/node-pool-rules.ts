import type { IConstruct } from 'constructs';
import { budgetScheduleProblem } from '../checks/schedule/engine/karpenter/budget-schedule';
import { dns1123Subdomain, labelValue } from '../facts/names';
import { amountProblem } from '../core/amount';
import { fail, requireSyntax, quote } from '../core/fail';
import { poolLabelKeyProblem } from './label-keys';
import type { PoolSettings } from './node-pool-spec';

/** Fails where the API server's rules between fields would, and where a version does not have what is asked for. */
export function requirePossible(
  pool: IConstruct,
  name: string,
  version: 'v1' | 'v1beta1',
  settings: PoolSettings,
): void {
  requireSyntax(pool, 'name', name, dns1123Subdomain);
  // The nodes carry it as a label.
  requireSyntax(pool, 'name', name, labelValue);
  requireSyntax(pool, 'name of the node class', settings.nodeClass.name, dns1123Subdomain);
  requireLabels(pool, version === 'v1beta1', settings);
  if (version === 'v1beta1') requireOfV1Beta1(pool, settings);
  else if (settings.kubelet) throw fail(pool, 'kubelet is not in v1, only in v1beta1; give it to the node class');
  if (settings.replicas !== undefined) {
    if (settings.weight !== undefined) throw fail(pool, 'weight is not for a pool of fixed size, which has replicas');
    const others = Object.keys(settings.limits).filter((limit) => limit !== 'nodes');
    if (others.length > 0)
      throw fail(pool, `limits of ${others.join(', ')} are not for a pool of fixed size, which has only limits.nodes`);
  }
  for (const { nodes, schedule, duration } of settings.disruption.budgets ?? []) {
    const problem = schedule === undefined ? undefined : budgetScheduleProblem(schedule);
    // Karpenter reads it later, and with one that it cannot read it disrupts no node at all.
    if (problem !== undefined) throw fail(pool, `disruption.budgets has the schedule '${schedule}'${problem}`);
    if ((schedule === undefined) === (duration === undefined)) continue;
    throw fail(
      pool,
      `disruption.budgets has one of ${nodes} with ${schedule === undefined ? 'a duration but no schedule' : 'a schedule but no duration'}`,
    );
  }
  for (const [resource, limit] of Object.entries(settings.limits)) {
    const wrong = amountProblem(resource, limit);
    // Those of other resources are not properties of their own.
    const name = /^(cpu|memory|nodes)$/.test(resource) ? `limits.${resource}` : `limit of ${resource}`;
    if (wrong !== undefined) throw fail(pool, `${name} is ${quote(limit)}, ${wrong}`);
  }
}

function requireLabels(pool: IConstruct, old: boolean, { requirements, labels }: PoolSettings): void {
  for (const { key } of requirements) {
    const problem = poolLabelKeyProblem(key, old);
    if (problem !== undefined) throw fail(pool, `requirement key '${key}' ${problem}`);
  }
  for (const [key, value] of Object.entries(labels)) {
    const problem = poolLabelKeyProblem(key, old);
    if (problem !== undefined) throw fail(pool, `label '${key}' ${problem}`);
    requireSyntax(pool, `value of label '${key}'`, value, labelValue);
  }
}

/** What the older version lacks, and how its fields exclude each other. */
function requireOfV1Beta1(pool: IConstruct, settings: PoolSettings): void {
  for (const { key, operator } of settings.requirements) {
    if (operator !== 'Gte' && operator !== 'Lte') continue;
    throw fail(
      pool,
      `requirement ${key} ${operator} is not in v1beta1, allowed are In, NotIn, Exists, DoesNotExist, Gt and Lt`,
    );
  }
  for (const field of ['terminationGracePeriod', 'replicas'] as const) {
    if (settings[field] !== undefined) throw fail(pool, `${field} is not in v1beta1, only in v1`);
  }
  const { consolidationPolicy: policy = 'WhenEmptyOrUnderutilized', consolidateAfter: after } = settings.disruption;
  if (policy === 'WhenEmptyOrUnderutilized' && after !== undefined && after !== 'Never') {
    throw fail(pool, `consolidateAfter '${after}' goes only with consolidationPolicy WhenEmpty in v1beta1`);
  }
  if (policy === 'WhenEmpty' && after === undefined) {
    throw fail(pool, 'consolidationPolicy WhenEmpty needs consolidateAfter in v1beta1');
  }
  const { imageGCHighThresholdPercent: high, imageGCLowThresholdPercent: low } = settings.kubelet ?? {};
  if (high !== undefined && low !== undefined && high <= low) {
    throw fail(pool, `kubelet.imageGCHighThresholdPercent ${high} is not more than imageGCLowThresholdPercent ${low}`);
  }
  if (settings.nodeClass.version === 'v1beta1') {
    throw fail(
      pool,
      'no release of the Azure provider serves NodePool v1beta1 and AKSNodeClass v1beta1; use AKSNodeClass v1alpha2',
    );
  }
}
