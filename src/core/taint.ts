import type * as k8s from '../../imports/kubernetes';
import { labelValue, NAME_PATTERNS, qualifiedName } from '../facts/names';

/** What a taint does to pods that do not tolerate it: keep new ones off, keep them off if possible, or also evict running ones. */
export type TaintEffect = 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';

const EFFECTS: readonly TaintEffect[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What {@link Taint.parse} reads, and longer names: for the schemas of editors, which know no functions. */
export const TAINT = new RegExp(
  `^${inner(NAME_PATTERNS.qualifiedName)}(?:=${inner(NAME_PATTERNS.labelValue)})?:(?:${EFFECTS.join('|')})$`,
);

/** A pattern as a part of another: without its ends, and the lengths that are counted from there. */
function inner({ source }: RegExp): string {
  return source.replace(/\(\?=[^)]*\)/g, '').slice(1, -1);
}

/**
 * A taint of a node, and with it the toleration that a pod needs to go there. A pool owns its taints; nothing else spells them.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export class Taint {
  /** The GPU taint that documents and AKS use: `nvidia.com/gpu=true:NoSchedule`. */
  public static gpu(): Taint {
    return Taint.noSchedule('nvidia.com/gpu', 'true');
  }

  /** The taint that AKS puts on spot nodes of its own node pools: `kubernetes.azure.com/scalesetpriority=spot:NoSchedule`. */
  public static spot(): Taint {
    return Taint.noSchedule('kubernetes.azure.com/scalesetpriority', 'spot');
  }

  /** The taint that keeps pods off a node until Cilium's agent runs there, which then removes it. */
  public static ciliumAgentNotReady(): Taint {
    return Taint.noExecute('node.cilium.io/agent-not-ready', 'true');
  }

  /** New pods stay off the node unless they tolerate it. */
  public static noSchedule(key: string, value?: string): Taint {
    return new Taint(key, value, 'NoSchedule');
  }

  /** New pods stay off the node if there is another one. */
  public static preferNoSchedule(key: string, value?: string): Taint {
    return new Taint(key, value, 'PreferNoSchedule');
  }

  /** New pods stay off the node, and running ones are evicted. */
  public static noExecute(key: string, value?: string): Taint {
    return new Taint(key, value, 'NoExecute');
  }

  /**
   * Reads `key=value:Effect` or `key:Effect`, as `kubectl taint` writes it.
   *
   * @throws where the text is not of that form
   */
  public static parse(text: string): Taint {
    const match = /^([^=:]+)(?:=([^:]*))?:([A-Za-z]+)$/.exec(text);
    if (!match)
      throw new Error(`taint '${text}' is not key=value:Effect or key:Effect, such as nvidia.com/gpu=true:NoSchedule`);
    return new Taint(match[1]!, match[2], match[3] as TaintEffect);
  }

  private constructor(
    /** The key of the taint, such as `nvidia.com/gpu`. */
    public readonly key: string,
    /** The value; a taint without one is tolerated by key alone. */
    public readonly value: string | undefined,
    /** What happens to a pod that does not tolerate it. */
    public readonly effect: TaintEffect,
  ) {
    const keyProblem = qualifiedName(key);
    if (keyProblem !== undefined) throw new Error(`taint key '${key}' ${keyProblem}`);
    const valueProblem = value === undefined ? undefined : labelValue(value);
    if (valueProblem !== undefined) throw new Error(`taint value '${value}' ${valueProblem}`);
    if (!EFFECTS.includes(effect))
      throw new Error(`taint effect '${effect}' is not known, allowed are ${EFFECTS.join(', ')}`);
  }

  /** The toleration that matches this taint and no other; of a taint without a value, any of its key and effect. */
  public toleration(): k8s.Toleration {
    const { key, value, effect } = this;
    return value === undefined || value === ''
      ? { key, operator: 'Exists', effect }
      : { key, operator: 'Equal', value, effect };
  }

  /** As a pool and a node have it. */
  public toJson(): k8s.Taint {
    const { key, value, effect } = this;
    return value === undefined ? { key, effect } : { key, value, effect };
  }

  /** As `kubectl taint` writes it: `nvidia.com/gpu=true:NoSchedule`. */
  public toString(): string {
    return `${this.key}${this.value === undefined ? '' : `=${this.value}`}:${this.effect}`;
  }
}
