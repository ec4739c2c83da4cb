import type { Rule } from '../rule';
import { routeViews } from './gateways';
import { documents, gateway, service } from './page-parts';

const ROOT = (name: string): string => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: studio
  namespace: studioml
spec:
  hosts: [studio.example]
  gateways: [public]
  http:
    - match:
        - uri:
            prefix: /pages
      delegate:
        name: ${name}
`;
const DELEGATE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: pages
  namespace: studioml
spec:
  http:
    - route:
        - destination:
            host: web
`;

/** NET014: each delegate of a VirtualService is there and fits. */
export const lostDelegate: Rule = {
  id: 'NET014',
  title: 'delegate that gives no route',
  severity: 'warning',
  fix: 'name a VirtualService without hosts that is exported here, and let its matches be parts of the match that delegates',
  why: 'istiod drops the route without a word, and its requests get 404 or go to the next route',
  page: {
    reports:
      'a `delegate` of a VirtualService of a gateway that names no VirtualService without hosts or one that is not exported to its namespace, and a route of a delegate whose match is no part of the match that delegates to it: another prefix, a regular expression on one of the two, another case rule or port. It is a warning, because delegates often belong to other teams.',
    mend: 'The namespace of a delegate is that of the VirtualService where it names none. A path of the delegate begins with the prefix of the match.',
    before: documents(gateway(), ROOT('page'), DELEGATE, service('web')),
    after: documents(gateway(), ROOT('pages'), DELEGATE, service('web')),
  },
  *check(model) {
    const said = new Set<unknown>();
    for (const { gateway: view } of routeViews(model)) {
      for (const { rule, reason, service: root } of view.tables.lost) {
        if (said.has(rule) || !root.gateways.some((one) => one !== 'mesh')) continue;
        said.add(rule);
        yield { ...rule.place, message: `${reason}, so the route is left out` };
      }
    }
  },
};
