import { record } from '../accept/read';
import { valueAt } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { podMakers } from '../pod-makers';
import { selects } from './engine/istio/gateways';
import { IstioGateway } from './engine/istio/istio';
import { virtualServices } from './engine/istio/virtual-service';
import { nameOf, namespaceOf, textMap } from './engine/objects';
import { runsGateway, workloadsOf } from './engine/pods';
import type { AskedGateway } from './engine/types';
import { once } from '../../facts/once';

/** A gateway of Istio that the Gateways of a model select. */
export interface IstioView {
  readonly asked: AskedGateway;
  readonly gateway: IstioGateway;
  /** Whether its pods are among the manifests, so that their namespace is known. */
  readonly isKnown: boolean;
  /** Whether the Gateways themselves are not among the manifests, so that their ports and hosts are not known. */
  readonly isGuess: boolean;
}

/** Every gateway of Istio that a model configures: the pods that its Gateways select, or the labels that they ask for. Made once a model. */
export const istioViews = once((model: Model): readonly IstioView[] => viewsOf(model));

const guessOf = once((model: Model): IstioView | undefined => guessedView(model));

/** The views of {@link istioViews}, and one of the Gateways that VirtualServices name and the manifests do not have. */
export function routeViews(model: Model): readonly IstioView[] {
  const guess = guessOf(model);
  return guess ? [...istioViews(model), guess] : istioViews(model);
}

/** A port of its own for each Gateway that is elsewhere, for any host: its routes are compared, its ports are not known. */
function guessedView(model: Model): IstioView | undefined {
  const known = new Set(
    model.ofKind('networking.istio.io', 'Gateway').map((one) => `${namespaceOf(one)}/${nameOf(one)}`),
  );
  const named = new Set(virtualServices(model).flatMap(({ gateways }) => gateways));
  const missing = [...named].filter((one) => one !== 'mesh' && !known.has(one));
  if (missing.length === 0) return undefined;
  const labels = { gateway: 'elsewhere' };
  const made = missing.map((one, index) => {
    const [namespace, name] = one.split('/');
    const port = { number: index + 1, name: 'http', protocol: 'HTTP' };
    const object = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: { namespace, name },
      spec: { selector: labels, servers: [{ port, hosts: ['*'] }] },
    };
    return { object, origin: {} };
  });
  const asked = { namespace: 'istio-system', labels };
  const extended = model.withOnly('networking.istio.io', 'Gateway', made);
  const gateway = new IstioGateway(extended, asked, workloadsOf(model));
  return { asked, gateway, isKnown: false, isGuess: true };
}

function viewsOf(model: Model): IstioView[] {
  const gateways = model.ofKind('networking.istio.io', 'Gateway');
  if (gateways.length === 0) return [];
  const asked = new Map<string, { asked: AskedGateway; isKnown: boolean }>();
  const left = new Set<Manifest>(gateways);
  for (const pods of podsOf(model)) {
    const labels = Object.fromEntries(pods.labels);
    const chosen = gateways.filter((one) => hasSelector(one) && selects(one, labels));
    if (chosen.length === 0) continue;
    for (const one of chosen) left.delete(one);
    const found = { namespace: pods.namespace, labels };
    asked.set(JSON.stringify(found), { asked: found, isKnown: true });
  }
  for (const one of left) {
    const labels = Object.fromEntries(textMap(record(one.object.spec).selector));
    const found = { namespace: 'istio-system', labels };
    // A Gateway without a selector goes along with any other.
    if (!hasSelector(one) && (asked.size > 0 || left.size > 1)) continue;
    asked.set(JSON.stringify(found), { asked: found, isKnown: false });
  }
  if (asked.size === 0) {
    const found = { namespace: 'istio-system', labels: {} };
    asked.set('', { asked: found, isKnown: false });
  }
  const workloads = workloadsOf(model);
  return [...asked.values()].map((one) => ({
    ...one,
    gateway: new IstioGateway(model, one.asked, workloads),
    isGuess: false,
  }));
}

function hasSelector({ object }: Manifest): boolean {
  return textMap(record(object.spec).selector).size > 0;
}

/** The pods of one manifest, as far as a Gateway asks. */
interface Pods {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** Whether they run the proxy of Istio as a gateway. */
  readonly isGateway: boolean;
}

/** The pods of every workload of a model. */
export function* podsOf(model: Model): Iterable<Pods> {
  for (const { manifest, path } of podMakers(model)) {
    const template = record(valueAt(manifest.object, path));
    const { labels } = record(template.metadata);
    const isGateway = runsGateway(template);
    yield { manifest, namespace: namespaceOf(manifest), labels: textMap(labels), isGateway };
  }
}
