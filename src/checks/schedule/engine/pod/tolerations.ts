import { list, record, text } from '../../../accept/read';

/** A taint of a node. */
export interface TaintFacts {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A toleration of a pod. */
export interface TolerationFacts {
  readonly key: string;
  readonly operator: string;
  readonly value: string;
  readonly effect: string;
}

/** The taints of a list; what is none is left out. */
export function readTaints(value: unknown): readonly TaintFacts[] {
  return list(value).flatMap((one) => {
    const { key, value: given, effect } = record(one);
    return text(key) === undefined ? [] : [{ key: text(key)!, value: text(given) ?? '', effect: text(effect) ?? '' }];
  });
}

/** The tolerations of a list. */
export function readTolerations(value: unknown): readonly TolerationFacts[] {
  return list(value).map((one) => {
    const { key, operator, value: given, effect } = record(one);
    return {
      key: text(key) ?? '',
      operator: text(operator) ?? '',
      value: text(given) ?? '',
      effect: text(effect) ?? '',
    };
  });
}

/** Whether one toleration takes a taint. `Gt` and `Lt` compare whole numbers, where the cluster has them. */
export function tolerates(toleration: TolerationFacts, taint: TaintFacts): boolean {
  if (toleration.effect !== '' && toleration.effect !== taint.effect) return false;
  if (toleration.key !== '' && toleration.key !== taint.key) return false;
  switch (toleration.operator) {
    case '':
    case 'Equal':
      return toleration.value === taint.value;
    case 'Exists':
      return true;
    case 'Gt':
      return compare(taint.value, toleration.value, (a, b) => a > b);
    case 'Lt':
      return compare(taint.value, toleration.value, (a, b) => a < b);
    default:
      return false;
  }
}

/** The first taint that no toleration takes. */
export function untolerated(
  taints: readonly TaintFacts[],
  tolerations: readonly TolerationFacts[],
): TaintFacts | undefined {
  return taints.find((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)));
}

/** The taints that keep a pod off a node: `PreferNoSchedule` only ranks it. */
export function hardTaints(taints: readonly TaintFacts[]): readonly TaintFacts[] {
  return taints.filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
}

/** As `kubectl taint` writes it. */
export function showTaint({ key, value, effect }: TaintFacts): string {
  return `${key}${value === '' ? '' : `=${value}`}:${effect}`;
}

function compare(a: string, b: string, holds: (a: bigint, b: bigint) => boolean): boolean {
  const whole = /^-?\d+$/;
  return whole.test(a) && whole.test(b) && holds(BigInt(a), BigInt(b));
}
