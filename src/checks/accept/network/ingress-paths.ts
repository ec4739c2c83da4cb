import { dns1035Label, dns1123Label, dns1123Subdomain, pathSegment } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, isUnset, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { portName, portNumber, requiredSyntax, syntaxOf } from '../core/syntax';
import { invalid, notSupported, required } from '../field-error';
import type { FieldError } from '../field-error';
import { record } from '../read';

const SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const ENDINGS = ['/..', '/.'];

/** ACC061: paths and backends of an Ingress. */
export const ingressPaths: Rule = {
  id: 'ACC061',
  title: 'paths and backends of an Ingress',
  severity: 'error',
  why: 'the API server refuses a path without a type or a backend that is not exactly one Service port or resource',
  fix: 'give the path a pathType, begin it with /, and name one Service with the name or the number of its port',
  page: {
    reports:
      'a path without `pathType` or with another than `Exact`, `Prefix` and `ImplementationSpecific`; a path that does not begin with `/`, or holds `//`, `/./`, `/../` or an escaped `/`; a rule whose `http` has no paths; and a backend that has none or both of `service` and `resource`, a Service without name, or not exactly one of the name and the number of a port.',
    mend: 'Write `pathType: Prefix` and `path: /` to route a whole host. A number goes into `port.number`, a name into `port.name`.',
    before: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: studio
spec:
  rules:
    - http:
        paths:
          - path: api
            backend:
              service:
                name: studio
                port:
                  name: '80'
`,
    after: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: studio
spec:
  rules:
    - http:
        paths:
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: studio
                port:
                  number: 80
`,
  },
  *check(model, target) {
    yield* eachObject(model, target, 'networking.k8s.io', 'Ingress', validate);
  },
};

function* validate(object: Fields, { minor }: Target): Iterable<FieldError> {
  const spec = record(object.spec);
  if (!isUnset(spec.defaultBackend)) {
    yield* validateBackend(record(spec.defaultBackend), ['spec', 'defaultBackend'], minor);
  }
  for (const [rule, rulePath] of objectsOf(spec.rules, ['spec', 'rules'])) {
    if (isUnset(rule.http)) continue;
    const { paths } = record(rule.http);
    const at = [...rulePath, 'http', 'paths'];
    if (isEmptyList(paths)) yield required(at);
    for (const [item, itemPath] of objectsOf(paths, at)) yield* validatePath(item, itemPath, minor);
  }
}

function* validatePath(item: Fields, at: FieldPath, minor: number): Iterable<FieldError> {
  const { pathType } = item;
  if (isUnset(pathType)) {
    yield required([...at, 'pathType'], 'pathType must be specified');
    return;
  }
  const path = isUnset(item.path) ? '' : item.path;
  if (pathType === 'Exact' || pathType === 'Prefix') {
    if (typeof path === 'string') yield* validatePlainPath(path, [...at, 'path']);
  } else if (pathType === 'ImplementationSpecific') {
    if (typeof path === 'string' && path !== '' && !path.startsWith('/')) {
      yield invalid([...at, 'path'], path, 'must be an absolute path');
    }
  } else if (typeof pathType === 'string') {
    yield notSupported([...at, 'pathType'], pathType, ['Exact', 'ImplementationSpecific', 'Prefix']);
  }
  yield* validateBackend(record(item.backend), [...at, 'backend'], minor);
}

function* validatePlainPath(path: string, at: FieldPath): Iterable<FieldError> {
  if (!path.startsWith('/')) yield invalid(at, path, 'must be an absolute path');
  for (const sequence of SEQUENCES) {
    if (path.includes(sequence)) yield invalid(at, path, `must not contain '${sequence}'`);
  }
  for (const ending of ENDINGS) {
    if (path.endsWith(ending)) yield invalid(at, path, `cannot end with '${ending}'`);
  }
}

function* validateBackend(backend: Fields, at: FieldPath, minor: number): Iterable<FieldError> {
  const hasService = !isUnset(backend.service);
  const hasResource = !isUnset(backend.resource);
  if (hasService && hasResource) yield invalid(at, '', 'cannot set both resource and service backends');
  else if (hasResource) yield* validateResource(record(backend.resource), [...at, 'resource']);
  else if (hasService) yield* validateService(record(backend.service), at, minor);
  else yield invalid(at, '', 'resource or service backend is required');
}

function* validateService(service: Fields, at: FieldPath, minor: number): Iterable<FieldError> {
  // A Service may begin with a digit since 1.36, and so may a reference to it.
  yield* requiredSyntax(service.name, [...at, 'service', 'name'], minor >= 36 ? dns1123Label : dns1035Label);
  const { name, number } = record(service.port);
  const path = [...at, 'service', 'port'];
  const hasName = !isBlank(name);
  const hasNumber = !isUnset(number) && number !== 0;
  if (hasName && hasNumber) yield invalid(at, '', 'cannot set both port name & port number');
  else if (hasName) yield* syntaxOf(name, [...path, 'name'], portName);
  else if (!hasNumber) yield required(at, 'port name or number is required');
  else if (typeof number === 'number') {
    const problem = portNumber(number);
    if (problem !== undefined) yield invalid([...path, 'number'], number, problem);
  }
}

function* validateResource(resource: Fields, at: FieldPath): Iterable<FieldError> {
  yield* syntaxOf(resource.apiGroup, [...at, 'apiGroup'], dns1123Subdomain);
  yield* requiredSyntax(resource.kind, [...at, 'kind'], pathSegment);
  yield* requiredSyntax(resource.name, [...at, 'name'], pathSegment);
}
