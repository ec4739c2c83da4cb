import type { Rule } from '../rule';
import { conditions } from './engine/istio/show';
import { showEnd } from './engine/istio/coverage';
import { title } from './engine/objects';
import { overlapsOf } from './overlaps';
import { documents, gateway, service, to, virtualService } from './page-parts';

/** NET001: each route of a VirtualService can be reached. */
export const unreachableRoute: Rule = {
  id: 'NET001',
  title: 'route that no request reaches',
  severity: 'error',
  fix: 'put the narrower match first',
  why: 'Envoy takes the first route that fits, so what stands behind a wider one never answers',
  page: {
    reports:
      'a route of a VirtualService whose requests an earlier route takes on every host and port, and which leads elsewhere. Earlier is what stands before it in the same object, and in an object that is older where both carry a creation time. A prefix is text: `/api` takes `/apix` too. A route that leads to the same end is not reported, nor one of which no single earlier route takes all requests. It is an error, because no request can ever reach the route.',
    mend: 'Order the routes from the narrowest to the widest; a route without a match goes last.',
    before: documents(
      gateway(),
      virtualService('studio', to('web', '/') + to('api', '/api')),
      service('web'),
      service('api'),
    ),
    after: documents(
      gateway(),
      virtualService('studio', to('api', '/api') + to('web', '/')),
      service('web'),
      service('api'),
    ),
  },
  *check(model) {
    for (const { first, second } of overlapsOf(model).unreachable) {
      const place = second.match?.place ?? second.rule.place;
      const other = first.service === second.service ? '' : ` of ${title(first.service.manifest)}`;
      yield {
        ...place,
        message: `${conditions(second.match)} never answers: ${conditions(first.match)}${other} comes first and leads to ${showEnd(first)}`,
      };
    }
  },
};
