import { azureVmSizes, isRetired } from '../../../facts/vm-sizes';
import type { Rule } from '../../rule';
import type { PreparedPool } from '../engine/karpenter/prepared-pool';
import { planOf } from '../engine/plan';
import { poolYaml } from './examples';
import { unknownSize, unmetRequirement } from './support/why-no-size';

/** SCH011: each pool may start some machine. */
export const poolWithoutSize: Rule = {
  id: 'SCH011',
  title: 'pool whose requirements leave no size',
  severity: 'error',
  fix: 'name a size that is sold, or widen the requirements until they leave one',
  why: 'Karpenter skips the pool, so it never starts a node',
  page: {
    reports:
      'a NodePool whose requirements and node class leave none of the sizes of Azure: a size that is not sold any more or is misspelt, requirements that exclude each other, a number of `minValues` that cannot be reached, and labels that Karpenter refuses. Pools of other providers are not judged.',
    mend: '`cdk8s-ml-platform schedule` prints the sizes of a pool. A size that retired names its successor in the message.',
    before: poolYaml({ sizes: ['Standard_NC6s_v3'] }),
    after: poolYaml({ sizes: ['Standard_NC4as_T4_v3'] }),
  },
  *check(model, target) {
    for (const pool of planOf(model, target).pools) {
      const reason = reasonOf(pool);
      if (reason === undefined) continue;
      yield {
        manifest: pool.facts.manifest,
        path: ['spec', 'template', 'spec', 'requirements'],
        message: reason,
        ...(reason.includes('no zone is ') && {
          fix: 'name a zone of the region of the cluster, or none for all of them',
        }),
      };
    }
  },
};

function reasonOf(pool: PreparedPool): string | undefined {
  const { catalogue, sizes, facts, problem } = pool;
  if (facts.replicas === 0 || problem === undefined) return undefined;
  if (problem.startsWith('NodePool is not ready')) return problem;
  if (!catalogue || sizes.length > 0) return undefined;
  const named = namedSizes(pool);
  const { byName, judged } = azureVmSizes();
  const retired = named.flatMap((name) => {
    const size = byName.get(name);
    if (!size || !isRetired(size, judged)) return [];
    return [
      `${name} is not sold since ${size.retired}${size.replacement ? `, its successor is ${size.replacement}` : ''}`,
    ];
  });
  const unknown = named.filter((name) => !byName.has(name)).map(unknownSize);
  const why = [...retired, ...unknown].join('; ');
  const lacking = problem.includes('minValues')
    ? problem.slice(problem.indexOf('minValues'))
    : (unmetRequirement(pool) ?? 'its requirements leave no size');
  return `starts no node: ${why === '' ? lacking : why}`;
}

/** The sizes that a pool names one by one. */
export function namedSizes({ facts: { requirements } }: PreparedPool): readonly string[] {
  const keys = ['karpenter.azure.com/sku-name', 'node.kubernetes.io/instance-type'];
  return keys.flatMap((key) => (requirements.get(key).complement ? [] : [...requirements.get(key).values]));
}
