import { Requirement } from './requirement';

/** Whether a label is one that Karpenter knows of nodes that do not exist yet. */
export type WellKnown = (key: string) => boolean;

/** The requirements of a node or a pod by label. Immutable: `and` gives new ones. */
export class Requirements {
  /** Several requirements that all hold; those of one label are narrowed to what all allow. */
  public static of(requirements: Iterable<Requirement>): Requirements {
    return new Requirements(new Map()).and(requirements);
  }

  /** One requirement a label. */
  public static ofLabels(labels: ReadonlyMap<string, string>): Requirements {
    return Requirements.of([...labels].map(([key, value]) => Requirement.is(key, value)));
  }

  private text: string | undefined;

  private constructor(private readonly byKey: ReadonlyMap<string, Requirement>) {}

  /** These and more. */
  public and(more: Iterable<Requirement>): Requirements {
    const byKey = new Map(this.byKey);
    for (const requirement of more) {
      const known = byKey.get(requirement.key);
      byKey.set(requirement.key, known ? requirement.and(known) : requirement);
    }
    return new Requirements(byKey);
  }

  public [Symbol.iterator](): IterableIterator<Requirement> {
    return this.byKey.values();
  }

  /** The requirement of a label; any value where there is none. */
  public get(key: string): Requirement {
    return this.byKey.get(key) ?? new Requirement(key, true, new Set());
  }

  public has(key: string): boolean {
    return this.byKey.has(key);
  }

  /** Whether a label is required to have some value of its own and a number of distinct values over all sizes. */
  public minValues(): readonly Requirement[] {
    return [...this].filter(({ minValues }) => minValues !== undefined);
  }

  /** What of a pod's requirements a node with these would not fulfil, in Karpenter's words; labels it cannot know are refused. */
  public problems(pod: Requirements, isWellKnown: WellKnown): string[] {
    const unknown = [...pod]
      .filter((one) => !isWellKnown(one.key) && !this.has(one.key) && !one.allowsAbsence())
      .map(({ key }) => `label "${key}" does not have known values`);
    return [...unknown, ...this.conflicts(pod)];
  }

  /** Whether no requirement of a label that both have leaves nothing. */
  public intersects(other: Requirements): boolean {
    for (const incoming of other) {
      const own = this.byKey.get(incoming.key);
      if (own && conflict(own, incoming)) return false;
    }
    return true;
  }

  /** As Karpenter's events write them. */
  public toString(): string {
    this.text ??= [...this]
      .filter(({ key }) => key !== 'kubernetes.io/hostname')
      .map(String)
      .sort()
      .join(', ');
    return this.text;
  }

  private conflicts(other: Requirements): string[] {
    const found: string[] = [];
    for (const incoming of other) {
      const own = this.byKey.get(incoming.key);
      if (own && conflict(own, incoming)) found.push(`key ${own.key}, ${incoming.toString()} not in ${own.toString()}`);
    }
    return found;
  }
}

/** Two requirements that a node without the label fulfils never conflict. */
function conflict(own: Requirement, incoming: Requirement): boolean {
  return own.excludes(incoming) && !(incoming.allowsAbsence() && own.allowsAbsence());
}
