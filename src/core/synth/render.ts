import type { ApiObject, Chart } from 'cdk8s';
import type { KubernetesObject, Manifest } from '../../checks/manifest';
import { isClusterScoped } from '../../facts/kinds';
import { failedPatch } from './failed-patch';
import { lostPatches } from './lost-patches';
import { plainJson } from './plain-json';

const NONE: readonly never[] = [];

/**
 * Renders one object to its manifest. Rendering again gives the same.
 *
 * @param plainly whether the app is known to resolve and sort values in cdk8s's own way, which is faster
 */
export function render(object: ApiObject, chart: Chart, plainly = false): Manifest {
  const json = (plainly ? plainJson(object) : undefined) ?? renderItself(object);
  const lost = lostPatches(object);
  return {
    object: withoutChartNamespace(json, chart),
    origin: { constructPath: object.node.path, lostPatches: lost.length === 0 ? NONE : lost },
  };
}

/** cdk8s of one copy cannot render what is to be made late by another; its own words name neither. */
function renderItself(object: ApiObject): KubernetesObject {
  try {
    return object.toJson() as KubernetesObject;
  } catch (error) {
    const patch = failedPatch(object);
    if (patch !== undefined)
      throw new Error(
        `[${object.node.path}] JSON patch '${patch}' cannot be applied: the object has nothing at that path, or something else than it tests`,
        { cause: error },
      );
    if (!(error instanceof Error) || !error.message.includes("non-simple object of type 'Lazy'")) throw error;
    throw new Error(
      `[${object.node.path}] a value of it is a Lazy of another copy of cdk8s than the app's, which cannot render it; ` +
        'npm ls cdk8s shows the copies, npm dedupe or one version range for all of them leaves one',
      { cause: error },
    );
  }
}

/**
 * cdk8s gives the chart's namespace to every object, also to those that can have none (cdk8s issue 1618).
 * That one is dropped. A namespace that was asked for by name stays, for a check to report.
 */
function withoutChartNamespace(json: KubernetesObject, chart: Chart): KubernetesObject {
  const { apiVersion = '', kind = '', metadata } = json;
  if (metadata?.namespace === undefined || metadata.namespace !== chart.namespace) return json;
  if (!isClusterScoped(apiVersion, kind)) return json;
  const { namespace: _dropped, ...rest } = metadata;
  return { ...json, metadata: rest };
}
