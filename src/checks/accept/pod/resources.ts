import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import { isQuantity, parseMilli } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import { duplicate, forbidden, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { isHugePages } from '../core/resource-names';
import { amounts, isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { ContainerAt, Fields, PodFacts } from './each-pod';
import { quantityErrors } from './quantities';
import { needsLabel, needsSyntax, textOf } from './values';

/** ACC023: what containers ask for can be given. */
export const resources: Rule = {
  id: 'ACC023',
  title: 'requests, limits and claims',
  severity: 'error',
  fix: 'correct the name or the amount of the resource; of GPUs, huge pages and other devices, request what you limit',
  why: 'the API server refuses a request that no node could ever meet or that exceeds its own limit',
  page: {
    reports:
      'a resource name that Kubernetes does not know and that has no domain (`gpu` for `nvidia.com/gpu`), an amount below zero, a fraction of a device, a request above its limit, a request of a device or of huge pages without an equal limit, huge pages without CPU or memory or in parts of a page, and a claim that is given twice, has no source, or is not among the `resourceClaims` of the pod. The same holds for the resources of a whole pod, which since 1.34 must not be less than those of its containers, and which a Windows pod must not have.',
    mend: 'For a device, set the limit alone: the request follows it.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  containers:
    - name: trainer
      image: example.com/trainer:1
      resources:
        requests:
          nvidia.com/gpu: 1
`,
    after: [['requests:', 'limits:']],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const { spec, path, minor } = pod;
  // Until 1.34 the API server dropped claims, and the resources of a pod as a whole.
  const claims = minor >= 34 ? claimNames(spec) : undefined;
  if (claims) podClaimErrors(pod, sink);
  for (const at of pod.containers) {
    if (at.list === 'ephemeralContainers') continue;
    quantityErrors(at.container.resources, [...at.path, 'resources'], sink);
    if (claims) claimErrors(at, claims, sink);
  }
  if (isSet(spec.overhead)) {
    quantityErrors({ limits: spec.overhead }, [], ({ path: field, message }) => {
      sink({ path: [...path, 'overhead', ...field.slice(1)], message });
    });
  }
  if (minor >= 34 && isSet(spec.resources)) podResourceErrors(pod, sink);
}

/** What the kubelet writes on the copy of a pod that a file on the node started. */
const MIRROR = 'kubernetes.io/config.mirror';

function claimNames(spec: PodFacts['spec']): Set<unknown> {
  return new Set(list(spec.resourceClaims).map((claim) => record(claim).name));
}

function podClaimErrors({ spec, path, isPod, metadata }: PodFacts, sink: Sink): void {
  const names = new Set<string>();
  if (isPod && list(spec.resourceClaims).length > 0 && isSet(record(metadata.annotations)[MIRROR])) {
    sink(forbidden([...path, 'resourceClaims'], 'static pods do not support resource claims'));
  }
  for (const [index, value] of list(spec.resourceClaims).entries()) {
    const claim = record(value);
    const field = [...path, 'resourceClaims', index];
    const name = textOf(claim.name) ?? '';
    if (name !== '' && names.has(name)) sink(duplicate([...field, 'name'], name));
    else needsLabel(claim.name, [...field, 'name'], sink);
    names.add(name);
    const sources = (['resourceClaimName', 'resourceClaimTemplateName'] as const).filter((key) => isSet(claim[key]));
    if (sources.length > 1) {
      const detail = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      sink(invalid(field, claim, detail));
    } else if (sources.length === 0) {
      sink(invalid(field, claim, 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    }
    for (const key of sources) needsSyntax(claim[key], [...field, key], dns1123Subdomain, sink);
  }
}

function claimErrors({ container, path }: ContainerAt, known: Set<unknown>, sink: Sink): void {
  const used = new Set<string>();
  for (const [index, value] of list(record(container.resources).claims).entries()) {
    const claim = record(value);
    const field = [...path, 'resources', 'claims', index];
    const name = textOf(claim.name);
    const request = textOf(claim.request);
    if (name === undefined || request === undefined) continue;
    if (name === '') {
      sink(required(field));
      continue;
    }
    const key = request === '' ? name : `${name}/${request}`;
    // A claim as a whole overlaps with each request in it.
    const overlaps = request === '' && [...used].some((each) => each.startsWith(`${name}/`));
    if (used.has(name) || used.has(key) || overlaps) sink(duplicate(field, key));
    else if (request !== '') needsSyntax(request, [...field, 'request'], dns1123Label, sink);
    used.add(key);
    if (!known.has(name)) {
      sink({ path: field, message: `Not found: "${name}": must be one of the names in pod.spec.resourceClaims` });
    }
  }
}

function podResourceErrors(pod: PodFacts, sink: Sink): void {
  const { spec, path } = pod;
  const given = record(spec.resources);
  const field = [...path, 'resources'];
  if (record(spec.os).name === 'windows') {
    sink(forbidden(field, 'may not be set for a windows pod'));
    return;
  }
  if (isSet(given.claims)) sink(forbidden([...field, 'claims'], 'claims cannot be set for Resources at pod-level'));
  quantityErrors(given, field, sink, 'pod');
  totalErrors(pod, given, field, sink);
  for (const { container, path: at, list: kind } of pod.containers) {
    if (kind !== 'containers') continue;
    const limits = amounts(record(container.resources).limits);
    for (const [name, limit] of Object.entries(amounts(given.limits))) {
      const own = limits[name];
      if (isQuantity(own) && isQuantity(limit) && (parseMilli(own) ?? 0n) > (parseMilli(limit) ?? 0n)) {
        sink(
          invalid([...at, 'resources', 'limits', name], own, `must be less than or equal to pod limits of ${limit}`),
        );
      }
    }
  }
}

function totalErrors(pod: PodFacts, { limits, requests }: Fields, path: FieldPath, sink: Sink): void {
  const given = { limits: amounts(limits), requests: amounts(requests) };
  for (const [name, request] of Object.entries(given.requests)) {
    const total = totalOf(pod, name, 'requests');
    if (isQuantity(request) && (parseMilli(request) ?? 0n) < total) {
      const detail = `must be greater than or equal to aggregate container requests of ${Number(total) / 1000}`;
      sink(invalid([...path, 'requests', name], request, detail));
    }
  }
  for (const [name, limit] of Object.entries(given.limits)) {
    const total = isHugePages(name) ? totalOf(pod, name, 'limits') : 0n;
    if (isQuantity(limit) && (parseMilli(limit) ?? 0n) < total) {
      const detail = `must be greater than or equal to aggregate container limits of ${Number(total) / 1000}`;
      sink(invalid([...path, 'limits', name], limit, detail));
    }
  }
  // A Pod that sets no request as a whole requests what its containers do.
  for (const [name, limit] of pod.isPod ? Object.entries(given.limits) : []) {
    const total = totalOf(pod, name, 'requests');
    if (!isSet(given.requests[name]) && isQuantity(limit) && (parseMilli(limit) ?? 0n) < total) {
      const detail = `must be less than or equal to ${name} limit of ${limit}`;
      sink(invalid([...path, 'requests', name], String(Number(total) / 1000), detail));
    }
  }
}

/** What the containers request of a resource, or may use of it, at the time when that is most, in thousandths. */
function totalOf({ containers, isPod }: PodFacts, name: string, of: 'limits' | 'requests'): bigint {
  let running = 0n;
  let starting = 0n;
  let beside = 0n;
  for (const { container, list: kind, sidecar } of containers) {
    const { requests, limits } = record(container.resources);
    // In a Pod a request that is not given is as high as its limit.
    const limit = amounts(limits)[name];
    const request = of === 'limits' ? limit : (amounts(requests)[name] ?? (isPod ? limit : undefined));
    const milli = isQuantity(request) ? (parseMilli(request) ?? 0n) : 0n;
    if (kind === 'containers') running += milli;
    if (kind !== 'initContainers') continue;
    if (sidecar) {
      running += milli;
      beside += milli;
    }
    const now = sidecar ? beside : beside + milli;
    if (now > starting) starting = now;
  }
  return running > starting ? running : starting;
}
