import type { Finding } from '../checks/finding';
import { count } from '../facts/count';

/** A sentence that is true of some clusters. */
export interface FleetMessage {
  /** Whether it stops the synthesis, should be looked at, or is something to install before. */
  readonly severity: 'error' | 'warning' | 'prerequisite';
  /** What is to be said. */
  readonly text: string;
  /** In the order of the fleet. */
  readonly clusters: readonly string[];
  /** What the checks say, where it is from them. */
  readonly finding?: Finding;
}

/** What became of one cluster. */
export interface ClusterReport {
  /** The name of the cluster in the fleet. */
  readonly name: string;
  /** `failed`: the folder is as it was. */
  readonly state: 'written' | 'unchanged' | 'failed';
  /** How many objects were rendered for it. */
  readonly objects: number;
  /** How many warnings and errors there are of it. */
  readonly findings: number;
  /** The prerequisites that it does not have, by their ids. */
  readonly lacks: readonly string[];
  /** Those that it needs where the fleet does not say what it has. */
  readonly unknown: readonly string[];
}

/** What became of a fleet. */
export interface FleetReport {
  /** One report a cluster. */
  readonly clusters: readonly ClusterReport[];
  /** What is to be said of the fleet as a whole. */
  readonly messages: readonly FleetMessage[];
  /** Folders of clusters that are no longer in the fleet. */
  readonly gone: readonly string[];
  /** Those of them that were removed. */
  readonly removed: readonly string[];
}

/** Gathers messages, each once with the clusters that it is true of: what is wrong with a base is wrong a thousand times. */
export class Messages {
  private readonly byText = new Map<string, FleetMessage & { readonly clusters: string[] }>();

  /** Notes that something is true of a cluster. */
  public add(cluster: string, severity: FleetMessage['severity'], text: string, finding?: Finding): void {
    const key = `${severity} ${text}`;
    const found = this.byText.get(key);
    if (!found) this.byText.set(key, { severity, text, clusters: [cluster], finding });
    else if (found.clusters.at(-1) !== cluster) found.clusters.push(cluster);
  }

  /** All of them: prerequisites first, then warnings, and errors last, where a terminal shows them. */
  public get all(): FleetMessage[] {
    const order: readonly FleetMessage['severity'][] = ['prerequisite', 'warning', 'error'];
    return [...this.byText.values()].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  }
}

/** The clusters of a message in words: three by name, the others by number. */
export function clustersInWords(clusters: readonly string[]): string {
  const shown = clusters.slice(0, 3).join(', ');
  return clusters.length > 3 ? `${shown} and ${clusters.length - 3} more` : shown;
}

/** The messages of a report as text, a paragraph each. */
export function messagesText({ messages }: FleetReport): string {
  return messages.map(({ text, clusters }) => `${clustersInWords(clusters)}:\n${indent(text)}\n`).join('');
}

/** A row for each cluster. A prerequisite of which is not known whether the cluster has it has a question mark. */
export function clusterTable({ clusters }: FleetReport): string {
  const rows = clusters.map(({ name, state, objects, findings, lacks, unknown }) => [
    name,
    state,
    String(objects),
    String(findings),
    [...lacks, ...unknown.map((id) => `${id}?`)].join(', ') || '-',
  ]);
  const all = [['CLUSTER', 'STATE', 'OBJECTS', 'FINDINGS', 'LACKS'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 2 || column === 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ');
  return all.map((row) => `${line(row)}\n`).join('');
}

/** A report in a line. */
export function summaryLine({ clusters, messages, gone, removed }: FleetReport): string {
  const inState = (state: ClusterReport['state']): number => clusters.filter((one) => one.state === state).length;
  const times = (severity: FleetMessage['severity']): number =>
    messages.filter((one) => one.severity === severity).reduce((sum, one) => sum + one.clusters.length, 0);
  const objects = clusters.reduce((sum, one) => sum + one.objects, 0);
  const unsaid = clusters.filter(({ unknown }) => unknown.length > 0).length;
  const left = gone.filter((name) => !removed.includes(name));
  const parts = [
    `${count(clusters.length, 'cluster')}, ${count(objects, 'object')}: ${inState('written')} written, ${inState('unchanged')} unchanged, ${inState('failed')} failed`,
    `${count(times('error'), 'error')}, ${count(times('warning'), 'warning')}, ${count(times('prerequisite'), 'prerequisite')} missing`,
    ...(unsaid > 0
      ? [`${count(unsaid, 'cluster')} with prerequisites of which \`installed\` does not say whether they are there`]
      : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
    ...(left.length > 0 ? [`no longer in the fleet, and kept: ${left.join(', ')}`] : []),
  ];
  return parts.join('; ');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
