import { azureVmSizes } from '../../../facts/vm-sizes';
import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { poolYaml } from './examples';
import { namedSizes } from './pool-without-size';
import { unknownSize } from './support/why-no-size';

/** SCH012: a pool names no size that is gone, about to go, or none of Azure. */
export const retiredSize: Rule = {
  id: 'SCH012',
  title: 'size that is retired, will be, or is none',
  severity: 'warning',
  fix: 'name the successor of the size, or another one',
  why: 'Azure sells no machine of the size after its day and stops those that run, and the pool never starts one',
  page: {
    reports:
      'a NodePool that names a size of Azure with a day of retirement, or a name that no size has, among others that stay. Where it names such sizes only, this is SCH011. The day is that of the facts of this version of the library, so that the answer does not change with the clock.',
    mend: 'Replace the size by its successor, which the message names where Microsoft names one. A size that is newer than this version of the library needs a suppression.',
    before: poolYaml({ sizes: ['Standard_NC6s_v3', 'Standard_NC4as_T4_v3'] }),
    after: poolYaml({ sizes: ['Standard_NC4as_T4_v3'] }),
  },
  *check(model, target) {
    const { byName, judged } = azureVmSizes();
    for (const pool of planOf(model, target).pools) {
      if (pool.sizes.length === 0) continue;
      for (const name of new Set(namedSizes(pool))) {
        const size = byName.get(name);
        if (size && size.retired === undefined) continue;
        const path = ['spec', 'template', 'spec', 'requirements'];
        if (size?.retired === undefined) {
          yield {
            manifest: pool.facts.manifest,
            path,
            message: unknownSize(name),
            fix: 'correct the name, or take it out',
          };
          continue;
        }
        const when = size.retired <= judged ? `is not sold since ${size.retired}` : `is retired on ${size.retired}`;
        const successor = size.replacement === undefined ? '' : `, its successor is ${size.replacement}`;
        yield {
          manifest: pool.facts.manifest,
          path,
          message: `${name} ${when}${successor}`,
        };
      }
    }
  },
};
