import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { invalid, notFound, required } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { fieldRef, resourceFieldRef } from './downward';
import { eachPod } from './each-pod';
import type { Fields, PodFacts } from './each-pod';
import { configKey, needsSyntax, needsText, noBacksteps, subdomainPrefix, textOf } from './values';

/** ACC022: environment variables have names, and each comes from one place. */
export const env: Rule = {
  id: 'ACC022',
  title: 'environment variables',
  severity: 'error',
  fix: 'name the variable and give it either a value or exactly one source',
  why: 'the API server refuses a variable that has no name or whose value it cannot look up',
  page: {
    reports:
      'a variable without a name or with a sign that its version refuses (since 1.32 every printable ASCII sign but `=` is allowed, before that letters, digits, `_`, `-` and `.`), `valueFrom` with no source, with more than one, or beside a `value`, a reference to a ConfigMap or Secret whose name or key cannot exist, a field or resource of the pod that cannot be read, and an `envFrom` that names not exactly one source.',
    mend: 'Keep one source for each variable. Two sources are two variables.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  containers:
    - name: trainer
      image: example.com/trainer:1
      env:
        - name: NODE
          value: local
          valueFrom:
            fieldRef:
              fieldPath: spec.nodeName
`,
    after: [
      [
        `          value: local
`,
        '',
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const nameProblem = pod.minor >= 32 ? relaxedName : strictName;
  for (const { container, path } of pod.containers) {
    for (const [index, value] of list(container.env).entries()) {
      const variable = record(value);
      const field = [...path, 'env', index];
      needsText(variable.name, [...field, 'name'], sink);
      if (textOf(variable.name) !== '') needsSyntax(variable.name, [...field, 'name'], nameProblem, sink);
      if (isSet(variable.valueFrom)) sourceErrors(variable, [...field, 'valueFrom'], pod, sink);
    }
    for (const [index, value] of list(container.envFrom).entries()) {
      envFromErrors(record(value), [...path, 'envFrom', index], nameProblem, sink);
    }
  }
}

function relaxedName(text: string): string | undefined {
  return /^[ -<>-~]+$/.test(text) ? undefined : "must consist only of printable ASCII characters other than '='";
}

function strictName(text: string): string | undefined {
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text)) {
    return "must consist of letters, digits, '_', '-' and '.', and must not start with a digit";
  }
  return text === '.' || text.startsWith('..') ? "must not be '.' or start with '..'" : undefined;
}

function sourceErrors({ value, valueFrom }: Fields, path: FieldPath, pod: PodFacts, sink: Sink): void {
  const source = record(valueFrom);
  const names = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'];
  if (pod.minor >= 35) names.push('fileKeyRef');
  const given = names.filter((name) => isSet(source[name]));
  if (given.includes('fieldRef')) fieldRef(source.fieldRef, [...path, 'fieldRef'], 'env', pod.minor, sink);
  if (given.includes('resourceFieldRef')) {
    resourceFieldRef(source.resourceFieldRef, [...path, 'resourceFieldRef'], false, sink);
  }
  for (const name of ['configMapKeyRef', 'secretKeyRef'] as const) {
    if (given.includes(name)) keyErrors(record(source[name]), [...path, name], sink);
  }
  if (given.includes('fileKeyRef')) fileErrors(record(source.fileKeyRef), [...path, 'fileKeyRef'], pod, sink);

  const shown = names.map((name) => `\`${name}\``);
  if (given.length === 0) {
    sink(invalid(path, '', `must specify one of: ${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`));
  } else if (typeof value === 'string' && value !== '') {
    sink(invalid(path, '', 'may not be specified when `value` is not empty'));
  } else if (given.length > 1) {
    sink(invalid(path, '', 'may not have more than one field specified at a time'));
  }
}

function keyErrors({ name, key }: Fields, path: FieldPath, sink: Sink): void {
  needsSyntax(name, [...path, 'name'], dns1123Subdomain, sink);
  needsText(key, [...path, 'key'], sink);
  if (textOf(key) !== '') needsSyntax(key, [...path, 'key'], configKey, sink);
}

function fileErrors({ volumeName, path: file, key }: Fields, path: FieldPath, pod: PodFacts, sink: Sink): void {
  const field = [...path, 'volumeName'];
  needsText(volumeName, field, sink);
  const name = textOf(volumeName) ?? '';
  if (name !== '') {
    const problem = dns1123Label(name);
    const volume = list(pod.spec.volumes)
      .map(record)
      .find((each) => each.name === name);
    if (problem !== undefined) sink(invalid(field, name, problem));
    else if (!volume) sink(notFound(field, name));
    else if (!isSet(volume.emptyDir) && Object.keys(volume).length > 1) {
      sink(invalid(field, name, 'referenced volume must be of type emptyDir'));
    }
  }
  needsText(file, [...path, 'path'], sink);
  noBacksteps(file, [...path, 'path'], sink);
  needsText(key, [...path, 'key'], sink);
  if (textOf(key) !== '') needsSyntax(key, [...path, 'key'], relaxedName, sink);
}

function envFromErrors(
  source: Fields,
  path: FieldPath,
  nameProblem: (text: string) => string | undefined,
  sink: Sink,
): void {
  if (textOf(source.prefix) !== '') needsSyntax(source.prefix, [...path, 'prefix'], nameProblem, sink);
  const given = ['configMapRef', 'secretRef'].filter((name) => isSet(source[name]));
  for (const name of given) {
    const reference = record(source[name]);
    const field = [...path, name, 'name'];
    if (textOf(reference.name) === '') sink(required(field));
    else needsSyntax(reference.name, field, subdomainPrefix, sink);
  }
  if (given.length === 0) sink(invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`'));
  if (given.length > 1) sink(invalid(path, '', 'may not have more than one field specified at a time'));
}
