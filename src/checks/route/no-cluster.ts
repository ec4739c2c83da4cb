import type { Rule } from '../rule';
import { destinationField, lostDestinations } from './destinations';
import { documents, gateway, service, to, virtualService } from './page-parts';

/** NET007: each destination of a route is one that Envoy has a cluster for. */
export const noCluster: Rule = {
  id: 'NET007',
  title: 'destination that istiod makes no cluster of',
  severity: 'error',
  fix: 'write the host as name.namespace.svc.cluster.local and the number of one of its ports',
  why: 'every request of the route gets 503',
  page: {
    reports:
      'a destination of a VirtualService that a gateway cannot reach though the Service is there: a host of two parts such as `web.studioml`, which istiod takes as it is, or `web.studioml.svc`; a Service with several ports where the route names none and the port of the gateway is none of them; a port that a ServiceEntry does not have; a Service that is not exported to the namespace of the gateway. A Service that is missing and a port of a Service that is written down and missing are reported by REF015 and REF016.',
    mend: 'A short name is completed by the namespace of the VirtualService, and a name with a dot never is.',
    before: documents(gateway(), virtualService('studio', to('web.studioml')), service('web')),
    after: documents(gateway(), virtualService('studio', to('web.studioml.svc.cluster.local')), service('web')),
  },
  *check(model) {
    for (const { target, lack, message } of lostDestinations(model)) {
      if (lack === 'name' || lack === 'port' || lack === 'export') yield { ...destinationField(target), message };
    }
  },
};
