import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { GatewayPorts, HostPortGatewayProps } from './host-port-gateway';
import type { RouteTableProps } from './route-table-props';

const PORTS: PropShapes<GatewayPorts> = { http: 'value?', https: 'value?' };

/** The properties of HostPortGateway. */
export const HOST_PORT_GATEWAY: PropShapes<HostPortGatewayProps> = {
  node: {
    fields: { ports: { list: 'a list of port numbers, such as [80, 443]' }, placement: { made: PLACEMENT['made?'] } },
  },
  type: 'value?',
  ports: { 'fields?': PORTS },
  containerPorts: { 'fields?': PORTS },
  name: 'value?',
  namespace: 'value?',
  edition: 'value?',
};

/** The properties of RouteTable. */
export const ROUTE_TABLE: PropShapes<RouteTableProps> = {
  gateway: { object: "an object of name and namespace, such as { name: 'kubeflow-gateway', namespace: 'kubeflow' }" },
  hosts: 'texts?',
  name: 'value?',
  namespace: 'value?',
  api: 'value?',
  version: 'value?',
  sectionName: 'value?',
  clusterDomain: 'text?',
  edition: 'value?',
  duplicateNames: 'boolean?',
};
