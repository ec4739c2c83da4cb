import type { Rule } from '../rule';
import { isEmptyList, objectsOf, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { forbidden, invalid, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { list, record, texts } from '../accept/read';
import { eachOf, REFUSED_BY_ISTIOD } from './each';
import { httpRoute } from './http-route';
import { destinations } from './istio-destinations';
import { exportTo, hostProblem, isAddress, isLabel, nameProblem, namespaceIn, overlap } from './istio-names';

/**
 * ADM001: istiod takes the VirtualService.
 *
 * @see https://github.com/istio/istio/blob/master/pkg/config/validation/validation.go
 */
export const istioVirtualService: Rule = {
  id: 'ADM001',
  title: 'VirtualService that istiod refuses',
  severity: 'error',
  why: REFUSED_BY_ISTIOD,
  fix: 'give it hosts of its own, routes, and in each route either destinations or a redirect or an answer',
  page: {
    reports:
      "a VirtualService without any route; one without `hosts`, which is a delegate, with gateways or with TLS or TCP routes; a host that is none, `*` without a gateway, and hosts of which one takes the other; names of gateways that are none; an HTTP route that has no destination, redirect, answer or delegate, or several of them; destinations whose weights are all 0 or one below; a redirect or a rewrite that changes nothing, or a code that is none of 300 to 399; retries that are set with 0 attempts, the default; faults and mirrors beyond 100 percent; headers that Envoy keeps for itself; and `exportTo` with `*` beside others. Regular expressions are NET013's.",
    mend: 'Mend the field that the message names. `kubectl apply --dry-run=server` asks the same webhook.',
    before: `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: studio
  namespace: studioml
spec:
  gateways: [studioml/gateway]
  http:
    - route:
        - destination:
            host: studio
`,
    after: [['  gateways: [studioml/gateway]', '  hosts: [studio.example.com]\n  gateways: [studioml/gateway]']],
  },
  *check(model) {
    yield* eachOf(model, 'networking.istio.io', ['VirtualService'], validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const isDelegate = isEmptyList(spec.hosts);
  if (isDelegate) {
    for (const field of ['gateways', 'tls', 'tcp']) {
      const detail = 'a VirtualService without hosts is a delegate, which has HTTP routes alone';
      if (!isEmptyList(spec[field])) sink(forbidden(['spec', field], detail));
    }
  }
  validateGateways(spec, sink);
  validateHosts(spec, sink);
  if (['http', 'tls', 'tcp'].every((field) => isEmptyList(spec[field])))
    sink(required(['spec'], 'one of http, tls and tcp must have a route'));
  for (const [route, path] of objectsOf(spec.http, ['spec', 'http'])) httpRoute(route, path, isDelegate, sink);
  for (const field of ['tls', 'tcp']) {
    for (const [route, path] of objectsOf(spec[field], ['spec', field])) {
      if (field === 'tls' && isEmptyList(route.match)) sink(required([...path, 'match'], 'name the SNI hosts'));
      if (isEmptyList(route.route)) sink(required([...path, 'route'], 'name a destination'));
      destinations(route.route, [...path, 'route'], sink);
    }
  }
  exportTo(spec, namespaceIn(object), false, sink);
}

/** istiod looks at names up to the first that has no namespace before it. */
function validateGateways(spec: Fields, sink: Sink): void {
  for (const [name, path] of textsOf(spec.gateways, ['spec', 'gateways'])) {
    const slash = name.indexOf('/');
    if (slash < 0) {
      const problem = nameProblem(name);
      if (problem !== undefined) sink(invalid(path, name, `must be NAMESPACE/NAME: ${problem}`));
      return;
    }
    if (!isLabel(name.slice(0, slash)) || !isLabel(name.slice(slash + 1)))
      sink(invalid(path, name, 'must be NAMESPACE/NAME, both of letters, digits and -'));
  }
}

function validateHosts(spec: Fields, sink: Sink): void {
  const gateways = texts(spec.gateways);
  const isOfMesh = gateways.length === 0 || gateways.includes('mesh');
  // Gateways between clusters serve names of another form.
  if (!isOfMesh && list(spec.tls).length > 0) return;
  const hosts = textsOf(spec.hosts, ['spec', 'hosts']);
  let isValid = true;
  for (const [host, path] of hosts) {
    const problem = isAddress(host) ? undefined : hostProblem(host);
    if (problem !== undefined) sink(invalid(path, host, problem));
    else if (isOfMesh && host === '*')
      sink(invalid(path, host, "'*' is for gateways alone, and this is for the pods of the mesh"));
    else continue;
    isValid = false;
  }
  if (!isValid) return;
  for (const [index, [host, path]] of hosts.entries()) {
    const same = hosts.slice(0, index).find(([other]) => overlap(other, host));
    if (same) sink(invalid(path, host, `overlaps with ${same[0]} of the same VirtualService`));
  }
}
