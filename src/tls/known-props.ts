import type { PropShapes } from '../core/require-props';
import type { FrontDoorProps } from './front-door-props';
import type { PrivateCaProps } from './private-ca';

/** The properties of FrontDoor. */
export const FRONT_DOOR: PropShapes<FrontDoorProps> = {
  certificate: 'object?',
  secret: 'object?',
  name: 'value?',
  namespace: 'value?',
  hosts: 'list?',
  selector: 'object?',
  podNamespace: 'value?',
  style: 'value?',
  httpsRedirect: 'value?',
  minProtocolVersion: 'value?',
  version: 'value?',
  loadBalancer: 'object?',
  istioRevision: 'value?',
  edition: 'value?',
};

/** The properties of PrivateCa. */
export const PRIVATE_CA: PropShapes<PrivateCaProps> = {
  certificate: 'secret?',
  privateKey: 'secret?',
  name: 'value?',
  kind: 'value?',
  namespace: 'value?',
  edition: 'value?',
};
