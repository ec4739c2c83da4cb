import { duplicate, forbidden, invalid, notSupported, required, tooMany } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { ContainerAt, PodFacts } from './each-pod';
import { needsLabel, needsText, oneOf, oneOfStrict, textOf } from './values';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];

/** ACC020: containers have names of their own, images and policies that exist. */
export const containers: Rule = {
  id: 'ACC020',
  title: 'containers of a pod',
  severity: 'error',
  fix: 'give each container a name of its own, an image and policies that Kubernetes knows',
  why: 'the API server refuses a pod or a template whose containers it cannot tell apart or start',
  page: {
    reports:
      'a pod or a pod template without containers, a container without a name or an image, a name that is no DNS label or that another container of the pod has, an `imagePullPolicy`, `terminationMessagePolicy`, `restartPolicy`, `restartPolicyRules` or `resizePolicy` that does not exist, and ephemeral containers, which only a running pod may get. Of an init container `restartPolicy: Always` is right since 1.29; other containers may have a restart policy since 1.35.',
    mend: 'Rename the container, set its image, or correct the spelling of the policy.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  containers:
    - name: Trainer
      image: example.com/trainer:1
      imagePullPolicy: always
`,
    after: [
      ['- name: Trainer', '- name: trainer'],
      ['imagePullPolicy: always', 'imagePullPolicy: Always'],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const { spec, path, isPod } = pod;
  if (!isSet(spec.containers) || (Array.isArray(spec.containers) && spec.containers.length === 0)) {
    sink(required([...path, 'containers']));
  }
  if (list(spec.ephemeralContainers).length > 0) {
    const field = [...path, 'ephemeralContainers'];
    sink(forbidden(field, isPod ? 'cannot be set on create' : 'ephemeral containers not allowed in pod template'));
  }
  const names = new Set<string>();
  for (const at of pod.containers) {
    const { container, path: field } = at;
    const name = textOf(container.name);
    needsLabel(container.name, [...field, 'name'], sink);
    if (name !== undefined && name !== '' && names.has(name)) sink(duplicate([...field, 'name'], name));
    if (name !== undefined) names.add(name);
    imageErrors(at, isPod, sink);
    oneOf(container.imagePullPolicy, [...field, 'imagePullPolicy'], PULL_POLICIES, sink);
    oneOf(
      container.terminationMessagePolicy,
      [...field, 'terminationMessagePolicy'],
      ['File', 'FallbackToLogsOnError'],
      sink,
    );
    restartErrors(at, pod.minor, sink);
    // Until 1.33 the API server dropped the policy.
    if (pod.minor >= 33) resizeErrors(at, pod, sink);
  }
}

function imageErrors({ container, path }: ContainerAt, isPod: boolean, sink: Sink): void {
  needsText(container.image, [...path, 'image'], sink);
  // A template may hold a placeholder that its owner replaces.
  const image = textOf(container.image) ?? '';
  if (isPod && image.trim() !== image) {
    sink(invalid([...path, 'image'], image, 'must not have leading or trailing whitespace'));
  }
}

function restartErrors(at: ContainerAt, minor: number, sink: Sink): void {
  const { container, path } = at;
  const field = [...path, 'restartPolicy'];
  if (minor >= 35) {
    if (at.list !== 'ephemeralContainers') {
      oneOfStrict(container.restartPolicy, field, RESTART_POLICIES, sink);
      ruleErrors(at, minor, sink);
    }
  } else if (at.list === 'initContainers') {
    if (minor >= 29) oneOfStrict(container.restartPolicy, field, ['Always'], sink);
  } else if (isSet(container.restartPolicy) && minor >= 28) {
    sink(forbidden(field, 'may not be set for non-init containers'));
  }
}

/** A container takes at most this many rules, and a rule this many exit codes. */
const MAX_RULES = 20;
const MAX_CODES = 255;

function ruleErrors({ container, path, sidecar }: ContainerAt, minor: number, sink: Sink): void {
  const rules = list(container.restartPolicyRules);
  if (rules.length === 0) return;
  const field = [...path, 'restartPolicyRules'];
  if (!isSet(container.restartPolicy)) {
    sink(required([...path, 'restartPolicy'], 'must specify restartPolicy when restart rules are used'));
  }
  if (sidecar && minor < 36) sink(forbidden(field, 'may not be set for init containers with restartPolicy=Always'));
  if (rules.length > MAX_RULES) sink(tooMany(field, rules.length, MAX_RULES));
  const actions = minor >= 36 ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  for (const [index, value] of rules.entries()) {
    const rule = record(value);
    const action = textOf(rule.action);
    if (action !== undefined && !actions.includes(action)) {
      sink(notSupported([...field, index, 'action'], action, actions));
    }
    if (!isSet(rule.exitCodes)) {
      sink(required([...field, index, 'exitCodes'], 'must be specified'));
      continue;
    }
    const { operator, values } = record(rule.exitCodes);
    const given = textOf(operator);
    if (given !== undefined && !['In', 'NotIn'].includes(given)) {
      sink(notSupported([...field, index, 'exitCodes', 'operator'], given, ['In', 'NotIn']));
    }
    const codes = list(values).length;
    if (codes > MAX_CODES) sink(tooMany([...field, index, 'exitCodes', 'values'], codes, MAX_CODES));
  }
}

function resizeErrors(at: ContainerAt, { spec, minor }: PodFacts, sink: Sink): void {
  const { container, path } = at;
  const resources = new Set<unknown>();
  for (const [index, value] of list(container.resizePolicy).entries()) {
    const { resourceName, restartPolicy } = record(value);
    const field = [...path, 'resizePolicy', index];
    if (resources.has(resourceName)) sink(duplicate(field, resourceName));
    resources.add(resourceName);
    needsText(resourceName, [...field, 'resourceName'], sink);
    oneOf(resourceName, [...field, 'resourceName'], ['cpu', 'memory'], sink);
    needsText(restartPolicy, [...field, 'restartPolicy'], sink);
    oneOf(restartPolicy, [...field, 'restartPolicy'], ['NotRequired', 'RestartContainer'], sink);
    if (restartPolicy !== 'RestartContainer') continue;
    const policy = [...field, 'restartPolicy'];
    if (spec.restartPolicy === 'Never') {
      sink(invalid(policy, restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    }
    // Of an init container that ends nothing can be resized; until 1.35 the policy was let through all the same.
    if (minor >= 36 && at.list === 'initContainers' && !at.sidecar) {
      sink(invalid(policy, restartPolicy, "must not be set to 'RestartContainer' for non-sidecar initContainers"));
    }
  }
}
