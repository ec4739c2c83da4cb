import { testLabelledCases } from '../core/support';

testLabelledCases(['Service', 'Ingress', 'IngressClass', 'NetworkPolicy', 'EndpointSlice', 'Endpoints'], 55, 69);
