import type { Control } from '../control';
import { appArmor } from './app-armor';
import { baselineCapabilities } from './baseline-capabilities';
import { baselineSeccomp } from './baseline-seccomp';
import { hostNamespaces } from './host-namespaces';
import { hostPathVolumes } from './host-path-volumes';
import { hostPorts } from './host-ports';
import { hostProbes } from './host-probes';
import { hostProcess } from './host-process';
import { privilegeEscalation } from './privilege-escalation';
import { privileged } from './privileged';
import { baselineProcMount, restrictedProcMount } from './proc-mount';
import { restrictedCapabilities } from './restricted-capabilities';
import { restrictedSeccomp } from './restricted-seccomp';
import { runAsNonRoot } from './run-as-non-root';
import { runAsUser } from './run-as-user';
import { seLinux } from './se-linux';
import { sysctls } from './sysctls';
import { volumeTypes } from './volume-types';

/**
 * The controls of the Pod Security Standards, in the order in which the admission plugin names what they refuse: baseline
 * first, each level by name.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export const CONTROLS: readonly Control[] = [
  appArmor,
  baselineCapabilities,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  privileged,
  baselineProcMount,
  seLinux,
  baselineSeccomp,
  sysctls,
  hostProcess,
  privilegeEscalation,
  restrictedCapabilities,
  restrictedProcMount,
  volumeTypes,
  runAsNonRoot,
  runAsUser,
  restrictedSeccomp,
];
