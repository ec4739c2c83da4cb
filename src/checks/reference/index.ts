import type { Rule } from '../rule';
import { boundRoleExists } from './bound-role-exists';
import { builtInProvisioner } from './built-in-provisioner';
import { capacityExists } from './capacity-exists';
import { claimExists } from './claim-exists';
import { clusterScopedNamespace } from './cluster-scoped-namespace';
import { configMapExists } from './config-map-exists';
import { deliverySourceExists } from './delivery-source-exists';
import { duplicateIdentity } from './duplicate-identity';
import { gatewayExists } from './gateway-exists';
import { issuerExists } from './issuer-exists';
import { keyExists } from './key-exists';
import { namespaceExists } from './namespace-exists';
import { overlappingSelectors } from './overlapping-selectors';
import { patchWithoutEffect } from './patch-without-effect';
import { scaleTargetExists } from './scale-target-exists';
import { schedulingClassExists } from './scheduling-class-exists';
import { secretExists } from './secret-exists';
import { secretStoreExists } from './secret-store-exists';
import { providerClassExists } from './provider-class-exists';
import { selectorWithoutPods } from './selector-without-pods';
import { serviceAccountExists } from './service-account-exists';
import { serviceExists } from './service-exists';
import { servicePortExists } from './service-port-exists';
import { storageClassExists } from './storage-class-exists';
import { subjectExists } from './subject-exists';
import { unusedConfigMap } from './unused-config-map';

/** In the order of the ids. */
export const REFERENCE_RULES: readonly Rule[] = [
  duplicateIdentity,
  clusterScopedNamespace,
  patchWithoutEffect,
  configMapExists,
  secretExists,
  keyExists,
  secretStoreExists,
  serviceAccountExists,
  subjectExists,
  boundRoleExists,
  claimExists,
  storageClassExists,
  schedulingClassExists,
  namespaceExists,
  serviceExists,
  servicePortExists,
  capacityExists,
  issuerExists,
  scaleTargetExists,
  gatewayExists,
  deliverySourceExists,
  selectorWithoutPods,
  overlappingSelectors,
  unusedConfigMap,
  providerClassExists,
  builtInProvisioner,
];
