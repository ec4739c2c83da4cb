import type { Control, JudgedContainer } from '../control';
import { plural } from '../../../../facts/count';
import { quotedSet, sortedSet } from '../wording';
import type { FieldPath } from '../../../field-path';
import { valueAt } from '../../../field-path';

const PROBES: readonly FieldPath[] = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

/** Baseline since 1.34: probes and hooks reach no other host, for the kubelet opens them from the node. */
export const hostProbes: Control = {
  name: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  since: 34,
  evaluate({ containers }) {
    const bad = containers.flatMap((container) => hostsOf(container).map((at) => ({ ...at, name: container.name })));
    const [first] = bad;
    if (!first) return undefined;
    const names = sortedSet(bad.map(({ name }) => name));
    const hosts = sortedSet(bad.map(({ host }) => host));
    const verb = names.length === 1 ? 'uses' : 'use';
    return {
      reason: 'probe or lifecycle host',
      detail: `${plural(names.length, 'container')} ${quotedSet(names)} ${verb} ${plural(hosts.length, 'probe or lifecycle host')} ${quotedSet(hosts)}`,
      path: first.path,
    };
  },
};

function hostsOf({ fields, path }: JudgedContainer): { host: string; path: FieldPath }[] {
  return PROBES.flatMap((probe) =>
    ['httpGet', 'tcpSocket'].flatMap((action) => {
      const at = [...probe, action, 'host'];
      const host = valueAt(fields, at);
      return typeof host === 'string' && host !== '' ? [{ host, path: [...path, ...at] }] : [];
    }),
  );
}
