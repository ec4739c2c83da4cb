import { list, number, record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { valueAt } from '../../field-path';
import { workloadsOf as workloadsIn } from '../../authorize/workloads';
import { hop, plain } from './hops';
import { namespaceOf, textMap, title } from './objects';
import type { Hop } from './types';
import { once } from '../../../facts/once';

/** A workload whose pods have certain labels, with the ports of its containers. */
export interface Workload {
  readonly manifest: Manifest;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly ports: ReadonlyMap<string, number>;
  /** The service account of its pods. */
  readonly account: string;
  readonly hostNetwork: boolean;
  /** Whether the manifest itself gives them a proxy of Istio, as it does to those of a gateway. */
  readonly isProxy: boolean;
  /** Whether that proxy is a gateway. */
  readonly isGateway: boolean;
}

/** The workloads of a model by namespace, so that a Service finds its pods. */
export class Workloads {
  private readonly byNamespace = new Map<string, Workload[]>();

  private readonly byManifest = new Map<Manifest, Workload>();

  public constructor(model: Model) {
    for (const { manifest, namespace, account, spec, labels, template: path } of workloadsIn(model)) {
      const template = record(valueAt(manifest.object, path));
      const workload = {
        manifest,
        labels,
        annotations: textMap(record(template.metadata).annotations),
        ports: containerPorts(spec),
        account,
        hostNetwork: spec.hostNetwork === true,
        isProxy: hasOwnProxy(template),
        isGateway: runsGateway(template),
      };
      this.byManifest.set(manifest, workload);
      const same = this.byNamespace.get(namespace);
      if (same) same.push(workload);
      else this.byNamespace.set(namespace, [workload]);
    }
  }

  /** The workload of a manifest; `undefined` where it makes no pods. */
  public of(manifest: Manifest): Workload | undefined {
    return this.byManifest.get(manifest);
  }

  /** The workloads that have all of some labels; none where no label is asked. */
  public select(namespace: string, selector: ReadonlyMap<string, string>): readonly Workload[] {
    if (selector.size === 0) return [];
    return (this.byNamespace.get(namespace) ?? []).filter(({ labels }) =>
      [...selector].every(([key, value]) => labels.get(key) === value),
    );
  }

  /** The workloads of any namespace whose pods have a label. */
  public labelled(key: string, value: string): readonly Workload[] {
    return [...this.byNamespace.values()].flat().filter(({ labels }) => labels.get(key) === value);
  }

  /** The hops from a port of a Service to its pods. */
  public hops(service: Manifest, port: number): readonly Hop[] {
    const { ports, selector, type, externalName } = record(service.object.spec);
    const index = list(ports).findIndex((one) => number(record(one).port) === port);
    const place = { manifest: service, path: index < 0 ? ['spec'] : ['spec', 'ports', index] };
    if (type === 'ExternalName') return [hop('destination', place, `is a name for ${text(externalName) ?? 'nothing'}`)];
    if (service.object.kind !== 'Service') return [hop('destination', place, `port ${port}, outside of the cluster`)];
    const given = record(list(ports)[index]);
    const name = text(given.name);
    const target = number(given.targetPort) ?? text(given.targetPort) ?? port;
    const first = hop('destination', place, `port ${port}${name === undefined ? '' : ` (${name})`}`);
    const labels = textMap(selector);
    if (labels.size === 0)
      return [first, plain('pods', 'the Service selects no pods, its endpoints are made elsewhere')];
    const found = this.select(namespaceOf(service), labels);
    if (found.length === 0) {
      const asked = [...labels].map(([key, value]) => `${key}=${value}`).join(', ');
      return [first, plain('pods', `no workload of the manifests has the labels ${asked}`)];
    }
    return [first, ...found.map((one) => podHop(one, target))];
  }
}

/** The workloads of a model, read once. */
export const workloadsOf = once((model: Model): Workloads => new Workloads(model));

function podHop({ manifest, ports }: Workload, target: number | string): Hop {
  if (typeof target === 'number') return hop('pods', { manifest, path: [] }, `port ${target}`);
  const found = ports.get(target);
  const text = found === undefined ? `no container has a port named ${target}` : `port ${found} (${target})`;
  return hop('pods', { manifest, path: [] }, text);
}

function containerPorts(spec: unknown): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const { containers, initContainers } = record(spec);
  for (const container of [...list(initContainers), ...list(containers)]) {
    for (const port of list(record(container).ports)) {
      const { name, containerPort } = record(port);
      if (typeof name === 'string' && typeof containerPort === 'number') found.set(name, containerPort);
    }
  }
  return found;
}

/** Whether pods of a template run the proxy of Istio as a gateway. */
export function runsGateway(template: Readonly<Record<string, unknown>>): boolean {
  const { annotations } = record(template.metadata);
  const isInjected = textMap(annotations).get('inject.istio.io/templates') === 'gateway';
  return isInjected || proxiesIn(template).some(({ args }) => list(args).includes('router'));
}

/** A container of the image `auto` is one that injection fills in. */
function hasOwnProxy(template: Readonly<Record<string, unknown>>): boolean {
  return runsGateway(template) || proxiesIn(template).some(({ image }) => image !== 'auto' && image !== undefined);
}

function proxiesIn(template: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const { containers, initContainers } = record(template.spec);
  return [...list(containers), ...list(initContainers)].map(record).filter(({ name }) => name === 'istio-proxy');
}

/** The names of workloads, as messages list them. */
export function titles(workloads: readonly { readonly manifest: Manifest }[]): string {
  return workloads.map(({ manifest }) => title(manifest)).join(', ');
}
