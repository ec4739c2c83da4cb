import { migProfileProblem } from '../../../facts/mig-profiles';
import type { Rule } from '../../rule';
import { record } from '../../accept/read';
import { planOf } from '../engine/plan';
import { poolYaml } from './examples';
import { namedSizes } from './pool-without-size';

const LABEL = 'nvidia.com/mig.config';

/** SCH026: the GPUs of a pool can be cut as its label asks. */
export const migProfile: Rule = {
  id: 'SCH026',
  title: 'MIG profile that the GPUs of a pool do not have',
  severity: 'error',
  fix: 'name a profile of the GPU, or a size whose GPU has it',
  why: 'the MIG manager fails on every node of the pool, so that no part is offered and pods that ask for one wait for ever',
  page: {
    reports:
      'a NodePool whose label `nvidia.com/mig.config` is `all-` and a profile that none of the sizes has which it names: `1g.5gb` is of the A100 with 40 GB, and the one of `Standard_NC24ads_A100_v4` has 80 GB. Sizes whose GPU is not known, and configurations of other names, are not judged.',
    mend: 'The profiles of a GPU follow its memory: 1g is an eighth of it.',
    before: poolYaml({ spec: ['limits:', '  nvidia.com/gpu: 8'], taint: true }).replace(
      '    spec:\n      nodeClassRef',
      `    metadata:\n      labels:\n        ${LABEL}: all-1g.5gb\n    spec:\n      nodeClassRef`,
    ),
    after: [['all-1g.5gb', 'all-1g.10gb']],
  },
  *check(model, target) {
    for (const pool of planOf(model, target).pools) {
      const { manifest } = pool.facts;
      const { template } = record(manifest.object.spec);
      const config = record(record(record(template).metadata).labels)[LABEL];
      const [, profile] = typeof config === 'string' ? (/^all-(.+)$/.exec(config) ?? []) : [];
      const problem = profile === undefined ? undefined : migProfileProblem(namedSizes(pool), profile);
      if (problem === undefined) continue;
      yield { manifest, path: ['spec', 'template', 'metadata', 'labels', LABEL], message: `${profile} ${problem}` };
    }
  },
};
