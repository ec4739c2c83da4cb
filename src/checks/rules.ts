import { CLUSTER_RULES } from './accept/cluster';
import { CORE_RULES } from './accept/core';
import { DEVICE_RULES } from './accept/device';
import { EXTENSION_RULES } from './accept/extension';
import { labelSyntax } from './accept/label-syntax';
import { nameSyntax } from './accept/name-syntax';
import { NETWORK_RULES } from './accept/network';
import { POD_RULES } from './accept/pod';
import { POLICY_RULES } from './accept/policy';
import { RBAC_RULES } from './accept/rbac';
import { SCHEMA_RULES } from './accept/schema';
import { SECURITY_RULES } from './accept/security';
import { STORAGE_RULES } from './accept/storage';
import { WORKLOAD_RULES } from './accept/workload';
import { ADMISSION_RULES } from './admission';
import { AUTHORIZE_RULES } from './authorize';
import { IMAGE_RULES } from './image';
import { REFERENCE_RULES } from './reference';
import { ROUTE_RULES } from './route';
import type { Rule } from './rule';
import { SCHEDULE_RULES } from './schedule';
import { SECRET_RULES } from './secret';

/** Rules in the order of their ids. The folders of `accept` go by the fields that are read, and a new rule of any of them has the next id. */
export function inOrder(rules: readonly Rule[]): Rule[] {
  return [...rules].sort((one, other) => (one.id < other.id ? -1 : 1));
}

const ACCEPT_RULES = inOrder([
  nameSyntax,
  labelSyntax,
  ...SCHEMA_RULES,
  ...POD_RULES,
  ...WORKLOAD_RULES,
  ...NETWORK_RULES,
  ...STORAGE_RULES,
  ...RBAC_RULES,
  ...CORE_RULES,
  ...SECURITY_RULES,
  ...EXTENSION_RULES,
  ...DEVICE_RULES,
  ...POLICY_RULES,
  ...CLUSTER_RULES,
]);

/** Every rule, in the order of the families and of the ids. */
export const RULES: readonly Rule[] = [
  ...ACCEPT_RULES,
  ...ADMISSION_RULES,
  ...REFERENCE_RULES,
  ...SCHEDULE_RULES,
  ...AUTHORIZE_RULES,
  ...ROUTE_RULES,
  ...SECRET_RULES,
  ...IMAGE_RULES,
];
