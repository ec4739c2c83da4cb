import type { Rule } from '../rule';
import { destinationField, lostDestinations } from './destinations';
import { documents, gateway, service, to, virtualService } from './page-parts';

const ENTRY = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: models
  namespace: studioml
spec:
  hosts: [models.example]
  location: MESH_EXTERNAL
  resolution: DNS
  ports:
    - number: 80
      name: http
      protocol: HTTP
`;

/** NET008: a destination outside of the cluster has a ServiceEntry. */
export const outsideHost: Rule = {
  id: 'NET008',
  title: 'destination outside of the cluster without a ServiceEntry',
  severity: 'warning',
  fix: 'add a ServiceEntry for the host, or declare one as external with a reason',
  why: 'the gateway sends requests only to hosts that istiod knows, so each of these gets 503',
  page: {
    reports:
      'a destination whose host is no Service and of no ServiceEntry, and a Service of type ExternalName whose host is neither. A ServiceEntry with a wildcard makes no cluster for the hosts below it. Where a ServiceEntry is declared as external nothing is reported. It is a warning, because ServiceEntries often belong to the team of the mesh.',
    mend: 'A ServiceEntry names the host and its ports; the gateway needs nothing else.',
    before: documents(gateway(), virtualService('studio', to('models.example')), service('web')),
    after: documents(gateway(), virtualService('studio', to('models.example')), service('web'), ENTRY),
  },
  *check(model) {
    if (model.externals.some(({ kind }) => kind === 'ServiceEntry')) return;
    for (const { target, lack, message } of lostDestinations(model)) {
      if (lack === 'outside') yield { ...destinationField(target), message };
    }
  },
};
