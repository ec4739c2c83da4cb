import type { Rule } from '../rule';
import { openPolicy } from './callers/open-policy';
import { allExec } from './escalation/all-exec';
import { allPods } from './escalation/all-pods';
import { allSecrets } from './escalation/all-secrets';
import { allTokens } from './escalation/all-tokens';
import { certificates } from './escalation/certificates';
import { changeRoles } from './escalation/change-roles';
import { defaultAccount } from './escalation/default-account';
import { addedPowers } from './escalation/added-powers';
import { everyone } from './escalation/everyone';
import { fullPower } from './escalation/full-power';
import { nodeProxy } from './escalation/node-proxy';
import { strongerNeighbour } from './escalation/stronger-neighbour';
import { volumes } from './escalation/volumes';
import { webhooks } from './escalation/webhooks';
import { wildcard } from './escalation/wildcard';
import { clusterScopedInRole } from './grants/cluster-scoped-in-role';
import { namesWithoutEffect } from './grants/names-without-effect';
import { unknownResource } from './grants/unknown-resource';
import { unservedVerb } from './grants/unserved-verb';
import { missingPermission } from './needs/missing-permission';
import { needlessPermission } from './needs/needless-permission';
import { permissionWithoutToken } from './needs/permission-without-token';

/** The rules of this family, in the order of their ids. */
export const AUTHORIZE_RULES: readonly Rule[] = [
  missingPermission,
  needlessPermission,
  permissionWithoutToken,
  unknownResource,
  unservedVerb,
  namesWithoutEffect,
  clusterScopedInRole,
  fullPower,
  everyone,
  defaultAccount,
  wildcard,
  changeRoles,
  allSecrets,
  allExec,
  allTokens,
  nodeProxy,
  strongerNeighbour,
  certificates,
  webhooks,
  volumes,
  allPods,
  openPolicy,
  addedPowers,
];
