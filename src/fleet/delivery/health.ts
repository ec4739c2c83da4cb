import type { RenderedObject } from '../rendered';

/**
 * Kinds that Flux waits for, with what it has to ask beyond their `Ready` condition. They say themselves when they are ready. Work that has
 * an end is none of them, nor a Certificate, for which an authority takes its time, nor what waits for a Secret that somebody else makes.
 */
const CHECKED: Readonly<Record<string, string | undefined>> = {
  'apps/v1 Deployment': undefined,
  'apps/v1 StatefulSet': undefined,
  'apps/v1 DaemonSet': undefined,
  'helm.toolkit.fluxcd.io/v2 HelmRelease': undefined,
  // Without conditions, as it is at first, Flux would take it for ready. Its condition follows that of its node class.
  'karpenter.sh/v1 NodePool':
    "has(status.conditions) && status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')",
};

/** The health that Flux waits for after it has applied objects, as fields of a Kustomization. */
export interface Health {
  readonly healthChecks?: readonly object[];
  readonly healthCheckExprs?: readonly object[];
}

/** What Flux waits for of objects. */
export function healthOf(objects: readonly RenderedObject[]): Health {
  const typeOf = ({ apiVersion, kind }: RenderedObject): string => `${apiVersion} ${kind}`;
  const checked = objects.filter((object) => typeOf(object) in CHECKED);
  const types = [...new Set(checked.map(typeOf))];
  const expressions = types.flatMap((type) => {
    const [apiVersion, kind] = type.split(' ');
    const current = CHECKED[type];
    return current === undefined ? [] : [{ apiVersion, kind, current }];
  });
  return {
    ...(checked.length > 0 && {
      healthChecks: checked.map(({ apiVersion, kind, name, namespace }) => ({ apiVersion, kind, name, namespace })),
    }),
    ...(expressions.length > 0 && { healthCheckExprs: expressions }),
  };
}
