export * from './route-table';
export type { GatewayReference, RouteTableProps } from './route-table-props';
export type { RouteApi } from './route-match';
