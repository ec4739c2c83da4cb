import { dns1123Subdomain, pathSegment } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, isEmptyList, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { requiredSyntax, syntaxOf } from '../core/syntax';
import { invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { ipAddress, ipRange, parseCidr } from '../network/ip';
import { isUnset, list, record } from '../read';

/** ACC114: ranges of which Services get their addresses, and addresses of them that are taken. */
export const serviceRange: Rule = {
  id: 'ACC114',
  title: 'ranges of a ServiceCIDR and parent of an IPAddress',
  severity: 'error',
  why: 'the API server refuses a range of which it can give no address, and an address that belongs to nothing',
  fix: 'write one range of each family, and leave IPAddresses to the API server',
  page: {
    reports:
      'a ServiceCIDR without ranges, with more than two or two of one family, or with one that is no range, since 1.36 also in a form that software reads in two ways; and an IPAddress whose name is no address, or whose parent has no resource or name.',
    mend: 'Write the first address of the range, as `10.96.0.0/16`.',
    before: `apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata:
  name: more
spec:
  cidrs:
    - 10.96.0.0/16
    - 10.97.0.0/16
`,
    after: [
      [
        `    - 10.96.0.0/16
    - 10.97.0.0/16`,
        '    - 10.96.0.0/15',
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'networking.k8s.io', 'ServiceCIDR', validateRange);
    yield* eachObject(model, target, 'networking.k8s.io', 'IPAddress', validateAddress);
  },
};

function validateRange(object: Fields, sink: Sink, { minor }: Target): void {
  const { cidrs } = record(object.spec);
  const path = ['spec', 'cidrs'];
  const given = list(cidrs);
  if (isEmptyList(cidrs)) sink(required(path, 'at least one CIDR required'));
  else if (given.length > 2) sink(invalid(path, cidrs, 'may only hold up to 2 values'));
  else if (given.length === 2 && !isDual(given)) {
    const one = 'may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64';
    sink(invalid(path, cidrs, one));
  } else for (const [cidr, at] of textsOf(cidrs, path)) ipRange(cidr, at, minor, sink);
}

function isDual(ranges: readonly unknown[]): boolean {
  const families = ranges.map((range) => (typeof range === 'string' ? parseCidr(range)?.address.family : 0));
  return families.every((family) => family !== undefined) && families[0] !== families[1];
}

function validateAddress(object: Fields, sink: Sink, { minor }: Target): void {
  const { name } = record(object.metadata);
  if (typeof name === 'string' && name !== '') ipAddress(name, ['metadata', 'name'], minor, sink);
  const path: FieldPath = ['spec', 'parentRef'];
  const { parentRef } = record(object.spec);
  if (isUnset(parentRef)) {
    sink(required(path));
    return;
  }
  const { group, resource, name: parent, namespace } = record(parentRef);
  if (!isBlank(group)) syntaxOf(group, [...path, 'group'], dns1123Subdomain, sink);
  requiredSyntax(resource, [...path, 'resource'], pathSegment, sink);
  requiredSyntax(parent, [...path, 'name'], pathSegment, sink);
  if (!isBlank(namespace)) syntaxOf(namespace, [...path, 'namespace'], pathSegment, sink);
}
