import { requireFields } from '../../../facts/given';
import { toManifests } from '../../manifest';
import type { KubernetesObject, Manifest } from '../../manifest';
import { InputError } from '../../model/input-error';
import { Model } from '../../model/model';
import { calleesOf, callersOf } from './endpoints';
import type { Callee, Caller, PodPort } from './endpoints';
import { Mesh } from './mesh';
import { NetworkPolicies, OPEN } from './network-policies';
import type { KnownPort, Verdict } from './network-policies';
import { all } from './ternary';
import type { Ternary } from './ternary';

/** Which calls are asked about. */
export interface CallOptions {
  /**
   * The callers: `NAMESPACE`, or `NAMESPACE/ACCOUNT` for a service account.
   * @default - every workload
   */
  readonly from?: string;
  /**
   * The Service: `NAME.NAMESPACE`, or `NAME.NAMESPACE:PORT`.
   * @default - every Service that selects pods
   */
  readonly to?: string;
  /**
   * The HTTP method of the call.
   * @default - any method; what depends on it is answered by `some`
   */
  readonly method?: string;
  /**
   * The path of the call.
   * @default - any path; what depends on it is answered by `some`
   */
  readonly path?: string;
}

/** One line of the table. */
export interface Call {
  /** The service account of the caller, as `NAMESPACE/NAME`. */
  readonly from: string;
  /** The pods of the caller, as `Deployment web`; empty where the manifests have none. */
  readonly pods: string;
  /** As `NAME.NAMESPACE:PORT`. */
  readonly to: string;
  /** `some`: it depends on the request, or on addresses and answers that no manifest tells. */
  readonly allowed: Ternary;
  /** The policies that decide; empty where none applies. */
  readonly by: readonly string[];
}

/**
 * Who can call what: for each caller and each port of a Service whether NetworkPolicies and the policies of Istio let the call through.
 * It is about being allowed; whether a program listens is not asked.
 *
 * @example
 * import { callers } from 'cdk8s-ml-platform';
 * import type { Manifest } from 'cdk8s-ml-platform';
 * declare const manifests: Manifest[];
 * callers(manifests, { to: 'ml-pipeline.kubeflow:8888' }).filter(({ allowed }) => allowed !== 'no');
 * @throws `InputError` where the manifests have nobody of `from`, or no Service of `to`
 */
export function callers(manifests: readonly (KubernetesObject | Manifest)[], options: CallOptions = {}): Call[] {
  const calls = callersIn(new Model(toManifests(manifests)), options);
  // A test that nobody may call something would pass for ever where the name is a slip.
  if (calls.length === 0 && (options.from !== undefined || options.to !== undefined)) throw nobody(options);
  return calls;
}

function nobody({ from, to }: CallOptions): InputError {
  const asked = [from === undefined ? [] : [`from '${from}'`], to === undefined ? [] : [`to '${to}'`]].flat().join(' ');
  return new InputError(
    'callers',
    `no call ${asked} is among these manifests; from is NAMESPACE or NAMESPACE/ACCOUNT of workloads, to is NAME.NAMESPACE or NAME.NAMESPACE:PORT of a Service with a selector`,
  );
}

/**
 * Who can call what among manifests of which a model is made already.
 *
 * @param onCaller is told how many callers there are, after each of them
 * @see callers
 */
export function callersIn(
  model: Model,
  options: CallOptions = {},
  onCaller: (callers: number) => void = () => undefined,
): Call[] {
  requireFields('the options of callers', options, ['from', 'to', 'method', 'path']);
  const judge = new Judge(model, options);
  const callees = calleesOf(model).filter((callee) => isAsked(callee, options.to));
  const from = callersFrom(model, options.from);
  return from.flatMap((caller) => {
    const calls = callees.map((callee) => judge.call(caller, callee));
    onCaller(from.length);
    return calls;
  });
}

class Judge {
  private readonly mesh: Mesh;
  private readonly network: NetworkPolicies;

  public constructor(model: Model, options: CallOptions) {
    this.mesh = new Mesh(model, options);
    this.network = new NetworkPolicies(model);
  }

  public call(caller: Caller, callee: Callee): Call {
    const known = callee.pods.filter(hasNumber);
    // Kubernetes gives a port no endpoint of the pods that lack it, such as the test of a Helm chart.
    const asked = known.length > 0 ? known : callee.pods;
    const verdicts = asked.map((pods) => this.decide(caller, callee, pods));
    return {
      from: `${caller.namespace}/${caller.account}`,
      pods: caller.pods,
      to: `${callee.service}.${callee.namespace}:${callee.port}`,
      ...joined(verdicts),
    };
  }

  private decide(caller: Caller, callee: Callee, pods: PodPort): Verdict {
    if (!hasNumber(pods)) return { allowed: 'no', by: [`no port '${callee.targetPort}' in the pods`] };
    const network = this.network.decide(caller, pods);
    if (network.allowed === 'no') return network;
    const mesh = this.mesh.decide(caller, callee, pods);
    if (network === OPEN && mesh === OPEN) return OPEN;
    const allowed = all([network.allowed, mesh.allowed]);
    const parts = [network, mesh].filter((one) => allowed === 'yes' || one.allowed === allowed);
    return { allowed, by: parts.flatMap(({ by }) => by) };
  }
}

function hasNumber(pods: PodPort): pods is KnownPort {
  return pods.port !== undefined;
}

/** What holds for the pods of all workloads behind a Service. */
function joined(verdicts: readonly Verdict[]): Verdict {
  const [first, ...others] = verdicts;
  if (!first) return { allowed: 'no', by: ['no pods behind the Service'] };
  if (others.length === 0 && first.by.length < 2) return first;
  const by = new Set(verdicts.flatMap((one) => one.by));
  const isOne = others.every(({ allowed }) => allowed === first.allowed);
  return { allowed: isOne ? first.allowed : 'some', by: [...by].sort() };
}

/** A service account of which no workload is known may still be one that pods run under, such as one that a controller makes. */
function callersFrom(model: Model, from: string | undefined): Caller[] {
  const all = callersOf(model);
  if (from === undefined) return all;
  const [namespace = '', account] = from.split('/');
  const found = all.filter((one) => one.namespace === namespace && (account ?? one.account) === one.account);
  if (found.length > 0 || account === undefined) return found;
  return [{ namespace, account, labels: new Map(), hostNetwork: false, pods: '' }];
}

function isAsked({ service, namespace, port }: Callee, to: string | undefined): boolean {
  if (to === undefined) return true;
  const [host = '', wanted] = to.split(':');
  const [name, place] = host.split('.');
  return service === name && namespace === (place ?? 'default') && (wanted === undefined || wanted === String(port));
}
