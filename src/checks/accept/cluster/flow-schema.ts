import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { requiredSyntax, syntaxOf } from '../core/syntax';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record, texts } from '../read';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
const METHODS = ['ByNamespace', 'ByUser'];
const MAX_PRECEDENCE = 10000;

/** The field of each kind of subject. */
const SUBJECTS: Readonly<Record<string, string>> = { Group: 'group', ServiceAccount: 'serviceAccount', User: 'user' };

/** ACC112: whose requests a FlowSchema takes, and to which priority level. */
export const flowSchema: Rule = {
  id: 'ACC112',
  title: 'rules of a FlowSchema',
  severity: 'error',
  why: 'the API server refuses a schema that takes no requests or sends them nowhere',
  fix: 'name a priority level, and give each rule subjects and what they ask for',
  page: {
    reports:
      'no priority level, a precedence that is not from 1 to 10000, or 1 of any schema but `exempt`; a distinguisher that there is not; a rule without subjects, or without resources and other URLs; a subject whose kind and field do not agree; verbs that there are not; resources without groups, and without namespaces where they are not of the cluster; `*` beside others; and URLs that do not begin with a slash, have two, or a `*` before their end.',
    mend: 'Write `namespaces: ["*"]` for all namespaces, and `clusterScope: true` for what is in none.',
    before: `apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata:
  name: runners
spec:
  priorityLevelConfiguration:
    name: workload-low
  rules:
    - subjects:
        - kind: ServiceAccount
          serviceAccount: { name: runner, namespace: ml }
      resourceRules:
        - apiGroups: [batch]
          resources: [jobs]
          verbs: [list, watch]
`,
    after: [
      [
        '          verbs: [list, watch]',
        `          verbs: [list, watch]
          namespaces: [ml]`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'flowcontrol.apiserver.k8s.io', 'FlowSchema', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const { matchingPrecedence: precedence } = spec;
  const at = ['spec', 'matchingPrecedence'];
  // Zero is what is left out, of which the API server makes 1000.
  if (typeof precedence === 'number') {
    if (precedence < 0) sink(invalid(at, precedence, 'must be a positive value'));
    if (precedence > MAX_PRECEDENCE) sink(invalid(at, precedence, `must not be greater than ${MAX_PRECEDENCE}`));
    if (precedence === 1 && record(object.metadata).name !== 'exempt') {
      sink(invalid(at, precedence, "only the schema named 'exempt' may have matchingPrecedence 1"));
    }
  }
  if (!isUnset(spec.distinguisherMethod)) {
    const type = record(spec.distinguisherMethod).type ?? '';
    if (typeof type === 'string' && !METHODS.includes(type)) {
      sink(notSupported(['spec', 'distinguisherMethod', 'type'], type, METHODS));
    }
  }
  const { name } = record(spec.priorityLevelConfiguration);
  const level = ['spec', 'priorityLevelConfiguration', 'name'];
  if (isBlank(name)) sink(required(level, 'must reference a priority level'));
  else syntaxOf(name, level, dns1123Subdomain, sink);
  for (const [rule, path] of objectsOf(spec.rules, ['spec', 'rules'])) validateRule(rule, path, sink);
}

function validateRule(rule: Fields, path: FieldPath, sink: Sink): void {
  if (isEmptyList(rule.subjects)) sink(required([...path, 'subjects'], 'subjects must contain at least one value'));
  for (const [subject, at] of objectsOf(rule.subjects, [...path, 'subjects'])) validateSubject(subject, at, sink);
  if (isEmptyList(rule.resourceRules) && isEmptyList(rule.nonResourceRules)) {
    sink(required(path, 'at least one of resourceRules and nonResourceRules has to be non-empty'));
  }
  for (const [one, at] of objectsOf(rule.resourceRules, [...path, 'resourceRules'])) resourceRule(one, at, sink);
  for (const [one, at] of objectsOf(rule.nonResourceRules, [...path, 'nonResourceRules'])) urlRule(one, at, sink);
}

function validateSubject(subject: Fields, path: FieldPath, sink: Sink): void {
  const kind = subject.kind ?? '';
  if (typeof kind !== 'string') return;
  if (!Object.hasOwn(SUBJECTS, kind)) {
    sink(notSupported([...path, 'kind'], kind, Object.keys(SUBJECTS)));
    return;
  }
  for (const [other, field] of Object.entries(SUBJECTS)) {
    const at = [...path, field];
    if (other !== kind) {
      if (!isUnset(subject[field])) sink(forbidden(at, `${field} is forbidden when subject kind is not '${other}'`));
    } else if (isUnset(subject[field])) {
      sink(required(at, `${field} is required when subject kind is '${kind}'`));
    } else {
      const { name, namespace } = record(subject[field]);
      const account = kind === 'ServiceAccount' && name !== '*';
      requiredSyntax(name, [...at, 'name'], account ? dns1123Subdomain : () => undefined, sink);
      if (kind !== 'ServiceAccount') continue;
      if (isBlank(namespace)) sink(required([...at, 'namespace'], 'must specify namespace for service account'));
      else syntaxOf(namespace, [...at, 'namespace'], dns1123Label, sink);
    }
  }
}

/** A list that has something in it, and nothing beside `*`. */
function many(rule: Fields, field: string, path: FieldPath, missing: string, others: string, sink: Sink): boolean {
  const at = [...path, field];
  const given = texts(rule[field]);
  if (isEmptyList(rule[field])) sink(required(at, missing));
  else if (given.length > 1 && given.includes('*')) {
    sink(invalid(at, given, `if '*' is present, must not specify other ${others}`));
  }
  return given.includes('*');
}

function verbs(rule: Fields, path: FieldPath, sink: Sink): void {
  const all = many(rule, 'verbs', path, 'verbs must contain at least one value', 'verbs', sink);
  const given = texts(rule.verbs);
  const at = [...path, 'verbs'];
  if (!all && given.some((verb) => !VERBS.includes(verb))) sink(notSupported(at, given, VERBS));
}

function resourceRule(rule: Fields, path: FieldPath, sink: Sink): void {
  verbs(rule, path, sink);
  many(rule, 'apiGroups', path, 'resource rules must supply at least one api group', 'api groups', sink);
  many(rule, 'resources', path, 'resource rules must supply at least one resource', 'resources', sink);
  if (isEmptyList(rule.namespaces) && rule.clusterScope === true) return;
  const missing = 'resource rules that are not cluster scoped must supply at least one namespace';
  if (many(rule, 'namespaces', path, missing, 'namespaces', sink)) return;
  for (const [namespace, at] of textsOf(rule.namespaces, [...path, 'namespaces'])) {
    const problem = dns1123Label(namespace);
    const intro = "each member of this list must be '*' or a DNS-1123 label";
    if (problem !== undefined) sink(invalid(at, namespace, `${intro}; ${problem}`));
  }
}

function urlRule(rule: Fields, path: FieldPath, sink: Sink): void {
  verbs(rule, path, sink);
  const missing = 'nonResourceURLs must contain at least one value';
  if (many(rule, 'nonResourceURLs', path, missing, 'non-resource URLs', sink)) return;
  for (const [url, at] of textsOf(rule.nonResourceURLs, [...path, 'nonResourceURLs'])) {
    const problem = urlProblem(url);
    if (problem !== undefined) sink(invalid(at, url, problem));
  }
}

function urlProblem(url: string): string | undefined {
  if (url === '') return 'must not be empty';
  if (!url.startsWith('/')) return 'must start with slash';
  if (url.includes(' ')) return 'must not contain white-space';
  if (url.includes('//')) return 'must not contain double slash';
  return url.replace(/\/\*$/, '').includes('*') ? 'wildcard can only do suffix matching' : undefined;
}
