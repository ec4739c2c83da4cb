import { podField } from '../control';
import type { Control } from '../control';
import { list, record, text } from '../../read';

/** The sysctls that touch the pod alone, and the minor version of the policy that first allows each. */
const ALLOWED_SINCE: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};

/** Baseline: only sysctls that touch the pod alone. */
export const sysctls: Control = {
  name: 'sysctls',
  level: 'baseline',
  since: 0,
  evaluate(pod, { policy }) {
    const bad = list(pod.securityContext.sysctls).flatMap((item, index) => {
      const name = text(record(item).name);
      if (name === undefined) return [];
      const since = Object.hasOwn(ALLOWED_SINCE, name) ? ALLOWED_SINCE[name] : undefined;
      return since === undefined || since > policy ? [{ name, index }] : [];
    });
    const [first] = bad;
    if (!first) return undefined;
    return {
      reason: 'forbidden sysctls',
      detail: bad.map(({ name }) => name).join(', '),
      path: podField(pod, 'sysctls', first.index, 'name'),
    };
  },
};
