import { requireMapping } from '../../facts/given';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { fail } from '../../core/fail';

/** A Service as another pod of the cluster reaches it. */
export interface ServiceReference {
  /** The name of the Service. */
  readonly name: string;
  /** The namespace of the Service. */
  readonly namespace: string;
  /** The port of the Service. */
  readonly port: number;
}

/**
 * The DNS name of a Service, which is right in every namespace and needs no Service to exist before the pod (SGR-26).
 *
 * @param service name and namespace; the port is no part of the answer
 * @example
 * const host = runner.serviceHost({ name: 'rabbitmq-service', namespace: 'studioml', port: 5672 }); // rabbitmq-service.studioml.svc
 */
export function serviceHost(service: ServiceReference): string {
  requireMapping('the service of serviceHost', service, ['name', 'namespace', 'port']);
  const { name, namespace } = service;
  return `${name}.${namespace}.svc`;
}

/** The namespace of a construct's chart, which a DNS name cannot do without. */
export function requireNamespace(construct: Construct): string {
  const { namespace } = Chart.of(construct);
  if (namespace === undefined) throw fail(construct, 'the chart has no namespace, and the name of a Service needs one');
  return namespace;
}
