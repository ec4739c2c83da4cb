import type { NamespaceLabels, PodTerm } from './pod/pod-terms';
import { termSelects } from './pod/pod-terms';
import type { Workload } from './workloads';

/** Workloads by namespace and label, so that a term of pod affinity reads few of them. Bare Pods are left out: they may be gone. */
export class WorkloadIndex {
  private readonly all: readonly Workload[];
  private known: ReadonlyMap<string, readonly Workload[]> | undefined;

  public constructor(
    workloads: readonly Workload[],
    private readonly namespaceLabels: NamespaceLabels,
  ) {
    this.all = workloads.filter(({ kind }) => kind !== 'Pod');
  }

  /** Whether a term selects the pods of a workload other than this one. */
  public selectsAnother(term: PodTerm, workload: Workload): boolean {
    return this.worthAsking(term).some(
      (other) => other !== workload && termSelects(term, other.pod, this.namespaceLabels),
    );
  }

  /** Those in the namespaces of a term that have the first label that it asks for. */
  private worthAsking({ selector, namespaces, namespaceSelector }: PodTerm): readonly Workload[] {
    const [label] = selector?.equal ?? [];
    if (namespaceSelector !== undefined) return label ? this.labelled('*', label) : this.all;
    return namespaces.flatMap((namespace) => this.labelled(namespace, label));
  }

  private labelled(where: string, label: readonly [string, string] | undefined): readonly Workload[] {
    this.known ??= indexOf(this.all);
    return this.known.get(label ? `${where}\n${label.join('\n')}` : where) ?? [];
  }
}

/** By namespace, by namespace and label, and by label alone with `*` for the namespace. */
function indexOf(workloads: readonly Workload[]): ReadonlyMap<string, readonly Workload[]> {
  const found = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const { namespace, labels } = workload.pod;
    const keys = [...labels].flatMap((label) => ['*', namespace].map((where) => `${where}\n${label.join('\n')}`));
    for (const key of [namespace, ...keys]) {
      const same = found.get(key);
      if (same) same.push(workload);
      else found.set(key, [workload]);
    }
  }
  return found;
}
