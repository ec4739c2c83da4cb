/* eslint-disable @typescript-eslint/no-require-imports -- who asks no question loads no engine, and they are half of the library */
import type * as checking from './checks/check';
import type { CheckOptions, CheckReport } from './checks/check';
import type * as manifest from './checks/manifest';
import type { KubernetesObject, Manifest } from './checks/manifest';
import type { Target } from './facts/target';
import { requireTarget } from './facts/target';
import type * as access from './checks/authorize/can-i';
import type * as calls from './checks/authorize/callers/callers';
import type * as differences from './diff/diff';
import type * as graphs from './graph/graph';
import type * as dots from './graph/dot';
import type * as mermaids from './graph/mermaid';
import type * as pictures from './graph/svg';
import type * as reports from './report/report';
import type * as routes from './checks/route/engine/router';
import type * as places from './checks/schedule/schedule';

/**
 * What every check says of the manifests of one cluster, as `cdk8s-ml-platform check` does: findings, and what is accepted. It throws nothing
 * for a finding; a `PlatformApp` does, before it writes.
 *
 * @param manifests manifests, or plain objects, such as `chart.toJson()`
 * @param target where the YAML will run
 * @param options preset, findings that are accepted with a reason, and objects that exist elsewhere
 * @throws `InputError` where manifests or options cannot be read
 * @example
 * const { findings } = check(objects, Target.aks('1.34'));
 * const errors = findings.filter(({ severity }) => severity === 'error');
 */
export function check(
  manifests: readonly (KubernetesObject | Manifest)[],
  target: Target,
  options?: CheckOptions,
): CheckReport {
  requireTarget('target', target);
  const given = (require('./checks/manifest') as typeof manifest).toManifests(manifests);
  return (require('./checks/check') as typeof checking).checkReport(given, target, options);
}

/**
 * Answers questions as kube-apiserver's RBAC authorizer does, from manifests alone. The roles and bindings that Kubernetes makes itself
 * count too. It asks no cluster, and knows neither webhooks nor the authorizer of nodes.
 *
 * @function
 * @throws `InputError` where a question has no subject, verb or resource
 * @example
 * import { canI, Target } from 'cdk8s-ml-platform';
 * import type { Manifest } from 'cdk8s-ml-platform';
 * declare const manifests: Manifest[];
 * canI(manifests, Target.generic('1.36'), [
 *   { subject: { kind: 'ServiceAccount', namespace: 'team', name: 'runner' }, verb: 'list', resource: 'pods', namespace: 'team' },
 * ]);
 */
export const canI: typeof access.canI = (...given) =>
  (require('./checks/authorize/can-i') as typeof access).canI(...given);

/**
 * Who can call what: for each caller and each port of a Service whether NetworkPolicies and the policies of Istio let the call through.
 * It is about being allowed; whether a program listens is not asked.
 *
 * @function
 * @example
 * import { callers } from 'cdk8s-ml-platform';
 * import type { Manifest } from 'cdk8s-ml-platform';
 * declare const manifests: Manifest[];
 * callers(manifests, { to: 'ml-pipeline.kubeflow:8888' }).filter(({ allowed }) => allowed !== 'no');
 * @throws `InputError` where the manifests have nobody of `from`, or no Service of `to`
 */
export const callers: typeof calls.callers = (...given) =>
  (require('./checks/authorize/callers/callers') as typeof calls).callers(...given);

/**
 * Where the pods of manifests can run: on which existing nodes, by the filters of kube-scheduler 1.36, and on new nodes of which
 * NodePools, as Karpenter decides it. Each pod is asked alone. Nothing is asked of a cluster.
 *
 * @function
 * @example
 * import { schedule, Target } from 'cdk8s-ml-platform';
 * import type { Manifest } from 'cdk8s-ml-platform';
 * declare const manifests: Manifest[];
 * const [answer] = schedule(manifests, Target.aks('1.34'));
 */
export const schedule: typeof places.schedule = (...given) =>
  (require('./checks/schedule/schedule') as typeof places).schedule(...given);

/**
 * Where a request from outside of the cluster goes: listener, route, rewrite, destination, pods; or the redirect or the status that the
 * gateway answers itself. It agrees with istiod for Gateways and VirtualServices, with the Gateway API for HTTPRoutes, and with
 * ingress-nginx for Ingresses. It is no proof that the pods answer.
 *
 * @function
 * @throws `InputError` where the request has no usable URL, method or headers
 */
export const route: typeof routes.route = (...given) =>
  (require('./checks/route/engine/router') as typeof routes).route(...given);

/**
 * What applying new manifests over old ones changes, by object and field, and what of it disrupts what runs. Objects that the new
 * manifests lack count as removed. It compares manifests and asks no cluster. Values of Secrets are not part of the answer.
 *
 * @function
 * @example
 * diff(objects, objects, Target.aks('1.34')).objects.filter(({ effects }) => effects.some(({ disruptive }) => disruptive));
 */
export const diff: typeof differences.diff = (...given) =>
  (require('./diff/diff') as typeof differences).diff(...given);

/**
 * A graph of manifests: which pool takes which pods, which addresses lead to which pods, which account may do what. It is data;
 * `toSvg`, `toMermaid` and `toDot` draw it.
 *
 * @function
 * @example
 * toSvg(graph(objects, Target.aks('1.34'), { view: 'capacity' }));
 */
export const graph: typeof graphs.graph = (...given) => (require('./graph/graph') as typeof graphs).graph(...given);

/**
 * A graph as SVG, laid out by Graphviz; for light and dark pages, and without a request to anywhere.
 *
 * @function
 */
export const toSvg: typeof pictures.toSvg = (...given) => (require('./graph/svg') as typeof pictures).toSvg(...given);

/**
 * A graph as text of Mermaid, which many pages draw.
 *
 * @function
 */
export const toMermaid: typeof mermaids.toMermaid = (...given) =>
  (require('./graph/mermaid') as typeof mermaids).toMermaid(...given);

/**
 * A graph as text of Graphviz.
 *
 * @function
 */
export const toDot: typeof dots.toDot = (...given) => (require('./graph/dot') as typeof dots).toDot(...given);

/**
 * One HTML page of manifests that holds everything it needs: findings with their fix, graphs, where each pod can run and at what price,
 * who can do what, who can call what, images, and the objects with a search. Values of Secrets are not part of it. Nothing is asked of a
 * cluster, and the same manifests give the same bytes.
 *
 * @experimental
 * @function
 * @example
 * report(objects, Target.aks('1.34')).html;
 */
export const report: typeof reports.report = (...given) =>
  (require('./report/report') as typeof reports).report(...given);
