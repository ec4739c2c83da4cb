import type { ApiObject, Chart } from 'cdk8s';
import type { KubernetesObject, Manifest } from '../../checks/manifest';
import { isClusterScoped } from '../../facts/kinds';
import { lostPatches } from './lost-patches';

/** Renders one object to its manifest. Rendering again gives the same. */
export function render(object: ApiObject, chart: Chart): Manifest {
  return {
    object: withoutChartNamespace(object, chart),
    origin: { constructPath: object.node.path, lostPatches: lostPatches(object) },
  };
}

/**
 * cdk8s gives the chart's namespace to every object, also to those that can have none (cdk8s issue 1618).
 * That one is dropped. A namespace that was asked for by name stays, for a check to report.
 */
function withoutChartNamespace(object: ApiObject, chart: Chart): KubernetesObject {
  const json = object.toJson() as KubernetesObject;
  const { apiVersion = '', kind = '', metadata } = json;
  if (metadata?.namespace === undefined || metadata.namespace !== chart.namespace) return json;
  if (!isClusterScoped(apiVersion, kind)) return json;
  const { namespace: _dropped, ...rest } = metadata;
  return { ...json, metadata: rest };
}
