import { dns1123Label, dns1123Subdomain, pathSegment } from '../../../facts/names';
import type { Rule } from '../../rule';
import { eachObject, isBlank } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, requiredSyntax, syntaxOf } from '../core/syntax';
import { forbidden, required, tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

/** ACC062: controller and parameters of an IngressClass. */
export const ingressClass: Rule = {
  id: 'ACC062',
  title: 'controller and parameters of an IngressClass',
  severity: 'error',
  why: 'the API server refuses a class whose controller or parameters name nothing',
  fix: 'name the controller as domain/path, and give parameters a kind, a name and the namespace of their scope',
  page: {
    reports:
      'a `controller` that is missing, longer than 250 characters or not of the form `example.com/name`; `parameters` without kind or name; a scope other than `Cluster` and `Namespace`; a namespace with scope `Cluster` (which is the default), and none with scope `Namespace`.',
    mend: 'Write the controller as its documentation has it, such as `k8s.io/ingress-nginx`. Give `scope: Namespace` where the parameters live in a namespace.',
    before: `apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: nginx
spec:
  controller: nginx
`,
    after: [['controller: nginx', 'controller: k8s.io/ingress-nginx']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'networking.k8s.io', 'IngressClass', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const path = ['spec', 'controller'];
  if (isBlank(spec.controller)) sink(required(path));
  else if (typeof spec.controller === 'string') {
    if (Buffer.byteLength(spec.controller) > 250) sink(tooLong(path, 250));
    syntaxOf(spec.controller, path, domainPrefixedPath, sink);
  }
  if (!isUnset(spec.parameters)) validateParameters(record(spec.parameters), sink);
}

function validateParameters(parameters: Fields, sink: Sink): void {
  const path = ['spec', 'parameters'];
  syntaxOf(parameters.apiGroup, [...path, 'apiGroup'], dns1123Subdomain, sink);
  requiredSyntax(parameters.kind, [...path, 'kind'], pathSegment, sink);
  requiredSyntax(parameters.name, [...path, 'name'], pathSegment, sink);
  oneOf(parameters.scope, [...path, 'scope'], ['Cluster', 'Namespace'], sink);
  const { scope = 'Cluster', namespace } = parameters;
  const at = [...path, 'namespace'];
  if (scope === 'Namespace') {
    if (isUnset(namespace)) sink(required(at, "`parameters.scope` is set to 'Namespace'"));
    else syntaxOf(namespace, at, dns1123Label, sink);
  } else if ((scope === 'Cluster' || scope === null) && !isUnset(namespace)) {
    sink(forbidden(at, "`parameters.scope` is set to 'Cluster'"));
  }
}

/** Why a text is not a domain, a slash and a path. */
function domainPrefixedPath(text: string): string | undefined {
  const slash = text.indexOf('/');
  const domain = text.slice(0, slash);
  const path = text.slice(slash + 1);
  if (slash < 1 || path === '') return 'must be a domain-prefixed path (such as "acme.io/foo")';
  const problem = dns1123Subdomain(domain);
  if (problem !== undefined) return problem;
  return /^[A-Za-z0-9/\-._~%!$&'()*+,;=:]+$/.test(path)
    ? undefined
    : "the path must be of letters, digits and signs that URLs have in paths, such as '-', '.', '_' and '/'";
}
