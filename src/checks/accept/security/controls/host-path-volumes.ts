import { isMapping } from '../../../../facts/is-mapping';
import type { Control } from '../control';
import { plural } from '../../../../facts/count';
import { quoted } from '../wording';
import { list, record, text } from '../../read';

/** Baseline: no volume is a folder of the node. */
export const hostPathVolumes: Control = {
  name: 'hostPathVolumes',
  level: 'baseline',
  since: 0,
  evaluate({ spec, path }) {
    const bad = list(spec.volumes).flatMap((item, index) => {
      const { name, hostPath } = record(item);
      return isMapping(hostPath) ? [{ name: text(name) ?? '', index }] : [];
    });
    const [first] = bad;
    if (!first) return undefined;
    return {
      reason: 'hostPath volumes',
      detail: `${plural(bad.length, 'volume')} ${quoted(bad.map(({ name }) => name))}`,
      path: [...path, 'spec', 'volumes', first.index, 'hostPath'],
    };
  },
};
