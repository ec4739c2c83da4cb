import type { ApiObject, Chart } from 'cdk8s';
import type { KubernetesObject, Manifest } from '../../checks/manifest';
import { isClusterScoped } from '../../facts/kinds';
import { lostPatches } from './lost-patches';
import { plainJson } from './plain-json';

const NONE: readonly never[] = [];

/**
 * Renders one object to its manifest. Rendering again gives the same.
 *
 * @param plainly whether the app is known to resolve and sort values in cdk8s's own way, which is faster
 */
export function render(object: ApiObject, chart: Chart, plainly = false): Manifest {
  const json = (plainly ? plainJson(object) : undefined) ?? (object.toJson() as KubernetesObject);
  const lost = lostPatches(object);
  return {
    object: withoutChartNamespace(json, chart),
    origin: { constructPath: object.node.path, lostPatches: lost.length === 0 ? NONE : lost },
  };
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
