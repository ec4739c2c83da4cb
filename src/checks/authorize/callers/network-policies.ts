import { once } from '../../../facts/once';
import { list, number, record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { isEmpty, matches, selectorOf } from '../../reference/selector';
import { identityOf } from '../rbac/role-table';
import { namespaceLabels, portNumber } from './endpoints';
import type { Caller, Peer, PodPort } from './endpoints';
import { all, any, sure } from './ternary';
import type { Ternary } from './ternary';

/** An answer, and the policies that it is by. */
export interface Verdict {
  readonly allowed: Ternary;
  /** Which policies decide; empty where none applies. */
  readonly by: readonly string[];
}

/** The answer where no policy applies. */
export const OPEN: Verdict = { allowed: 'yes', by: [] };

/** A port with its number. */
export type KnownPort = PodPort & { readonly port: number };

type Direction = 'Ingress' | 'Egress';

/**
 * What NetworkPolicies say of a connection: it must be let out of the caller and into the pod. Where no policy selects a pod everything is let
 * through; where one does, only what a rule of one of them names.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export class NetworkPolicies {
  private readonly byNamespace = new Map<string, Manifest[]>();
  /** Those that select a pod: each pod is asked about as often as there are others. */
  private readonly selecting = {
    Ingress: once((own: Peer) => this.select('Ingress', own)),
    Egress: once((own: Peer) => this.select('Egress', own)),
  };

  public constructor(private readonly model: Model) {
    for (const kind of ['networking.k8s.io', 'extensions']) {
      for (const manifest of model.ofKind(kind, 'NetworkPolicy')) {
        const { namespace } = identityOf(manifest);
        this.byNamespace.set(namespace, [...(this.byNamespace.get(namespace) ?? []), manifest]);
      }
    }
  }

  public decide(caller: Caller, callee: KnownPort): Verdict {
    const into = this.direction('Ingress', callee.peer, caller, callee);
    const out = this.direction('Egress', caller, callee.peer, callee);
    if (into === OPEN && out === OPEN) return OPEN;
    const allowed = all([out.allowed, into.allowed]);
    const refusing = [out, into].filter((one) => one.allowed !== 'yes');
    return { allowed, by: (refusing.length > 0 ? refusing : [out, into]).flatMap(({ by }) => by) };
  }

  /** @param own the pod that the policies select; `other` is at the far end */
  private direction(type: Direction, own: Peer, other: Peer, callee: KnownPort): Verdict {
    const policies = this.selecting[type](own);
    if (policies.length === 0) return OPEN;
    const answers = policies.map((manifest) => {
      const rules = list(record(manifest.object.spec)[type === 'Ingress' ? 'ingress' : 'egress']);
      const allowed = any(rules.map((rule) => this.ruleAllows(rule, type, own.namespace, other, callee)));
      return { allowed, name: `NetworkPolicy ${own.namespace}/${identityOf(manifest).name}` };
    });
    const allowed = any(answers.map((one) => one.allowed));
    const deciding = allowed === 'no' ? answers : answers.filter((one) => one.allowed === allowed);
    return { allowed, by: deciding.map(({ name }) => name) };
  }

  private select(type: Direction, own: Peer): readonly Manifest[] {
    // Pods in the network of the node have no address of their own that a policy could select.
    if (own.hostNetwork) return [];
    return (this.byNamespace.get(own.namespace) ?? []).filter(({ object }) => {
      const { podSelector } = record(object.spec);
      return typesOf(object.spec).includes(type) && matches(selectorOf(podSelector), own.labels);
    });
  }

  private ruleAllows(rule: unknown, type: Direction, namespace: string, other: Peer, callee: KnownPort): Ternary {
    const { from, to, ports } = record(rule);
    const peers = list(type === 'Ingress' ? from : to);
    const portFits = list(ports).length === 0 || list(ports).some((one) => portAllows(one, callee));
    if (!portFits) return 'no';
    return peers.length === 0 ? 'yes' : any(peers.map((peer) => this.peerAllows(peer, namespace, other)));
  }

  private peerAllows(peer: unknown, namespace: string, other: Peer): Ternary {
    const { podSelector, namespaceSelector, ipBlock } = record(peer);
    if (ipBlock !== undefined && ipBlock !== null) return blockAllows(ipBlock);
    if (podSelector === undefined && namespaceSelector === undefined) return 'no';
    // The address of the node is no pod's.
    if (other.hostNetwork) return 'some';
    const inNamespace =
      namespaceSelector === undefined || namespaceSelector === null
        ? other.namespace === namespace
        : matches(selectorOf(namespaceSelector), namespaceLabels(this.model, other.namespace));
    const pods = selectorOf(podSelector);
    return sure(inNamespace && (isEmpty(pods) || matches(pods, other.labels)));
  }
}

/** Without types a policy is one of ingress, and one of egress where it has rules of that. */
function typesOf(spec: unknown): readonly unknown[] {
  const { policyTypes, egress } = record(spec);
  const given = list(policyTypes);
  if (given.length > 0) return given;
  return list(egress).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** Addresses of pods are not known, so a block that is not everything fits some. */
function blockAllows(block: unknown): Ternary {
  const { cidr, except } = record(block);
  return (cidr === '0.0.0.0/0' || cidr === '::/0') && list(except).length === 0 ? 'yes' : 'some';
}

/** The port is that of the pod, not that of the Service. */
function portAllows(value: unknown, { workload, port, protocol }: KnownPort): boolean {
  const { port: allowed, endPort, protocol: of } = record(value);
  if ((text(of) ?? 'TCP') !== protocol) return false;
  if (allowed === undefined || allowed === null) return true;
  const first = number(allowed) ?? portNumber(workload, text(allowed) ?? '', protocol);
  return first !== undefined && port >= first && port <= (number(endPort) ?? first);
}
