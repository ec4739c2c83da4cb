import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, isEmptyMap, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf } from '../core/syntax';
import { duplicate, forbidden, invalid, notSupported } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list, record } from '../read';
import { ipAddress, ipRange, ordinaryIp, parseIp } from './ip';
import { clusterIpsOf, isHeadless, typeOf } from './service';

const RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** ACC058: the addresses of a Service and the families they are of. */
export const serviceAddresses: Rule = {
  id: 'ACC058',
  title: 'addresses of a Service',
  severity: 'error',
  why: 'the API server refuses addresses that it cannot read and addresses that contradict each other',
  fix: 'leave clusterIP out, or write None or an IP address; write ranges as 10.0.0.0/8',
  page: {
    reports:
      'a `clusterIP` that is neither `None` nor an IP address, or that is not the first of `clusterIPs`; more than one address of a family; an `ipFamilies` or `ipFamilyPolicy` of other values, with a family twice, or with two families and a policy of one; `externalIPs` that are no IP addresses, or are the machine itself or the link alone; and `loadBalancerSourceRanges` (or the annotation that they were before) that are no ranges, or stand on another type than `LoadBalancer`. From 1.36 on, zeros in front of a number, IPv4 addresses in the form of IPv6, and ranges with bits behind their prefix are refused too. Whether an address is in the range of the cluster is not known and not reported.',
    mend: 'Leave the address to the API server, or write it in its common form.',
    before: `apiVersion: v1
kind: Service
metadata:
  name: edge
spec:
  type: LoadBalancer
  loadBalancerSourceRanges:
    - 10.0.0.0
  ports:
    - port: 443
`,
    after: [['- 10.0.0.0', '- 10.0.0.0/8']],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Service', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  // Of an ExternalName they are forbidden as a whole.
  if (spec.type !== 'ExternalName') {
    validateFamilies(spec, sink);
    validateClusterIps(spec, minor, sink);
  }
  for (const [ip, path] of textsOf(spec.externalIPs, ['spec', 'externalIPs'])) {
    ipAddress(ip, path, minor, sink);
    ordinaryIp(ip, path, sink);
  }
  validateSourceRanges(object, spec, minor, sink);
}

function validateFamilies(spec: Fields, sink: Sink): void {
  const seen = new Set<string>();
  for (const [family, path] of textsOf(spec.ipFamilies, ['spec', 'ipFamilies'])) {
    if (family !== 'IPv4' && family !== 'IPv6') sink(notSupported(path, family, ['IPv4', 'IPv6']));
    if (seen.has(family)) sink(duplicate(path, family));
    seen.add(family);
  }
  const path = ['spec', 'ipFamilyPolicy'];
  oneOf(spec.ipFamilyPolicy, path, ['SingleStack', 'PreferDualStack', 'RequireDualStack'], sink);
  // A Service without address and selector is made for both families where it says nothing; any other for one.
  const bothByDefault = spec.clusterIP === 'None' && isEmptyMap(spec.selector);
  const single = spec.ipFamilyPolicy === 'SingleStack' || (isUnset(spec.ipFamilyPolicy) && !bothByDefault);
  const what = { 'cluster IPs': spec.clusterIPs, 'IP families': spec.ipFamilies };
  for (const [name, values] of Object.entries(what)) {
    if (single && list(values).length === 2) {
      const needs = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${name} are specified`;
      sink(invalid(path, spec.ipFamilyPolicy ?? 'SingleStack', needs));
    }
  }
}

function validateClusterIps(spec: Fields, minor: number, sink: Sink): void {
  const path = isEmptyList(spec.clusterIPs) ? ['spec', 'clusterIP'] : ['spec', 'clusterIPs'];
  const ips = clusterIpsOf(spec);
  if (!isEmptyList(spec.clusterIPs) && Array.isArray(spec.clusterIPs)) {
    if (isBlank(spec.clusterIP)) {
      sink(invalid(path, ips, 'must be empty when `clusterIP` is not specified'));
    } else if (typeof spec.clusterIP === 'string' && spec.clusterIP !== ips[0]) {
      sink(invalid(path, ips, 'first value must match `clusterIP`'));
    }
  }
  let readable = true;
  for (const [index, ip] of ips.entries()) {
    if (typeof ip !== 'string') return;
    if (index === 0 && ip === 'None') {
      if (ips.length > 1) sink(invalid(path, ips, "'None' must be the first and only value"));
      readable = ips.length === 1;
      continue;
    }
    const at: FieldPath = path[1] === 'clusterIP' ? path : [...path, index];
    ipAddress(ip, at, minor, (error) => {
      readable = false;
      sink(error);
    });
  }
  if (ips.length > 2) sink(invalid(path, ips, 'may only hold up to 2 values'));
  if (!readable || isHeadless(ips)) return;
  const families = ips.map((ip) => parseIp(ip as string)?.family);
  if (new Set(families).size < Math.min(families.length, 2)) {
    sink(invalid(path, ips, 'may specify no more than one IP for each IP family'));
  }
  for (const [index, family] of families.entries()) {
    const wanted = list(spec.ipFamilies)[index];
    if ((wanted === 'IPv4' || wanted === 'IPv6') && wanted !== `IPv${family}`) {
      sink(invalid(path, ips[index], `expected an ${wanted} value as indicated by \`ipFamilies[${index}]\``));
    }
  }
}

function validateSourceRanges(object: Fields, spec: Fields, minor: number, sink: Sink): void {
  const isLoadBalancer = typeOf(spec) === 'LoadBalancer';
  const onlyThere = "may only be used when `type` is 'LoadBalancer'";
  if (!isEmptyList(spec.loadBalancerSourceRanges)) {
    const path = ['spec', 'loadBalancerSourceRanges'];
    if (!isLoadBalancer) sink(forbidden(path, onlyThere));
    for (const [range, at] of textsOf(spec.loadBalancerSourceRanges, path)) ipRange(range.trim(), at, minor, sink);
    return;
  }
  const annotation = record(record(object.metadata).annotations)[RANGES_ANNOTATION];
  if (typeof annotation !== 'string') return;
  const path = ['metadata', 'annotations', RANGES_ANNOTATION];
  if (!isLoadBalancer) sink(forbidden(path, onlyThere));
  if (annotation.trim() === '') return;
  for (const range of annotation.split(',')) ipRange(range.trim(), path, minor, sink);
}
