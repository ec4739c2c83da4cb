import { BlockList, isIPv6 } from 'net';
import type { PlatformConfig } from '../../src/blueprint/config';
import { NetworkPolicies } from '../../src/checks/authorize/callers/network-policies';
import type { Caller } from '../../src/checks/authorize/callers/endpoints';
import { workloadsOf } from '../../src/checks/authorize/workloads';
import type { Workload } from '../../src/checks/authorize/workloads';
import type { KubernetesObject } from '../../src/checks/manifest';
import { Model } from '../../src/checks/model/model';
import { matches, selectorOf } from '../../src/checks/reference/selector';
import { appOf } from './platform';

type Json = Record<string, any>;

/** A pod that no manifest of the platform has, at either end of a connection. */
export interface Stranger {
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** What the API server or another installer labels its namespace with. */
  readonly namespaceLabels?: Readonly<Record<string, string>>;
}

/** A platform with pods of others beside its own, and the question which of them may speak to which. */
export class Network {
  private readonly objects: KubernetesObject[];
  private readonly policies: Json[];

  public constructor(config: PlatformConfig, strangers: Readonly<Record<string, Stranger>>) {
    const own = appOf(config).charts.flatMap((chart) => chart.toJson() as KubernetesObject[]);
    this.policies = own.filter(({ kind }) => kind === 'NetworkPolicy');
    const pods = Object.entries(strangers).flatMap(([name, one]) => podOf(name, one, own));
    this.objects = [...own, ...pods];
  }

  /** Every workload, as `namespace/name`. */
  public workloads(): string[] {
    return [...this.byName(this.objects).keys()];
  }

  /** The namespaces that are made here. */
  public made(): string[] {
    return this.objects.filter(({ kind, spec }) => kind === 'Namespace' && spec === undefined).map(nameOf);
  }

  /**
   * Whether a pod may connect to a port of another. Only selectors count: Cilium lets no `ipBlock` match a pod, so what is allowed by
   * addresses alone does not work there.
   */
  public pods(from: string, to: string, port: number, protocol = 'TCP'): boolean {
    const objects = this.objects.map((object) => (object.kind === 'NetworkPolicy' ? withoutBlocks(object) : object));
    const workloads = this.byName(objects);
    const [caller, workload] = [from, to].map((name) => workloads.get(name) ?? unknown(name));
    const { model } = this.read(objects);
    const called = { workload: workload!, peer: asCaller(workload!), port, protocol };
    return new NetworkPolicies(model).decide(asCaller(caller!), called).allowed === 'yes';
  }

  /** Whether a pod may connect to an address that no pod has. */
  public out(from: string, address: string, port: number, protocol = 'TCP'): boolean {
    const { namespace, labels } = this.byName(this.objects).get(from) ?? unknown(from);
    const egress = this.policies.filter(
      ({ metadata, spec }) =>
        metadata.namespace === namespace &&
        spec.policyTypes.includes('Egress') &&
        matches(selectorOf(spec.podSelector), labels),
    );
    if (egress.length === 0) return true;
    return egress.some(({ spec }) =>
      (spec.egress ?? []).some(
        ({ to, ports }: Json) =>
          (ports === undefined || ports.some((one: Json) => one.port === port && one.protocol === protocol)) &&
          (to === undefined || to.some(({ ipBlock }: Json) => ipBlock !== undefined && isIn(address, ipBlock))),
      ),
    );
  }

  private byName(objects: readonly KubernetesObject[]): Map<string, Workload> {
    const { workloads } = this.read(objects);
    return new Map(workloads.map((one) => [`${one.namespace}/${nameOf(one.manifest.object)}`, one]));
  }

  private read(objects: readonly KubernetesObject[]): { model: Model; workloads: readonly Workload[] } {
    const model = new Model(objects.map((object) => ({ object, origin: {} })));
    return { model, workloads: workloadsOf(model) };
  }
}

function nameOf(object: KubernetesObject): string {
  return object.metadata!.name!;
}

function unknown(name: string): never {
  throw new Error(`no pods ${name}`);
}

function asCaller({ namespace, account, labels, spec }: Workload): Caller {
  return { namespace, account, labels, hostNetwork: spec.hostNetwork === true, pods: '' };
}

function podOf(name: string, stranger: Stranger, own: readonly KubernetesObject[]): KubernetesObject[] {
  const { namespace, labels, namespaceLabels } = stranger;
  const made = own.some((object) => object.kind === 'Namespace' && nameOf(object) === namespace);
  const metadata = { name, namespace, labels };
  return [
    // A spec tells it from those that are made here.
    ...(made
      ? []
      : [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: namespaceLabels }, spec: {} }]),
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [] } },
  ];
}

/** A policy as Cilium sees it between pods: a rule whose peers are all addresses is about nobody. */
function withoutBlocks(policy: KubernetesObject): KubernetesObject {
  const copy = structuredClone(policy) as Json;
  for (const [rules, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    copy.spec[rules] = (copy.spec[rules] ?? []).flatMap((rule: Json) => {
      if (rule[peers] === undefined) return [rule];
      const left = rule[peers].filter(({ ipBlock }: Json) => ipBlock === undefined);
      return left.length === 0 ? [] : [{ ...rule, [peers]: left }];
    });
  }
  return copy;
}

function isIn(address: string, { cidr, except = [] }: Json): boolean {
  return within(address, cidr) && !except.some((one: string) => within(address, one));
}

function within(address: string, cidr: string): boolean {
  const [network, bits] = cidr.split('/') as [string, string];
  if (isIPv6(network) !== isIPv6(address)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4');
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
