import type { Rule } from '../rule';
import { record } from '../accept/read';
import { selects } from './engine/istio/gateways';
import { textMap, title } from './engine/objects';
import { podsOf } from './gateways';
import { documents, gateway } from './page-parts';

const PODS = (value: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ingress
  namespace: istio-system
spec:
  selector:
    matchLabels:
      istio: ${value}
  template:
    metadata:
      labels:
        istio: ${value}
    spec:
      containers:
        - name: istio-proxy
          image: docker.io/istio/proxyv2:1.28.0
          args: [proxy, router]
`;

/** NET021: a Gateway selects pods that are a gateway. */
export const gatewaySelector: Rule = {
  id: 'NET021',
  title: 'Gateway that selects no pods',
  severity: 'warning',
  fix: 'make the selector equal to labels of the pods of the gateway',
  why: 'a Gateway without pods opens no port, and says so nowhere',
  page: {
    reports:
      'a Gateway of Istio whose selector no pods of the manifests have, where pods of a gateway (a container `istio-proxy` that runs as router, or the injection template `gateway`) with another value of one of its labels are among them. Without such pods nothing is reported, for they are often installed apart. It is a warning, because there may be a second gateway elsewhere.',
    mend: 'The installation by Helm labels pods `istio: ingress` or after the release, that by istioctl `istio: ingressgateway`.',
    before: documents(gateway(), PODS('ingress')),
    after: documents(gateway(), PODS('ingressgateway')),
  },
  *check(model) {
    const pods = [...podsOf(model)];
    const proxies = pods.filter(({ isGateway }) => isGateway);
    for (const manifest of model.ofKind('networking.istio.io', 'Gateway')) {
      const selector = textMap(record(manifest.object.spec).selector);
      if (pods.some(({ labels }) => selects(manifest, Object.fromEntries(labels)))) continue;
      const other = proxies.find(({ labels }) => [...selector.keys()].some((key) => labels.has(key)));
      if (!other) continue;
      const asked = [...selector].map(([key, value]) => `${key}=${value}`).join(', ');
      const has = [...selector.keys()].flatMap((key) =>
        other.labels.has(key) ? [`${key}=${other.labels.get(key)!}`] : [],
      );
      const path = ['spec', 'selector'];
      yield { manifest, path, message: `no pods have ${asked}; ${title(other.manifest)} has ${has.join(', ')}` };
    }
  },
};
