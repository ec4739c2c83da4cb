import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { namespaceOf } from '../objects';
import type { Workloads } from '../pods';
import { PolicyGate } from '../policy/gate';
import { proxyOf } from '../policy/proxies';
import { known, unknown } from '../policy/seen';
import type { Fact, Peer } from '../policy/seen';
import { isService, OPEN } from '../policy/verdict';
import type { Verdict } from '../policy/verdict';
import type { Inbound } from '../request';
import { annotationsOf } from './locations';

/** The label that the pods of ingress-nginx have. */
const NGINX = 'ingress-nginx';

/** What the policies of Istio at the pods say of requests that ingress-nginx leads there. It is outside of the mesh, unless it has a proxy. */
export class IngressPolicies {
  private readonly gate: PolicyGate;

  public constructor(
    private readonly model: Model,
    private readonly workloads: Workloads,
  ) {
    this.gate = new PolicyGate(model, workloads);
  }

  public arrive(
    ingress: Manifest,
    { service, port }: { readonly service: Manifest; readonly port: number },
    path: string,
    request: Inbound,
  ): Verdict {
    if (this.gate.isOpen || !isService(service)) return OPEN;
    const { headers } = request;
    const peer = this.peer(ingress);
    const proxy = 'dependsOn' in peer ? 'unknown' : peer.value === undefined ? 'none' : 'sidecar';
    return this.gate.atPods({
      caller: { name: NGINX, peer, onReset: 502, proxy },
      service,
      port,
      method: known(request.method),
      path: known(path.split('?', 1)[0]!),
      authority: known(annotationsOf(ingress).get('upstream-vhost') ?? request.authority),
      query: known(request.query),
      header: (name) =>
        /^x-(forwarded|real|request-id|scheme|original)/.test(name)
          ? unknown(`header ${name}, which ${NGINX} writes`)
          : known(headers.get(name)),
      claims: request.claims,
    });
  }

  private peer(ingress: Manifest): Fact<Peer | undefined> {
    const depends = unknown(`whether the pods of ${NGINX} have a proxy of Istio that passes their requests on`);
    const [found] = this.workloads.labelled('app.kubernetes.io/name', NGINX);
    if (!found) return depends;
    const namespace = namespaceOf(found.manifest);
    const proxy = proxyOf({ ...found, namespace, isPartial: false }, this.model);
    if (proxy === 'no') return known(undefined);
    // To the addresses of pods the proxy passes bytes on as they are.
    const isByService = annotationsOf(ingress).get('service-upstream') === 'true';
    return proxy === 'yes' && isByService ? known({ namespace, account: known(found.account) }) : depends;
  }
}
