import type { Model } from '../../model/model';
import { Clusters } from '../../route/engine/istio/clusters';
import { workloadsOf } from '../../route/engine/pods';
import { atPods } from '../../route/engine/policy/at-pods';
import { podsOf } from '../../route/engine/policy/arrive';
import type { Arrival, Caller as EngineCaller } from '../../route/engine/policy/arrival';
import { hasPolicies } from '../../route/engine/policy/policies';
import { proxyOf } from '../../route/engine/policy/proxies';
import type { ProxiedPods } from '../../route/engine/policy/proxies';
import { known, unknown } from '../../route/engine/policy/seen';
import type { Fact } from '../../route/engine/policy/seen';
import type { Callee, Caller } from './endpoints';
import { OPEN } from './network-policies';
import type { KnownPort, Verdict } from './network-policies';

/** What is asked of a call beside its ends. */
interface Request {
  readonly method?: string;
  readonly path?: string;
}

type Seen = Omit<Arrival, 'caller' | 'service' | 'port'>;

/** A caller as the engine of the policies knows it, and how it connects to Services. */
interface Known {
  readonly caller: EngineCaller;
  /** Where DestinationRules count for it. */
  readonly clusters?: Clusters;
}

/** What the policies of Istio say of calls between pods; the engine that `route` asks decides. */
export class Mesh {
  private readonly isOpen: boolean;
  private readonly hasRules: boolean;
  private readonly seen: Seen;
  private readonly callers = new WeakMap<Caller, Known>();

  public constructor(
    private readonly model: Model,
    { method, path }: Request,
  ) {
    this.isOpen = !hasPolicies(model);
    this.hasRules = model.ofKind('networking.istio.io', 'DestinationRule').length > 0;
    this.seen = {
      method: given(method, 'the method of the request'),
      path: given(path, 'the path of the request'),
      authority: unknown('the host of the request'),
      query: unknown('the token of the request'),
      header: (name) => unknown(`header ${name}`),
      claims: undefined,
    };
  }

  public decide(caller: Caller, callee: Callee, { workload, port }: KnownPort): Verdict {
    if (this.isOpen || callee.protocol !== 'TCP') return OPEN;
    const pods = podsOf(workloadsOf(this.model).of(workload.manifest)!);
    if (proxyOf(pods, this.model) === 'no') return OPEN;
    const arrival = { ...this.seen, caller: this.as(caller, callee), service: callee.manifest, port: callee.port };
    const { denied, dependsOn, by } = atPods(this.model, arrival, pods, known(port));
    return { allowed: denied ? 'no' : dependsOn.length > 0 ? 'some' : 'yes', by };
  }

  private as(caller: Caller, { service, namespace, port }: Callee): EngineCaller {
    const { caller: as, clusters } = this.known(caller);
    const found = clusters?.find(`${service}.${namespace}.svc.cluster.local`, namespace);
    const otherTls = found && clusters?.otherTls(found, port, '');
    return otherTls ? { ...as, otherTls } : as;
  }

  private known(caller: Caller): Known {
    const found = this.callers.get(caller) ?? this.make(caller);
    this.callers.set(caller, found);
    return found;
  }

  private make({ namespace, account, labels, workload }: Caller): Known {
    const engine = workload && workloadsOf(this.model).of(workload.manifest);
    const pods: ProxiedPods = engine ? podsOf(engine) : { namespace, labels, isPartial: true };
    const proxy = proxyOf(pods, this.model);
    // Of who is in a namespace that is not shown it is believed, for there are policies.
    const peer = proxy === 'no' ? undefined : { namespace, account: known(account) };
    const name = `${namespace}/${account}`;
    const kinds = {
      yes: engine?.isGateway === true ? 'gateway' : 'sidecar',
      ambient: 'node',
      no: 'none',
      unknown: 'unknown',
    } as const;
    const reads = this.hasRules && (proxy === 'yes' || proxy === 'unknown');
    return {
      caller: { name, peer: known(peer), onReset: 503, proxy: kinds[proxy] },
      ...(reads && { clusters: new Clusters(this.model, { namespace, labels: Object.fromEntries(labels) }) }),
    };
  }
}

function given(value: string | undefined, name: string): Fact<string> {
  return value === undefined ? unknown(name) : known(value);
}
