export { HostPortGateway } from './host-port-gateway';
export type { GatewayPorts, HostPortGatewayProps, IngressNode } from './host-port-gateway';
export * from './route-table';
export type { GatewayReference, RouteTableProps } from './route-table-props';
export type { RouteApi } from './route-match';
