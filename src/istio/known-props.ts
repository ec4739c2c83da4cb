import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { HostPortGatewayProps } from './host-port-gateway';
import type { RouteTableProps } from './route-table-props';

/** The properties of HostPortGateway. */
export const HOST_PORT_GATEWAY: PropShapes<HostPortGatewayProps> = {
  node: { fields: { ports: 'list', placement: { made: PLACEMENT['made?'] } } },
  type: 'value?',
  ports: 'object?',
  containerPorts: 'object?',
  name: 'value?',
  namespace: 'value?',
  edition: 'value?',
};

/** The properties of RouteTable. */
export const ROUTE_TABLE: PropShapes<RouteTableProps> = {
  gateway: 'object',
  hosts: 'texts?',
  name: 'value?',
  namespace: 'value?',
  api: 'value?',
  version: 'value?',
  sectionName: 'value?',
  clusterDomain: 'value?',
  edition: 'value?',
  duplicateNames: 'value?',
};
