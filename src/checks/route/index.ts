import type { Rule } from '../rule';
import { backendNotGranted } from './backend-not-granted';
import { credentialNamespace } from './credential-namespace';
import { deadRedirect } from './dead-redirect';
import { equalMatches } from './equal-matches';
import { gatewaySelector } from './gateway-selector';
import { hiddenWildcard } from './hidden-wildcard';
import { hostNotServed } from './host-not-served';
import { ingressClass } from './ingress-class';
import { ingressConflict } from './ingress-conflict';
import { ingressRewrite } from './ingress-rewrite';
import { invalidPattern } from './invalid-pattern';
import { lostDelegate } from './lost-delegate';
import { missingSubset } from './missing-subset';
import { noCluster } from './no-cluster';
import { orderByAge } from './order-by-age';
import { outsideHost } from './outside-host';
import { serverLeftOut } from './server-left-out';
import { signInGap } from './sign-in-gap';
import { targetPort } from './target-port';
import { unattachedRoute } from './unattached-route';
import { unreachableRoute } from './unreachable-route';

/** The rules of this family, in the order of their ids. */
export const ROUTE_RULES: readonly Rule[] = [
  unreachableRoute,
  equalMatches,
  orderByAge,
  hiddenWildcard,
  hostNotServed,
  serverLeftOut,
  noCluster,
  outsideHost,
  missingSubset,
  deadRedirect,
  credentialNamespace,
  signInGap,
  invalidPattern,
  lostDelegate,
  ingressRewrite,
  ingressClass,
  ingressConflict,
  unattachedRoute,
  backendNotGranted,
  targetPort,
  gatewaySelector,
];
