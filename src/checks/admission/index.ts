import type { Rule } from '../rule';
import { istioAuthorizationPolicy } from './authorization-policy';
import { certManagerCertificate } from './certificate';
import { istioDestinationRule } from './destination-rule';
import { certManagerIssuer } from './issuer';
import { istioGateway } from './istio-gateway';
import { istioRequestAuthentication } from './request-authentication';
import { kedaScaledObject } from './scaled-object';
import { istioServiceEntry } from './service-entry';
import { istioSidecar } from './sidecar';
import { istioVirtualService } from './virtual-service';

/** The rules of this family, in the order of their ids: what the API server takes, and the webhook of the system that owns the kind refuses. */
export const ADMISSION_RULES: readonly Rule[] = [
  istioVirtualService,
  istioGateway,
  istioDestinationRule,
  istioServiceEntry,
  istioSidecar,
  istioAuthorizationPolicy,
  istioRequestAuthentication,
  certManagerIssuer,
  certManagerCertificate,
  kedaScaledObject,
];
