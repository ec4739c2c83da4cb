import { requireFields } from '../../../facts/given';
import { toManifests } from '../../manifest';
import type { KubernetesObject, Manifest } from '../../manifest';
import { Model } from '../../model/model';
import { answered, plain } from './hops';
import { GatewayApi } from './gateway-api/gateway-api';
import { Ingresses } from './ingress/ingress';
import { IstioGateway } from './istio/istio';
import { Workloads } from './pods';
import { inbound } from './request';
import type { AskedGateway, Outcome, RouteAnswer, RouteOptions, RouteRequest } from './types';

/** The gateway that is meant where none is given: that of Istio's own installation. */
export const DEFAULT_GATEWAY: AskedGateway = { namespace: 'istio-system', labels: { istio: 'ingressgateway' } };

/** Follows requests through the gateways of one cluster. Build it once for many requests. */
export class Router {
  public readonly istio: IstioGateway;
  public readonly gatewayApi: GatewayApi;
  public readonly ingresses: Ingresses;

  public constructor(
    model: Model,
    private readonly asked: AskedGateway = DEFAULT_GATEWAY,
  ) {
    const workloads = new Workloads(model);
    this.istio = new IstioGateway(model, asked, workloads);
    this.gatewayApi = new GatewayApi(model, workloads);
    this.ingresses = new Ingresses(model, workloads);
  }

  /**
   * Where one request goes.
   *
   * @param place how an error names the request
   * @throws `InputError` where the request is none
   */
  public answer(request: RouteRequest, place = 'request'): RouteAnswer {
    const { method = 'GET', url, headers = {} } = request;
    const seen = inbound(request, place);
    const answers: (Outcome | undefined)[] = [];
    // A cluster may have several ways in. The first that has a route answers; without any, the first that listens says why not.
    for (const way of [this.istio, this.gatewayApi, this.ingresses]) {
      const outcome = way.answer(seen);
      answers.push(outcome);
      if (outcome && isFinal(outcome)) break;
    }
    const given = answers.filter((one) => one !== undefined);
    const outcome = given.find(isFinal) ?? given[0] ?? this.nobody(seen.port);
    return { method, url, headers, ...outcome };
  }

  private nobody(port: number): Outcome {
    const labels = Object.entries(this.asked.labels).map(([key, value]) => `${key}=${value}`);
    const text =
      this.istio.exists || this.gatewayApi.exists
        ? `nothing listens on port ${port}`
        : `no Gateway selects the pods ${labels.join(',')} of ${this.asked.namespace}, and there is no HTTPRoute or Ingress`;
    return answered(404, [plain('listener', text)]);
  }
}

/** Whether a way in has a route for a request; a route may answer 404 itself. */
function isFinal({ status, hops }: Outcome): boolean {
  return status !== 404 || hops.some(({ kind }) => kind === 'answer');
}

/**
 * Where a request from outside of the cluster goes: listener, route, rewrite, destination, pods; or the redirect or the status that the
 * gateway answers itself. Manifests are plain objects, or those with an origin, whose file and line the hops name then. It agrees with
 * istiod for Gateways and VirtualServices, with the Gateway API for HTTPRoutes, and with ingress-nginx for Ingresses. It is no proof that the
 * pods answer.
 *
 * @example
 * route(objects, { url: 'https://kubeflow.example/pipeline/' }).destination; // 'ml-pipeline-ui.kubeflow.svc:80'
 * @throws `InputError` where the request has no usable URL, method or headers
 */
export function route(
  manifests: readonly (KubernetesObject | Manifest)[],
  request: RouteRequest,
  options: RouteOptions = {},
): RouteAnswer {
  requireFields('the request of route', request, ['method', 'url', 'headers', 'sourceIp', 'claims']);
  requireFields('the options of route', options, ['gateway']);
  return new Router(new Model(toManifests(manifests)), options.gateway).answer(request);
}
