import { containerField, podField } from '../control';
import type { Control } from '../control';
import { plural } from '../../../../facts/count';
import { quoted, setters, sortedSet } from '../wording';
import { record, text } from '../../read';

const TYPES = ['', 'container_t', 'container_init_t', 'container_kvm_t'];
const TYPES_1_31 = [...TYPES, 'container_engine_t'];

/** Baseline: SELinux options name no user, no role and only a type made for containers. */
export const seLinux: Control = {
  name: 'seLinuxOptions',
  level: 'baseline',
  since: 0,
  evaluate(pod, { policy }) {
    const allowed = policy >= 31 ? TYPES_1_31 : TYPES;
    const byPod = isBad(optionsOf(pod.securityContext), allowed);
    const containers = pod.containers.filter((at) => isBad(optionsOf(at.securityContext), allowed));
    const [first] = containers;
    if (!byPod && !first) return undefined;
    const options = [pod, ...containers].map((at) => optionsOf(at.securityContext));
    const types = sortedSet(options.map(({ type }) => type).filter((type) => !allowed.includes(type)));
    const what = [
      ...(types.length > 0 ? [`${plural(types.length, 'type')} ${quoted(types)}`] : []),
      ...(options.some(({ user }) => user !== '') ? ['user may not be set'] : []),
      ...(options.some(({ role }) => role !== '') ? ['role may not be set'] : []),
    ];
    return {
      reason: 'seLinuxOptions',
      detail: `${setters(byPod, containers)} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}`,
      path: first && !byPod ? containerField(first, 'seLinuxOptions') : podField(pod, 'seLinuxOptions'),
    };
  },
};

interface Options {
  readonly type: string;
  readonly user: string;
  readonly role: string;
}

function optionsOf(securityContext: Readonly<Record<string, unknown>>): Options {
  const { type, user, role } = record(securityContext.seLinuxOptions);
  return { type: text(type) ?? '', user: text(user) ?? '', role: text(role) ?? '' };
}

function isBad({ type, user, role }: Options, allowed: readonly string[]): boolean {
  return !allowed.includes(type) || user !== '' || role !== '';
}
