import type { Rule } from '../../rule';
import { admission } from './admission';
import { annotations } from './annotations';
import { containerSecurity } from './container-security';
import { containers } from './containers';
import { env } from './env';
import { lifecycle } from './lifecycle';
import { mounts } from './mounts';
import { network } from './network';
import { nodeAffinity } from './node-affinity';
import { operatingSystem } from './operating-system';
import { podAffinity } from './pod-affinity';
import { podSecurity } from './pod-security';
import { ports } from './ports';
import { probes } from './probes';
import { resources } from './resources';
import { specFields } from './spec-fields';
import { spread } from './spread';
import { tolerations } from './tolerations';
import { volumeSources } from './volume-sources';
import { volumes } from './volumes';

/** In the order of the ids. */
export const POD_RULES: readonly Rule[] = [
  containers,
  ports,
  env,
  resources,
  volumes,
  volumeSources,
  mounts,
  probes,
  lifecycle,
  containerSecurity,
  podSecurity,
  operatingSystem,
  nodeAffinity,
  podAffinity,
  tolerations,
  spread,
  network,
  annotations,
  specFields,
  admission,
];
