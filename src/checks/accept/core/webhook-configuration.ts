import { dns1035Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { duplicate, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list, record } from '../read';
import { eachObject, isBlank, isEmptyList, objectsOf, textsOf } from './each-object';
import type { Fields } from './each-object';
import { validateLabelSelector } from '../label-selector';
import { oneOf, portNumber, requiredSyntax } from './syntax';
import { validateConditions } from './webhook-conditions';
import { validateRule } from './webhook-rule';

const GROUP = 'admissionregistration.k8s.io';
const REVIEWS = ['v1', 'v1beta1'];

/** ACC099: the webhooks of a webhook configuration. */
export const webhookConfiguration: Rule = {
  id: 'ACC099',
  title: 'webhooks of a webhook configuration',
  severity: 'error',
  why: 'the API server refuses a webhook that it does not know how to call',
  fix: 'give each webhook a name of three parts, sideEffects, admissionReviewVersions, and a service or a url',
  page: {
    reports:
      'a webhook whose name has not three parts or is that of another; one without `sideEffects: None` or `NoneOnDryRun`, or without `v1` or `v1beta1` in `admissionReviewVersions`; one that has not exactly one of `service` and `url`, a Service without name or namespace, or a URL that is not of https; a timeout that is not between 1 and 30 seconds; a path of the Service whose parts are no DNS subdomains; rules without operations, groups, versions or resources, or with `*` beside what it covers; policies that there are not; and selectors that are none. Of `matchConditions` it reports more than 64 of them, names that are missing, twice or no qualified names, and expressions that are missing or can not be compiled: their syntax, a variable, a field of `request` or a function that there is not, a result that is no bool, as a field of the object alone is, whose type the API server does not know.',
    mend: 'Take the object from the release of its controller, and change the namespace of the Service only.',
    before: `apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata:
  name: poddefaults
webhooks:
  - name: poddefaults
    clientConfig:
      service:
        name: poddefaults
        namespace: kubeflow
`,
    after: [
      [
        '  - name: poddefaults',
        `  - name: poddefaults.admission.kubeflow.org
    admissionReviewVersions:
      - v1
    sideEffects: None`,
      ],
    ],
  },
  *check(model, target) {
    for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']) {
      yield* eachObject(model, target, GROUP, kind, validate);
    }
  },
};

function validate(object: Fields, sink: Sink): void {
  const names = new Set<unknown>();
  for (const [hook, path] of objectsOf(object.webhooks, ['webhooks'])) {
    requiredSyntax(hook.name, [...path, 'name'], fullyQualified, sink);
    if (!isBlank(hook.name) && names.has(hook.name)) sink(duplicate([...path, 'name'], hook.name));
    names.add(hook.name);
    validateReviews(hook.admissionReviewVersions, [...path, 'admissionReviewVersions'], sink);
    oneOf(hook.failurePolicy, [...path, 'failurePolicy'], ['Fail', 'Ignore'], sink);
    oneOf(hook.matchPolicy, [...path, 'matchPolicy'], ['Equivalent', 'Exact'], sink);
    oneOf(hook.reinvocationPolicy, [...path, 'reinvocationPolicy'], ['IfNeeded', 'Never'], sink);
    if (isUnset(hook.sideEffects)) sink(required([...path, 'sideEffects'], 'must specify one of None, NoneOnDryRun'));
    else oneOf(hook.sideEffects, [...path, 'sideEffects'], ['None', 'NoneOnDryRun'], sink);
    const { timeoutSeconds: timeout } = hook;
    if (typeof timeout === 'number' && (timeout < 1 || timeout > 30)) {
      sink(invalid([...path, 'timeoutSeconds'], timeout, 'the timeout value must be between 1 and 30 seconds'));
    }
    for (const field of ['namespaceSelector', 'objectSelector'])
      validateLabelSelector(hook[field], [...path, field], sink);
    validateClient(record(hook.clientConfig), [...path, 'clientConfig'], sink);
    for (const [rule, at] of objectsOf(hook.rules, [...path, 'rules'])) validateRule(rule, at, sink);
    validateConditions(hook.matchConditions, [...path, 'matchConditions'], sink);
  }
}

function validateReviews(versions: unknown, path: FieldPath, sink: Sink): void {
  if (isEmptyList(versions)) {
    sink(required(path, `must specify one of ${REVIEWS.join(', ')}`));
    return;
  }
  const seen = new Set<string>();
  for (const [version, at] of textsOf(versions, path)) {
    const problem = dns1035Label(version);
    if (seen.has(version)) sink(invalid(at, version, 'duplicate version'));
    else if (problem !== undefined) sink(invalid(at, version, problem));
    seen.add(version);
  }
  if (list(versions).every((version) => typeof version === 'string') && !REVIEWS.some((known) => seen.has(known))) {
    sink(invalid(path, versions, `must include at least one of ${REVIEWS.join(', ')}`));
  }
}

function validateClient(client: Fields, path: FieldPath, sink: Sink): void {
  if (isUnset(client.url) === isUnset(client.service)) {
    sink(required(path, 'exactly one of url or service is required'));
  } else if (typeof client.url === 'string') {
    const problem = urlProblem(client.url);
    if (problem !== undefined) sink(invalid([...path, 'url'], client.url, problem));
  } else if (!isUnset(client.service)) {
    const at = [...path, 'service'];
    const service = record(client.service);
    if (isBlank(service.name)) sink(required([...at, 'name'], 'service name is required'));
    if (isBlank(service.namespace)) sink(required([...at, 'namespace'], 'service namespace is required'));
    validatePath(service.path, [...at, 'path'], sink);
    const problem = typeof service.port === 'number' ? portNumber(service.port) : undefined;
    if (problem !== undefined) sink(invalid([...at, 'port'], service.port, `port is not valid: ${problem}`));
  }
}

/** What stands between the slashes is written as a DNS subdomain. */
function validatePath(path: unknown, at: FieldPath, sink: Sink): void {
  if (typeof path !== 'string' || path === '' || path === '/') return;
  if (!path.startsWith('/')) sink(invalid(at, path, "must start with a '/'"));
  for (const [index, segment] of path.slice(1).replace(/\/$/, '').split('/').entries()) {
    const problem = segment === '' ? 'may not be empty' : dns1123Subdomain(segment);
    if (problem !== undefined) sink(invalid(at, path, `segment[${index}] ${problem}`));
  }
}

function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return 'url must be a valid URL';
  const url = new URL(text);
  if (url.protocol !== 'https:') return "'https' is the only allowed URL scheme";
  if (url.username !== '' || url.password !== '') return 'user information is not permitted in the URL';
  if (url.hash !== '') return 'fragments are not permitted in the URL';
  return url.search === '' ? undefined : 'query parameters are not permitted in the URL';
}

function fullyQualified(name: string): string | undefined {
  const problem = dns1123Subdomain(name);
  if (problem !== undefined) return problem;
  return name.split('.').length < 3 ? 'should be a domain with at least three segments separated by dots' : undefined;
}
