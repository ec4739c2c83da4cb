import { list, number, record, text } from '../../accept/read';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';

/** A port of a Service that is there, or why it is not. */
export type Backend = { readonly service: Manifest; readonly port: number } | { readonly lacks: string };

/** The Service of a name, in a namespace; one whose manifest names none is in `default`. */
export function serviceOf(model: Model, namespace: string, name: string): Manifest | undefined {
  return (
    model.find('', 'Service', namespace, name) ??
    (namespace === 'default' ? model.find('', 'Service', '', name) : undefined)
  );
}

/** A port of a Service by its number or its name, as an Ingress and a backend of a route name it. */
export function backendOf(model: Model, namespace: string, name: string, port: number | string): Backend {
  const service = serviceOf(model, namespace, name);
  if (!service) return { lacks: `there is no Service ${namespace}/${name}` };
  const { ports } = record(service.object.spec);
  for (const one of list(ports)) {
    const given = record(one);
    const found = number(given.port);
    if (found !== undefined && (found === port || text(given.name) === port)) return { service, port: found };
  }
  return { lacks: `Service ${namespace}/${name} has no port ${port}` };
}
