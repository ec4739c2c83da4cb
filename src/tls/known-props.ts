import { TEXTS, objectOf } from '../core/prop-words';
import type { PropShapes } from '../core/require-props';
import type { CertificateOptions } from './certificate';
import type { FrontDoorProps } from './front-door-props';
import type { PrivateCaProps } from './private-ca';

const CERTIFICATE: PropShapes<CertificateOptions> = {
  issuer: { 'made?': ['bind', 'an Issuer, such as Issuer.selfSignedCa()'] },
  dnsNames: 'texts?',
  ipAddresses: 'texts?',
  secretName: 'value?',
  duration: 'value?',
  renewBefore: 'value?',
  privateKey: objectOf('algorithm', 'size', 'rotationPolicy'),
};

/** The properties of FrontDoor. */
export const FRONT_DOOR: PropShapes<FrontDoorProps> = {
  certificate: { 'fields?': CERTIFICATE },
  secret: objectOf('certificate', 'privateKey'),
  name: 'value?',
  namespace: 'value?',
  hosts: 'texts?',
  selector: TEXTS,
  podNamespace: 'value?',
  style: 'value?',
  httpsRedirect: 'boolean?',
  minProtocolVersion: 'value?',
  version: 'value?',
  loadBalancer: objectOf('service', 'dnsLabel', 'address', 'internal', 'subnet', 'healthProbePath', 'healthProbePort'),
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
