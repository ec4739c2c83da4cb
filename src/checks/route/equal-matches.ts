import type { Rule } from '../rule';
import { showEnd } from './engine/istio/coverage';
import { conditions } from './engine/istio/show';
import { title } from './engine/objects';
import { overlapsOf } from './overlaps';
import { documents, gateway, service, to, virtualService } from './page-parts';

/** NET002: no two VirtualServices have the same match with different ends. */
export const equalMatches: Rule = {
  id: 'NET002',
  title: 'equal matches with different ends',
  severity: 'error',
  fix: 'keep one of the two, or make their matches differ',
  why: 'only the older object answers, so a cluster that is built anew may send the requests elsewhere',
  page: {
    reports:
      'two routes of different VirtualServices on one host of a gateway that fit the same requests and lead to different ends, where no creation time says which object is older. The second object in the order of names is the one that is reported. It is an error, because one of the two never answers.',
    mend: 'Delete one of the routes, or write both into one VirtualService in the order that is meant.',
    before: documents(
      gateway(),
      virtualService('studio', to('web', '/models')),
      virtualService('trial', to('trial', '/models')),
      service('web'),
      service('trial'),
    ),
    after: documents(
      gateway(),
      virtualService('studio', to('web', '/models')),
      virtualService('trial', to('trial', '/trial')),
      service('web'),
      service('trial'),
    ),
  },
  *check(model) {
    for (const { first, second, isSame, domain } of overlapsOf(model).byAge) {
      if (!isSame) continue;
      yield {
        ...(second.match?.place ?? second.rule.place),
        message: `${conditions(second.match)} of host ${domain} is in ${title(first.service.manifest)} too and leads to ${showEnd(first)} there: the older object answers`,
      };
    }
  },
};
