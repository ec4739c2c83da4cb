import type { Rule } from '../rule';
import type { Model } from '../model/model';
import { text } from '../accept/read';
import { providedBy } from '../reference/provided';
import { isDeclared } from '../declarations';
import { nameOf, namespaceOf } from './engine/objects';
import { istioViews } from './gateways';
import { documents } from './page-parts';

const GATEWAY = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata:
  name: public
  namespace: studioml
spec:
  selector:
    istio: ingressgateway
  servers:
    - port:
        number: 443
        name: https
        protocol: HTTPS
      tls:
        mode: SIMPLE
        credentialName: studio-tls
      hosts: ['*']
`;
const PODS = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: istio-ingressgateway
  namespace: istio-system
spec:
  selector:
    matchLabels:
      istio: ingressgateway
  template:
    metadata:
      labels:
        istio: ingressgateway
    spec:
      containers:
        - name: istio-proxy
          image: docker.io/istio/proxyv2:1.28.0
`;
const CERTIFICATE = (namespace: string): string => `apiVersion: cert-manager.io/v1
kind: Certificate
metadata:
  name: studio
  namespace: ${namespace}
spec:
  secretName: studio-tls
  dnsNames: [studio.example]
  issuerRef:
    name: public
    kind: ClusterIssuer
`;

/** NET011: the certificate of a server is in the namespace of the gateway's pods. */
export const credentialNamespace: Rule = {
  id: 'NET011',
  title: 'certificate in another namespace than the gateway',
  severity: 'error',
  fix: "make the Secret, or the Certificate that makes it, in the namespace of the gateway's pods",
  why: 'Envoy gets a Secret only of its own namespace, so the listener has no certificate and closes every connection',
  page: {
    reports:
      '`credentialName` of a server of Istio whose Secret is among the manifests, or is made by a Certificate or another object of them, only in other namespaces than that of the pods that the Gateway selects. It is reported only where those pods are among the manifests, or the selector is `istio: ingressgateway`, whose pods are taken to be in `istio-system`. A Secret that is nowhere is reported by REF005.',
    mend: 'The namespace of the Gateway object does not matter, that of its pods does.',
    before: documents(GATEWAY, PODS, CERTIFICATE('studioml')),
    after: documents(GATEWAY, PODS, CERTIFICATE('istio-system')),
  },
  *check(model) {
    const secrets = secretNamespaces(model);
    const said = new Set<string>();
    for (const { asked, isKnown, gateway } of istioViews(model)) {
      if (!isKnown && asked.labels.istio !== 'ingressgateway') continue;
      for (const { manifest, index, tls, gateway: name } of gateway.tables.merged.servers) {
        const given = tls?.credentialName?.replace(/^kubernetes(-gateway)?:\/\//, '') ?? '';
        const where = secrets.get(given);
        if (given === '' || given.includes('/') || !where || where.has(asked.namespace) || said.has(`${name} ${index}`))
          continue;
        const query = { group: '', kind: 'Secret', namespace: asked.namespace, name: given };
        if (isDeclared(model.externals, query)) continue;
        said.add(`${name} ${index}`);
        yield {
          manifest,
          path: ['spec', 'servers', index, 'tls', 'credentialName'],
          message: `Secret ${given} is in namespace ${[...where].join(', ')}, the pods of the gateway are in ${asked.namespace}`,
        };
      }
    }
  },
};

/** The namespaces of each Secret that is there, or that a controller makes. */
function secretNamespaces(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (name: string, namespace: string): void => {
    found.set(name, (found.get(name) ?? new Set()).add(namespace === '' ? 'default' : namespace));
  };
  for (const manifest of model.ofKind('', 'Secret')) add(nameOf(manifest), namespaceOf(manifest));
  for (const { object } of model.manifests) {
    if (text(object.apiVersion) === undefined || text(object.kind) === undefined) continue;
    for (const one of providedBy(object)) if (one.kind === 'Secret' && one.group === '') add(one.name, one.namespace);
  }
  return found;
}
