export type { SimsvcExposure, SimsvcGateway, SimsvcIngress, SimsvcRoute } from './exposure';
export type { SimsvcPodOptions } from './pod-options';
export { Simsvc } from './simsvc';
export type { SimsvcProps } from './simsvc';
export type { SimsvcVolume } from './volumes';
