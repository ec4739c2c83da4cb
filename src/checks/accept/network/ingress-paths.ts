import { dns1035Label, dns1123Label, dns1123Subdomain, pathSegment } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, objectsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { portName, portNumber, requiredSyntax, syntaxOf } from '../core/syntax';
import { invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

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
    after: [
      [
        '          - path: api',
        `          - path: /api
            pathType: Prefix`,
      ],
      ["name: '80'", 'number: 80'],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'networking.k8s.io', 'Ingress', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  if (!isUnset(spec.defaultBackend)) {
    validateBackend(record(spec.defaultBackend), ['spec', 'defaultBackend'], minor, sink);
  }
  for (const [rule, rulePath] of objectsOf(spec.rules, ['spec', 'rules'])) {
    if (isUnset(rule.http)) continue;
    const { paths } = record(rule.http);
    const at = [...rulePath, 'http', 'paths'];
    if (isEmptyList(paths)) sink(required(at));
    for (const [item, itemPath] of objectsOf(paths, at)) validatePath(item, itemPath, minor, sink);
  }
}

function validatePath(item: Fields, at: FieldPath, minor: number, sink: Sink): void {
  const { pathType } = item;
  if (isUnset(pathType)) {
    sink(required([...at, 'pathType'], 'pathType must be specified'));
    return;
  }
  const path = isUnset(item.path) ? '' : item.path;
  if (pathType === 'Exact' || pathType === 'Prefix') {
    if (typeof path === 'string') validatePlainPath(path, [...at, 'path'], sink);
  } else if (pathType === 'ImplementationSpecific') {
    if (typeof path === 'string' && path !== '' && !path.startsWith('/')) {
      sink(invalid([...at, 'path'], path, 'must be an absolute path'));
    }
  } else if (typeof pathType === 'string') {
    sink(notSupported([...at, 'pathType'], pathType, ['Exact', 'ImplementationSpecific', 'Prefix']));
  }
  validateBackend(record(item.backend), [...at, 'backend'], minor, sink);
}

function validatePlainPath(path: string, at: FieldPath, sink: Sink): void {
  if (!path.startsWith('/')) sink(invalid(at, path, 'must be an absolute path'));
  for (const sequence of SEQUENCES) {
    if (path.includes(sequence)) sink(invalid(at, path, `must not contain '${sequence}'`));
  }
  for (const ending of ENDINGS) {
    if (path.endsWith(ending)) sink(invalid(at, path, `cannot end with '${ending}'`));
  }
}

function validateBackend(backend: Fields, at: FieldPath, minor: number, sink: Sink): void {
  const hasService = !isUnset(backend.service);
  const hasResource = !isUnset(backend.resource);
  if (hasService && hasResource) sink(invalid(at, '', 'cannot set both resource and service backends'));
  else if (hasResource) validateResource(record(backend.resource), [...at, 'resource'], sink);
  else if (hasService) validateService(record(backend.service), at, minor, sink);
  else sink(invalid(at, '', 'resource or service backend is required'));
}

function validateService(service: Fields, at: FieldPath, minor: number, sink: Sink): void {
  // A Service may begin with a digit since 1.36, and so may a reference to it.
  requiredSyntax(service.name, [...at, 'service', 'name'], minor >= 36 ? dns1123Label : dns1035Label, sink);
  const { name, number } = record(service.port);
  const path = [...at, 'service', 'port'];
  const hasName = !isBlank(name);
  const hasNumber = !isUnset(number) && number !== 0;
  if (hasName && hasNumber) sink(invalid(at, '', 'cannot set both port name & port number'));
  else if (hasName) syntaxOf(name, [...path, 'name'], portName, sink);
  else if (!hasNumber) sink(required(at, 'port name or number is required'));
  else if (typeof number === 'number') {
    const problem = portNumber(number);
    if (problem !== undefined) sink(invalid([...path, 'number'], number, problem));
  }
}

function validateResource(resource: Fields, at: FieldPath, sink: Sink): void {
  syntaxOf(resource.apiGroup, [...at, 'apiGroup'], dns1123Subdomain, sink);
  requiredSyntax(resource.kind, [...at, 'kind'], pathSegment, sink);
  requiredSyntax(resource.name, [...at, 'name'], pathSegment, sink);
}
