import { RULES } from '../../../src/checks/rules';
import { ids, run } from './run';

/** The YAML of a rule's page that it reports. */
const before = (id: string): string => RULES.find((rule) => rule.id === id)!.page.before;

test('NET009 names the host and the subset; a route without a subset needs no DestinationRule', () => {
  expect(run(before('NET009'))).toEqual([
    'NET009 VirtualService studioml/studio spec.http[0].route[0].destination: no DestinationRule gives web.studioml.svc the subset v2',
  ]);
  expect(ids(before('NET009').replace('            subset: v2\n', ''))).toEqual([]);
});

test('NET014 names the delegate that is missing; one that is found in the namespace that is written is none', () => {
  expect(run(before('NET014'))).toEqual([
    'NET014 VirtualService studioml/studio spec.http[0]: there is no VirtualService studioml/page without hosts, so the route is left out',
  ]);
  expect(ids(before('NET014').replace('name: page\n', 'name: pages\n        namespace: studioml\n'))).toEqual([]);
});

test('NET019 names both namespaces; a backend of the own namespace needs no grant', () => {
  expect(run(before('NET019'))).toEqual([
    'NET019 HTTPRoute edge/web spec.rules[0].backendRefs[0]: no ReferenceGrant of namespace studioml lets HTTPRoutes of namespace edge in',
  ]);
  expect(ids(before('NET019').replace('namespace: edge', 'namespace: studioml'))).toEqual([]);
});
