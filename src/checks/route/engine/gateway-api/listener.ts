import { list, number, record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { matches, selectorOf } from '../../../reference/selector';
import { nameOf, namespaceOf, olderFirst, textMap } from '../objects';

/** The API group of the kinds of the Gateway API. */
export const GATEWAY_API = 'gateway.networking.k8s.io';

/** One listener of a Gateway of the Gateway API. */
export interface Listener {
  readonly gateway: Manifest;
  readonly index: number;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** In lower case; empty for any host. */
  readonly hostname: string;
  readonly passthrough: boolean;
  /** Whether routes of a namespace and a kind may attach. */
  allows(namespace: string, kind: string): boolean;
}

/** Every listener of every Gateway, the oldest Gateway first. */
export function listenersOf(model: Model): Listener[] {
  return olderFirst(model.ofKind(GATEWAY_API, 'Gateway')).flatMap((gateway) =>
    list(record(gateway.object.spec).listeners).flatMap((one, index) => {
      const { name, port, protocol, hostname, tls, allowedRoutes } = record(one);
      const found = number(port);
      if (found === undefined) return [];
      return {
        gateway,
        index,
        name: text(name) ?? '',
        port: found,
        protocol: text(protocol) ?? 'HTTP',
        hostname: (text(hostname) ?? '').toLowerCase(),
        passthrough: record(tls).mode === 'Passthrough',
        allows: (namespace, kind) => allows(model, gateway, allowedRoutes, namespace, kind),
      };
    }),
  );
}

function allows(model: Model, gateway: Manifest, given: unknown, namespace: string, kind: string): boolean {
  const { namespaces, kinds } = record(given);
  const named = list(kinds);
  if (named.length > 0) {
    const fits = named.some((one) => {
      const { group, kind: of } = record(one);
      return of === kind && (text(group) ?? GATEWAY_API) === GATEWAY_API;
    });
    if (!fits) return false;
  }
  const { from, selector } = record(namespaces);
  if (from === 'All') return true;
  if (from === 'None') return false;
  if (from !== 'Selector') return namespaceOf(gateway) === namespace;
  return matches(selectorOf(selector), namespaceLabels(model, namespace));
}

/** The labels of a namespace; every namespace has its own name as one. */
function namespaceLabels(model: Model, namespace: string): ReadonlyMap<string, string> {
  const manifest = model.find('', 'Namespace', '', namespace);
  const labels = textMap(record(manifest?.object.metadata).labels);
  return new Map([...labels, ['kubernetes.io/metadata.name', namespace]]);
}

/** How messages name a listener: `infra/public listener web`. */
export function showListener({ gateway, name, port, protocol, hostname }: Listener): string {
  return `listener ${name} of ${namespaceOf(gateway)}/${nameOf(gateway)}, port ${port} ${protocol}${hostname === '' ? '' : `, host ${hostname}`}`;
}
