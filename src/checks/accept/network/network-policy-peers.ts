import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { validateLabelSelector } from '../label-selector';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, list, record } from '../read';
import { ipRange, isStrictSubset, parseCidr } from './ip';

/** ACC063: whom a NetworkPolicy selects and lets through. */
export const networkPolicyPeers: Rule = {
  id: 'ACC063',
  title: 'selectors and peers of a NetworkPolicy',
  severity: 'error',
  why: 'the API server refuses a policy whose selectors or peers are ambiguous, and the traffic stays as it was',
  fix: 'give each peer selectors or an ipBlock, and write selectors and ranges as Kubernetes has them',
  page: {
    reports:
      'a selector with an operator other than `In`, `NotIn`, `Exists` and `DoesNotExist`, without the values that its operator needs or with values that it does not take, or with keys and values that are no labels; a peer with nothing in it, or with an `ipBlock` beside a selector; an `ipBlock` that is no range, or whose exceptions are not smaller ranges within it; and a policy type other than `Ingress` and `Egress`. From 1.36 on, a range with bits behind its prefix is refused too.',
    mend: 'Make one peer of each `ipBlock`. An empty selector, `podSelector: {}`, is everyone; an empty peer is refused.',
    before: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-some
spec:
  podSelector: {}
  ingress:
    - from:
        - ipBlock:
            cidr: 10.0.0.0/8
            except:
              - 192.168.0.0/16
`,
    after: [['- 192.168.0.0/16', '- 10.1.0.0/16']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'networking.k8s.io', 'NetworkPolicy', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  validateLabelSelector(spec.podSelector, ['spec', 'podSelector'], sink);
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [rule, rulePath] of objectsOf(spec[direction], ['spec', direction])) {
      for (const [peer, path] of objectsOf(rule[peers], [...rulePath, peers])) validatePeer(peer, path, minor, sink);
    }
  }
  const path = ['spec', 'policyTypes'];
  if (list(spec.policyTypes).length > 2) {
    sink(invalid(path, spec.policyTypes, 'may not specify more than two policyTypes'));
    return;
  }
  for (const [type, at] of textsOf(spec.policyTypes, path)) {
    if (type !== 'Ingress' && type !== 'Egress') sink(notSupported(at, type, ['Ingress', 'Egress']));
  }
}

function validatePeer(peer: Fields, path: FieldPath, minor: number, sink: Sink): void {
  validateLabelSelector(peer.podSelector, [...path, 'podSelector'], sink);
  validateLabelSelector(peer.namespaceSelector, [...path, 'namespaceSelector'], sink);
  const hasBlock = !isUnset(peer.ipBlock);
  const hasSelector = !isUnset(peer.podSelector) || !isUnset(peer.namespaceSelector);
  if (hasBlock) validateBlock(record(peer.ipBlock), [...path, 'ipBlock'], minor, sink);
  if (!hasBlock && !hasSelector) sink(required(path, 'must specify a peer'));
  else if (hasBlock && hasSelector) sink(forbidden(path, 'may not specify both ipBlock and another peer'));
}

function validateBlock(block: Fields, path: FieldPath, minor: number, sink: Sink): void {
  if (isBlank(block.cidr)) {
    sink(required([...path, 'cidr']));
    return;
  }
  if (typeof block.cidr !== 'string') return;
  ipRange(block.cidr, [...path, 'cidr'], minor, sink);
  const outer = parseCidr(block.cidr);
  if (!outer) return;
  for (const [text, at] of textsOf(block.except, [...path, 'except'])) {
    ipRange(text, at, minor, sink);
    const inner = parseCidr(text);
    if (inner && !isStrictSubset(inner, outer)) sink(invalid(at, text, 'must be a strict subset of `cidr`'));
  }
}
