import { list, record } from '../../accept/read';
import type { Manifest } from '../../manifest';
import { identityOf } from '../rbac/role-table';
import type { Workload } from '../workloads';
import { ruleMatches } from './authorization-rule';
import type { MeshRequest } from './authorization-rule';
import type { Mesh } from './mesh';
import { nameOf } from './mesh';
import type { Verdict } from './network-policies';
import { any } from './ternary';
import type { Ternary } from './ternary';

/**
 * What AuthorizationPolicies say of a request to a pod in the mesh: CUSTOM asks a provider, whose answer is not known; then a DENY that matches
 * refuses; then, where there is an ALLOW, one must match. AUDIT decides nothing.
 *
 * @param service the Service that is called, for policies that name it
 */
export function authorize(mesh: Mesh, workload: Workload, service: string, request: MeshRequest): Verdict {
  const policies = [...mesh.applicable('AuthorizationPolicy', workload)].filter((one) => aims(one, workload, service));
  const judge = (action: string): readonly { readonly name: string; readonly matches: Ternary }[] =>
    policies
      .filter(({ object }) => (record(object.spec).action ?? 'ALLOW') === action)
      .map((manifest) => ({
        name: nameOf(manifest),
        matches: any(
          list(record(manifest.object.spec).rules).map((rule) =>
            ruleMatches(rule, request, identityOf(manifest).namespace, action !== 'ALLOW'),
          ),
        ),
      }));
  const named = (found: readonly { readonly name: string }[]): string[] => found.map(({ name }) => name);
  const denying = judge('DENY').filter(({ matches }) => matches !== 'no');
  const refusing = denying.filter(({ matches }) => matches === 'yes');
  if (refusing.length > 0) return { allowed: 'no', by: named(refusing) };
  const allowing = judge('ALLOW');
  const allowed = allowing.length === 0 ? 'yes' : any(allowing.map(({ matches }) => matches));
  if (allowed === 'no') return { allowed, by: named(allowing) };
  const asking = judge('CUSTOM').filter(({ matches }) => matches !== 'no');
  const unsure = [
    ...asking,
    ...denying,
    ...(allowed === 'some' ? allowing.filter((one) => one.matches === 'some') : []),
  ];
  if (unsure.length > 0) return { allowed: 'some', by: named(unsure) };
  return { allowed: 'yes', by: named(allowing.filter(({ matches }) => matches === 'yes')) };
}

/** A policy with references counts for what they name alone: a Service, or the pods of a Gateway. */
function aims({ object }: Manifest, { labels }: Workload, service: string): boolean {
  const { targetRefs, targetRef } = record(object.spec);
  const references = [...list(targetRefs), ...(targetRef === undefined ? [] : [targetRef])].map(record);
  if (references.length === 0) return true;
  return references.some(({ kind, name }) => {
    if (kind === 'Service') return name === service;
    return kind === 'Gateway' && labels.get('gateway.networking.k8s.io/gateway-name') === name;
  });
}
