import type { Rule } from '../rule';
import { showEnd } from './engine/istio/coverage';
import { conditions } from './engine/istio/show';
import { title } from './engine/objects';
import { overlapsOf } from './overlaps';
import { documents, gateway, service, to, virtualService } from './page-parts';

/** NET003: which VirtualService answers does not depend on their age. */
export const orderByAge: Rule = {
  id: 'NET003',
  title: 'route whose answer depends on the age of objects',
  severity: 'warning',
  fix: 'write both routes into one VirtualService, the narrower one first',
  why: 'istiod asks the VirtualServices of a host from the oldest to the newest, so an object that is made anew changes where requests go',
  page: {
    reports:
      'a route whose requests a wider route of another VirtualService takes on the same host, where the two lead to different ends and no creation time says which object is older. A route without a match, `/` as a prefix included, goes behind all others and is not reported. It is a warning, because it works as long as the narrower object happens to be the older one.',
    mend: 'One VirtualService has an order of its own. A prefix that ends in a slash takes fewer paths by accident.',
    before: documents(
      gateway(),
      virtualService('login', to('login', '/auth/login')),
      virtualService('auth', to('auth', '/auth/')),
      service('login'),
      service('auth'),
    ),
    after: documents(
      gateway(),
      virtualService('auth', to('login', '/auth/login') + to('auth', '/auth/')),
      service('login'),
      service('auth'),
    ),
  },
  *check(model) {
    for (const { first, second, isSame, domain } of overlapsOf(model).byAge) {
      if (isSame) continue;
      yield {
        ...(second.match?.place ?? second.rule.place),
        message: `${title(first.service.manifest)} takes these requests of host ${domain} (${conditions(first.match)}, to ${showEnd(first)}) wherever it is the older object`,
      };
    }
  },
};
