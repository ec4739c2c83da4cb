import type { TextFile } from '../../core/synth/write';
import type { ClusterNeed } from './needs';

/** A prerequisite that is missing, in words: what it is, who needs it, how to get it. */
export function lackText({ prerequisite, needs, atLeast, state, has }: ClusterNeed): string {
  const { id, version, note, source } = prerequisite;
  const who = needs.map(({ system, kinds }) => `${system} (${kinds.join(', ')})`).join(', ');
  const what =
    state === 'outdated' ? `has ${id} ${has}, and needs ${atLeast} or later` : `lacks ${id}, such as ${version}`;
  return `${what}: needed by ${who}\n${note === undefined ? '' : `${note}; `}${source}`;
}

/** The file that lists what a cluster needs. */
export function prerequisitesFile(needs: readonly ClusterNeed[]): TextFile {
  const list = needs.map(({ prerequisite, needs: systems, atLeast, state, has }) => ({
    id: prerequisite.id,
    version: prerequisite.version,
    ...(atLeast !== undefined && { atLeast }),
    state,
    ...(has !== undefined && { has }),
    neededBy: Object.fromEntries(systems.map(({ system, kinds }) => [system, kinds])),
    ...(prerequisite.note !== undefined && { note: prerequisite.note }),
    source: prerequisite.source,
  }));
  return { path: 'prerequisites.json', text: `${JSON.stringify(list, null, 2)}\n` };
}
