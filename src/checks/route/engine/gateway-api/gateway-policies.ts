import { list, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { nameOf, namespaceOf, textMap } from '../objects';
import type { Workloads } from '../pods';
import { carriedHeaders } from '../policy/carried';
import { PolicyGate } from '../policy/gate';
import type { Before, Edge } from '../policy/gate';
import { known, unknown } from '../policy/seen';
import { writtenHeaders } from '../policy/tokens';
import { isService, OPEN } from '../policy/verdict';
import type { Verdict } from '../policy/verdict';
import type { Inbound } from '../request';
import type { ReachedBackend } from './backends';
import { GATEWAY_API } from './listener';
import type { Listener } from './listener';

/** The policies of Istio before the routes of Gateways, and at the pods behind them. Gateways of other makers have none of their own. */
export class GatewayPolicies {
  private readonly gate: PolicyGate;

  public constructor(
    private readonly model: Model,
    workloads: Workloads,
  ) {
    this.gate = new PolicyGate(model, workloads);
  }

  public before(listener: Listener, request: Inbound): Before {
    if (this.gate.isOpen || !this.isOfIstio(listener)) return OPEN;
    return this.gate.before(edgeOf(listener), request);
  }

  public arrive(listener: Listener, request: Inbound, reached: ReachedBackend, before: Before): Verdict {
    const { service, port, path, host, match } = reached;
    if (this.gate.isOpen || !isService(service)) return OPEN;
    const { gateway } = listener;
    const title = `Gateway ${namespaceOf(gateway)}/${nameOf(gateway)}`;
    const isOwn = this.isOfIstio(listener);
    const namespace = namespaceOf(gateway);
    const sent = before.seen?.header ?? ((name: string) => known(request.headers.get(name)));
    const written = isOwn ? writtenHeaders(this.model, edgeOf(listener).pods) : new Set<string>();
    return this.gate.atPods({
      caller: {
        name: title,
        peer: isOwn
          ? known({ namespace, account: known(`${nameOf(gateway)}-istio`) })
          : unknown(`whether ${title} is in the mesh`),
        onReset: 503,
        proxy: isOwn ? 'gateway' : 'unknown',
      },
      service,
      port,
      method: known(request.method),
      path: known(path.split('?', 1)[0]!),
      authority: known(host ?? request.authority),
      query: known(request.query),
      header: carriedHeaders({ sent, operations: operationsOf(match.rule), written, changedBy: before.changedBy }),
      claims: request.claims,
    });
  }

  /** Whether a Gateway is one that Istio runs, by its class. */
  private isOfIstio({ gateway }: Listener): boolean {
    const name = text(record(gateway.object.spec).gatewayClassName) ?? '';
    const manifest = this.model.find(GATEWAY_API, 'GatewayClass', '', name);
    const controller = text(record(manifest?.object.spec).controllerName);
    return controller === undefined ? name === 'istio' : controller.startsWith('istio.io/');
  }
}

const edges = new WeakMap<Manifest, Edge>();

function edgeOf({ gateway }: Listener): Edge {
  const edge = edges.get(gateway) ?? makeEdge(gateway);
  edges.set(gateway, edge);
  return edge;
}

function makeEdge(gateway: Manifest): Edge {
  const name = nameOf(gateway);
  const own = record(record(gateway.object.spec).infrastructure).labels ?? record(gateway.object.metadata).labels;
  const labels = new Map([
    ...textMap(own),
    ['gateway.networking.k8s.io/gateway-name', name] as const,
    ['istio.io/gateway-name', name] as const,
  ]);
  return { pods: { namespace: namespaceOf(gateway), labels, isPartial: false } };
}

/** Filters that change headers, as a VirtualService has them. */
function operationsOf(rule: Readonly<Record<string, unknown>>): readonly unknown[] {
  return list(rule.filters).map((one) => {
    const { set, add, remove } = record(record(one).requestHeaderModifier);
    return { request: { set: pairs(set), add: pairs(add), remove } };
  });
}

function pairs(value: unknown): Record<string, unknown> {
  return Object.fromEntries(list(value).map((one) => [text(record(one).name) ?? '', record(one).value]));
}
