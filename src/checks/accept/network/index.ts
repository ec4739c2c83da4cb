import type { Rule } from '../../rule';
import { endpointSlice } from './endpoint-slice';
import { endpoints } from './endpoints';
import { ingressClass } from './ingress-class';
import { ingressPaths } from './ingress-paths';
import { ingressSpec } from './ingress-spec';
import { networkPolicyPeers } from './network-policy-peers';
import { networkPolicyPorts } from './network-policy-ports';
import { serviceAddresses } from './service-addresses';
import { serviceNodePorts } from './service-node-ports';
import { servicePorts } from './service-ports';
import { serviceTraffic } from './service-traffic';
import { serviceType } from './service-type';

/** In the order of the ids. */
export const NETWORK_RULES: readonly Rule[] = [
  servicePorts,
  serviceNodePorts,
  serviceType,
  serviceAddresses,
  serviceTraffic,
  ingressSpec,
  ingressPaths,
  ingressClass,
  networkPolicyPeers,
  networkPolicyPorts,
  endpointSlice,
  endpoints,
];
