import type { Rule } from '../rule';
import { destinationField, lostDestinations } from './destinations';
import { documents, gateway, service, virtualService } from './page-parts';

const ROUTE = `    - route:
        - destination:
            host: web
            subset: v2
`;
const RULE = (name: string): string => `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: web
  namespace: studioml
spec:
  host: web
  subsets:
    - name: ${name}
      labels:
        version: ${name}
`;

/** NET009: each subset of a destination is one of a DestinationRule. */
export const missingSubset: Rule = {
  id: 'NET009',
  title: 'subset that no DestinationRule has',
  severity: 'error',
  fix: 'add the subset to the DestinationRule of the host, or correct its name',
  why: 'a subset that nobody defines is a cluster that does not exist, and every request of the route gets 503',
  page: {
    reports:
      'a subset of a destination of a gateway where the Service is among the manifests and no DestinationRule that the gateway sees gives its host that subset. istiod picks the DestinationRule of the exact host before one of a wildcard, and that of the namespace of the Service before one of the root namespace.',
    mend: 'The DestinationRule stands in the namespace of the Service and is exported to the gateway.',
    before: documents(gateway(), virtualService('studio', ROUTE), service('web'), RULE('v1')),
    after: documents(gateway(), virtualService('studio', ROUTE), service('web'), RULE('v2')),
  },
  *check(model) {
    for (const { target, lack, message } of lostDestinations(model)) {
      if (lack === 'subset') yield { ...destinationField(target), message };
    }
  },
};
