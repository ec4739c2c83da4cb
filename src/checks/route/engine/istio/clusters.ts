import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { filled, namespaceOf, nameOf, olderFirst, textMap } from '../objects';
import type { FieldPath } from '../../../field-path';
import type { AskedGateway, Place } from '../types';
import { SubsetIndex } from './subsets';

/** One host that istiod knows: a Service of the cluster, or a host of a ServiceEntry. */
export interface KnownService {
  readonly manifest: Manifest;
  readonly host: string;
  readonly namespace: string;
  /** Those that Envoy gets clusters of. */
  readonly ports: readonly number[];
  /** The port of a service with only one, of whatever protocol. */
  readonly onlyPort?: number;
  /** The host that an ExternalName Service stands for. */
  readonly alias?: string;
  /** Empty for any namespace. */
  readonly exportTo: readonly string[];
}

/** Every host that istiod knows for one gateway, and the clusters that Envoy gets of them. */
export class Clusters {
  private readonly byHost: ReadonlyMap<string, readonly KnownService[]>;
  private readonly subsets: SubsetIndex;

  public constructor(
    model: Model,
    private readonly gateway: AskedGateway,
  ) {
    this.byHost = servicesByHost(model);
    this.subsets = new SubsetIndex(model, gateway);
  }

  /** The service of a host as a route of a namespace means it: its own first, then any that the gateway sees. */
  public find(host: string, namespace: string): KnownService | undefined {
    const seen = (this.byHost.get(host) ?? []).filter((one) => this.sees(one));
    return seen.find((one) => one.namespace === namespace) ?? seen[0];
  }

  /** All services of a host, those that the gateway does not see too. */
  public all(host: string): readonly KnownService[] {
    return this.byHost.get(host) ?? [];
  }

  /** Why Envoy has no cluster of a host, a port and a subset; `undefined` where it has one. */
  public lacks(host: string, port: number, subset: string): string | undefined {
    const known = this.byHost.get(host) ?? [];
    if (known.length === 0) return `no Service or ServiceEntry has the host ${host}`;
    const seen = known.filter((one) => this.sees(one));
    if (seen.length === 0) return `${host} is not exported to namespace ${this.gateway.namespace}`;
    const real = seen.filter(({ alias }) => alias === undefined);
    if (real.length === 0) return `${host} is a name for another host that istiod does not know`;
    const open = real.filter(({ ports }) => ports.includes(port));
    if (open.length === 0) {
      const ports = [...new Set(real.flatMap((one) => one.ports))].join(', ') || 'none';
      return `${host} has no port ${port}, it has ${ports}`;
    }
    if (subset === '' || open.some((one) => this.subsets.has(one, subset))) return undefined;
    return `no DestinationRule gives ${host} the subset ${subset}`;
  }

  /** The labels that pods of a subset have; `undefined` where no DestinationRule gives the service the subset. */
  public subsetLabels(service: KnownService, subset: string): ReadonlyMap<string, string> | undefined {
    const spec = record(this.subsets.rule(service)?.object.spec);
    const found = list(spec.subsets).find((one) => record(one).name === subset);
    return found === undefined ? undefined : textMap(record(found).labels);
  }

  /** How the gateway connects to a port of a service, where a DestinationRule says another mode of TLS than that of the mesh. */
  public otherTls(service: KnownService, port: number, subset: string): { place: Place; mode: string } | undefined {
    const manifest = this.subsets.rule(service);
    if (!manifest) return undefined;
    const spec = record(manifest.object.spec);
    const own = list(spec.subsets).findIndex((one) => record(one).name === subset);
    const policies: [unknown, FieldPath][] = [
      ...(own < 0
        ? []
        : [[record(list(spec.subsets)[own]).trafficPolicy, ['spec', 'subsets', own]] as [unknown, FieldPath]]),
      [spec.trafficPolicy, ['spec']],
    ];
    for (const [given, path] of policies) {
      const { tls, portLevelSettings } = record(given);
      const ofPort = list(portLevelSettings)
        .map(record)
        .find((one) => record(one.port).number === port);
      const mode = text(record(ofPort?.tls ?? tls).mode);
      if (mode === 'ISTIO_MUTUAL') return undefined;
      if (mode !== undefined) return { place: { manifest, path: [...path, 'trafficPolicy'] }, mode };
    }
    return undefined;
  }

  private sees({ exportTo, namespace }: KnownService): boolean {
    const asker = this.gateway.namespace;
    if (exportTo.length === 0 || exportTo.includes('*') || exportTo.includes(asker)) return true;
    return exportTo.includes('.') && namespace === asker;
  }
}

interface Hosts {
  readonly entries: readonly Manifest[];
  readonly byHost: ReadonlyMap<string, readonly KnownService[]>;
}

// By the list of Services, which models that differ in other kinds share.
const hosts = new WeakMap<readonly Manifest[], Hosts>();

/** What istiod knows of each host, read once for all gateways. */
function servicesByHost(model: Model): ReadonlyMap<string, readonly KnownService[]> {
  const given = model.ofKind('', 'Service');
  const entries = model.ofKind('networking.istio.io', 'ServiceEntry');
  const known = hosts.get(given);
  if (known?.entries === entries) return known.byHost;
  const byHost = new Map<string, KnownService[]>();
  for (const one of [...services(model), ...serviceEntries(model)]) {
    const same = byHost.get(one.host);
    if (same) same.push(one);
    else byHost.set(one.host, [one]);
  }
  hosts.set(given, { entries, byHost });
  return byHost;
}

function* services(model: Model): Iterable<KnownService> {
  for (const manifest of model.ofKind('', 'Service')) {
    const name = nameOf(manifest);
    if (name === '') continue;
    const namespace = namespaceOf(manifest);
    const { ports, type, externalName } = record(manifest.object.spec);
    const annotation = text(record(record(manifest.object.metadata).annotations)['networking.istio.io/exportTo']);
    yield {
      manifest,
      host: `${name}.${namespace}.svc.cluster.local`,
      namespace,
      ...portsOf(ports, 'port'),
      alias: type === 'ExternalName' ? filled(externalName) : undefined,
      exportTo: annotation === undefined ? [] : annotation.split(',').map((one) => one.trim()),
    };
  }
}

function* serviceEntries(model: Model): Iterable<KnownService> {
  for (const manifest of olderFirst(model.ofKind('networking.istio.io', 'ServiceEntry'))) {
    const { hosts, ports, exportTo } = record(manifest.object.spec);
    for (const host of list(hosts)) {
      if (typeof host !== 'string') continue;
      yield {
        manifest,
        host,
        namespace: namespaceOf(manifest),
        ...portsOf(ports, 'number'),
        exportTo: list(exportTo).flatMap((one) => text(one) ?? []),
      };
    }
  }
}

/** Envoy gets no cluster of a UDP port, which counts as a port all the same. */
function portsOf(value: unknown, field: string): Pick<KnownService, 'ports' | 'onlyPort'> {
  const all = list(value).flatMap((one) => {
    const given = record(one);
    const found = number(given[field]);
    return found === undefined ? [] : [{ found, isUdp: text(given.protocol)?.toUpperCase() === 'UDP' }];
  });
  const ports = all.flatMap(({ found, isUdp }) => (isUdp ? [] : [found]));
  return { ports, onlyPort: all.length === 1 ? all[0]!.found : undefined };
}
