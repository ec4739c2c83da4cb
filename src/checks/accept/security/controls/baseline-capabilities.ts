import { containerField } from '../control';
import type { Control } from '../control';
import { named, quotedSet } from '../wording';
import { addedBeyond } from './capabilities';

/** What container runtimes give by themselves, without `NET_RAW`. */
const ALLOWED = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

/** Baseline: no capability is added beyond the default ones. */
export const baselineCapabilities: Control = {
  name: 'capabilities_baseline',
  level: 'baseline',
  since: 0,
  evaluate({ containers }) {
    const bad = containers.filter((container) => addedBeyond(container, ALLOWED).length > 0);
    const [first] = bad;
    if (!first) return undefined;
    const added = quotedSet(bad.flatMap((container) => addedBeyond(container, ALLOWED)));
    return {
      reason: 'non-default capabilities',
      detail: `${named(bad)} must not include ${added} in securityContext.capabilities.add`,
      path: containerField(first, 'capabilities', 'add'),
    };
  },
};
