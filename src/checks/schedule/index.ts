import type { Rule } from '../rule';
import { admittedOnly } from './rules/admitted-only';
import { consolidatedJob } from './rules/consolidated-job';
import { cutGracePeriod } from './rules/cut-grace-period';
import { expiryBeforeEnd } from './rules/expiry-before-end';
import { foreignNodeClass } from './rules/foreign-node-class';
import { gpuPoolWithoutLimits } from './rules/gpu-pool-without-limits';
import { migProfile } from './rules/mig-profile';
import { noPlace } from './rules/no-place';
import { pluginMissingOnPool } from './rules/plugin-missing-on-pool';
import { pluginNeedsDiscovery } from './rules/plugin-needs-discovery';
import { pluginNotShown } from './rules/plugin-not-shown';
import { pluginOnCpuNodes } from './rules/plugin-on-cpu-nodes';
import { poolWithoutSize } from './rules/pool-without-size';
import { refusedPod } from './rules/refused-pod';
import { renamedResource } from './rules/renamed-resource';
import { replicasOverLimits } from './rules/replicas-over-limits';
import { replicasOverQuota } from './rules/replicas-over-quota';
import { replicasWithoutRoom } from './rules/replicas-without-room';
import { retiredSize } from './rules/retired-size';
import { scaledWorkerGrace } from './rules/scaled-worker-grace';
import { severalShares } from './rules/several-shares';
import { shortExpiry } from './rules/short-expiry';
import { stuckRollout } from './rules/stuck-rollout';
import { twoPlugins } from './rules/two-plugins';
import { unknowableLabel } from './rules/unknowable-label';
import { unreadSchedule } from './rules/unread-schedule';
import { untaintedGpuPool } from './rules/untainted-gpu-pool';

/** The rules of this family, in the order of their ids. */
export const SCHEDULE_RULES: readonly Rule[] = [
  noPlace,
  admittedOnly,
  pluginMissingOnPool,
  pluginNotShown,
  pluginOnCpuNodes,
  pluginNeedsDiscovery,
  twoPlugins,
  unknowableLabel,
  renamedResource,
  severalShares,
  poolWithoutSize,
  retiredSize,
  gpuPoolWithoutLimits,
  expiryBeforeEnd,
  shortExpiry,
  consolidatedJob,
  cutGracePeriod,
  foreignNodeClass,
  untaintedGpuPool,
  replicasOverLimits,
  scaledWorkerGrace,
  refusedPod,
  replicasOverQuota,
  replicasWithoutRoom,
  stuckRollout,
  migProfile,
  unreadSchedule,
];
