/** One step on the way to a field: the name of a field or key, or an element of a list by what tells it from the others. */
export type Step = string | { readonly element: string };

/** A field that differs between two objects. */
export interface FieldChange {
  /** As messages write it: `spec.template.spec.containers[web].image`. */
  readonly path: string;
  /** The same without the names of elements: `spec.template.spec.containers[].image`. */
  readonly pattern: string;
  /** `order`: the same elements in another order, where order counts. */
  readonly change: 'added' | 'removed' | 'changed' | 'order';
  /** The value before, or the default that counted; `undefined` for a field that was not there. Never that of a Secret. */
  readonly old?: unknown;
  /** The value after; `undefined` for a field that is gone. Never that of a Secret. */
  readonly new?: unknown;
  /** Set where the values are not told, because they are secret or look so. */
  readonly hidden?: true;
}

/** Fields that hold a map from names of the author's choosing. */
const MAPS = new Set(
  'labels annotations matchLabels nodeSelector data binaryData stringData limits requests hard selector parameters tags'.split(
    ' ',
  ),
);

/** A path as messages write it. */
export function showPath(steps: readonly Step[]): string {
  return steps.reduce<string>((text, step, index) => {
    if (typeof step !== 'string') return `${text}[${step.element}]`;
    const before = steps[index - 1];
    const inMap = typeof before === 'string' && MAPS.has(before) && !/^match(Labels|Expressions)$/.test(step);
    if (inMap || !/^[\w$-]+$/.test(step)) return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** The name of the field that a path leads to, or whose element it leads to. */
export function fieldName(steps: readonly Step[]): string {
  return [...steps].reverse().find((step) => typeof step === 'string') ?? '';
}

/** A path with every element as `[]`, as tables of fields have it. */
export function patternOf(steps: readonly Step[]): string {
  return steps.reduce<string>((text, step) => {
    if (typeof step !== 'string') return `${text}[]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** Whether a field is another one or lies in it; both as {@link patternOf} writes them. */
export function isUnder(pattern: string, field: string): boolean {
  return (
    pattern === field || (pattern.startsWith(field) && (pattern[field.length] === '.' || pattern[field.length] === '['))
  );
}
