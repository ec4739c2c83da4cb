import { record, text } from '../../accept/read';
import { ingressAnnotations } from './built-in';
import { ENVIRONMENT, VOLUMES, podReferences } from './pod';
import { istioDestination, istioGateway, istioHost, gatewayBackend, gatewayParent } from './routes';
import {
  ACCOUNT,
  ANY_NAMESPACE,
  CONFIG_MAP,
  SECRET,
  deepSecrets,
  filled,
  found,
  kind,
  named,
  readRows,
  referred,
  row,
  typed,
} from './row';
import type { Found, Kind, Reader, Row } from './row';

const CERT_MANAGER = 'cert-manager.io';
const ISSUERS = [kind('issuer', CERT_MANAGER, 'Issuer'), kind('issuer', CERT_MANAGER, 'ClusterIssuer', true)];
const EXTERNAL_SECRETS = 'external-secrets.io';
const STORES = [
  kind('secretStore', EXTERNAL_SECRETS, 'SecretStore'),
  kind('secretStore', EXTERNAL_SECRETS, 'ClusterSecretStore', true),
];
const AUTHENTICATIONS = [
  kind('autoscaling', 'keda.sh', 'TriggerAuthentication'),
  kind('autoscaling', 'keda.sh', 'ClusterTriggerAuthentication', true),
];
const AKS_NODE_CLASS = kind('capacity', 'karpenter.azure.com', 'AKSNodeClass', true);
const SOURCE = 'source.toolkit.fluxcd.io';

const ISSUER: readonly Row[] = [
  row('spec.ca.secretName', named(SECRET)),
  row('spec.acme.externalAccountBinding', deepSecrets),
  row('spec.acme.solvers', deepSecrets),
  row('spec.vault', deepSecrets),
  row('spec.venafi', deepSecrets),
];
const STORE: readonly Row[] = [row('spec.provider', deepSecrets)];
const AUTHENTICATION: readonly Row[] = [
  row('spec.secretTargetRef[]', referred(SECRET)),
  row('spec.configMapTargetRef[]', referred(CONFIG_MAP)),
  row('spec.awsSecretManager.credentials', deepSecrets),
  row('spec.azureKeyVault.credentials', deepSecrets),
  row('spec.boundServiceAccountToken[].serviceAccountName', named(ACCOUNT)),
];
const TRIGGERS: readonly Row[] = [
  row('spec.triggers[].authenticationRef', typed(AUTHENTICATIONS, 'TriggerAuthentication')),
];
const GATEWAY_ROUTE: readonly Row[] = [
  row('spec.parentRefs[]', gatewayParent),
  row('spec.rules[].backendRefs[]', gatewayBackend),
  row('spec.rules[].filters[].requestMirror.backendRef', gatewayBackend),
];
const WORKFLOW_TEMPLATE = kind('delivery', 'argoproj.io', 'WorkflowTemplate');
const CLUSTER_WORKFLOW_TEMPLATE = kind('delivery', 'argoproj.io', 'ClusterWorkflowTemplate', true);

/** What custom kinds name beside their pods, by `group/kind`. */
export const CUSTOM: Readonly<Record<string, readonly Row[]>> = {
  'cert-manager.io/Certificate': [row('spec.issuerRef', typed(ISSUERS, 'Issuer')), row('spec.keystores', deepSecrets)],
  'cert-manager.io/Issuer': ISSUER,
  'cert-manager.io/ClusterIssuer': ISSUER,
  'external-secrets.io/ExternalSecret': [
    row('spec.secretStoreRef', typed(STORES, 'SecretStore')),
    row('spec.data[].sourceRef.storeRef', typed(STORES, 'SecretStore')),
    row('spec.dataFrom[].sourceRef.storeRef', typed(STORES, 'SecretStore')),
  ],
  'external-secrets.io/SecretStore': STORE,
  'external-secrets.io/ClusterSecretStore': STORE,
  'karpenter.sh/NodePool': [row('spec.template.spec.nodeClassRef', typed([AKS_NODE_CLASS], 'AKSNodeClass'))],
  'karpenter.sh/NodeClaim': [row('spec.nodeClassRef', typed([AKS_NODE_CLASS], 'AKSNodeClass'))],
  'kueue.x-k8s.io/LocalQueue': [row('spec.clusterQueue', named(kueue('ClusterQueue')))],
  'kueue.x-k8s.io/ClusterQueue': [row('spec.resourceGroups[].flavors[]', referred(kueue('ResourceFlavor')))],
  'keda.sh/ScaledObject': [
    row('spec.scaleTargetRef', typed([kind('autoscaling', 'apps', 'Deployment')], 'Deployment')),
    ...TRIGGERS,
  ],
  'keda.sh/ScaledJob': TRIGGERS,
  'keda.sh/TriggerAuthentication': AUTHENTICATION,
  'keda.sh/ClusterTriggerAuthentication': AUTHENTICATION,
  'kubeflow.org/PodDefault': [
    row('spec', (value, path, namespace) => readRows([...ENVIRONMENT, ...VOLUMES], value, path, namespace)),
    row('spec.serviceAccountName', named(ACCOUNT)),
    row('spec.imagePullSecrets[]', referred(SECRET)),
  ],
  'networking.istio.io/VirtualService': [
    row('spec.gateways[]', istioGateway),
    row('spec.http[].match[].gateways[]', istioGateway),
    ...['http', 'tls', 'tcp'].map((protocol) => row(`spec.${protocol}[].route[].destination`, istioDestination)),
    row('spec.http[].mirror', istioDestination),
    row('spec.http[].mirrors[].destination', istioDestination),
  ],
  'networking.istio.io/DestinationRule': [row('spec.host', istioHost)],
  'networking.istio.io/Gateway': [row('spec.servers[].tls.credentialName', credential)],
  'gateway.networking.k8s.io/HTTPRoute': GATEWAY_ROUTE,
  'gateway.networking.k8s.io/GRPCRoute': GATEWAY_ROUTE,
  'gateway.networking.k8s.io/TLSRoute': GATEWAY_ROUTE,
  'gateway.networking.k8s.io/TCPRoute': GATEWAY_ROUTE,
  'gateway.networking.k8s.io/UDPRoute': GATEWAY_ROUTE,
  'gateway.networking.k8s.io/Gateway': [
    row('spec.listeners[].tls.certificateRefs[]', certificate),
    row('metadata.annotations', ingressAnnotations),
  ],
  'monitoring.coreos.com/ServiceMonitor': [row('spec.endpoints', deepSecrets)],
  'monitoring.coreos.com/PodMonitor': [row('spec.podMetricsEndpoints', deepSecrets)],
  'source.toolkit.fluxcd.io/GitRepository': fluxSource(),
  'source.toolkit.fluxcd.io/OCIRepository': fluxSource(),
  'source.toolkit.fluxcd.io/HelmRepository': fluxSource(),
  'kustomize.toolkit.fluxcd.io/Kustomization': [
    row('spec.sourceRef', typed([kind('delivery', SOURCE, 'GitRepository')], 'GitRepository')),
    row('spec.decryption.secretRef', referred(SECRET)),
    row('spec.dependsOn[]', referred(kind('delivery', 'kustomize.toolkit.fluxcd.io', 'Kustomization'))),
  ],
  'helm.toolkit.fluxcd.io/HelmRelease': [
    row('spec.chart.spec.sourceRef', typed([kind('delivery', SOURCE, 'HelmRepository')], 'HelmRepository')),
    row('spec.chartRef', typed([kind('delivery', SOURCE, 'OCIRepository')], 'OCIRepository')),
    row('spec.dependsOn[]', referred(kind('delivery', 'helm.toolkit.fluxcd.io', 'HelmRelease'))),
    row('spec.valuesFrom[]', helmValues),
  ],
  'argoproj.io/Application': [row('spec.project', named(kind('delivery', 'argoproj.io', 'AppProject')))],
  'argoproj.io/Workflow': [row('spec', workflow)],
  'argoproj.io/WorkflowTemplate': [row('spec', workflow)],
  'argoproj.io/CronWorkflow': [row('spec.workflowSpec', workflow)],
};

function kueue(name: string): Kind {
  return kind('capacity', 'kueue.x-k8s.io', name, true);
}

function fluxSource(): Row[] {
  return ['secretRef', 'certSecretRef', 'proxySecretRef', 'verify.secretRef'].map((field) =>
    row(`spec.${field}`, referred(SECRET)),
  );
}

/** Istio's gateway reads the Secret from the namespace of its own pods, which the object does not name. */
function* credential(...[value, path]: Parameters<Reader>): Iterable<Found> {
  const name = text(value)?.replace(/^kubernetes:\/\//, '');
  if (name === undefined || name.includes('/')) return;
  yield* found(SECRET, path, { name, namespace: ANY_NAMESPACE });
}

function* certificate(...[value, path, namespace]: Parameters<Reader>): Iterable<Found> {
  const { group, kind: of } = record(value);
  if ((text(group) ?? '') === '' && (text(of) ?? 'Secret') === 'Secret')
    yield* referred(SECRET)(value, path, namespace);
}

function* helmValues(...[value, path, namespace]: Parameters<Reader>): Iterable<Found> {
  const given = record(value);
  const of = given.kind === 'ConfigMap' ? CONFIG_MAP : given.kind === 'Secret' ? SECRET : undefined;
  if (!of) return;
  const optional = given.optional === true;
  yield* found(of, [...path, 'name'], { name: text(given.name), namespace, optional });
  const key = filled(given.valuesKey) ?? 'values.yaml';
  yield* found(of, [...path, 'valuesKey'], { name: text(given.name), namespace, optional, key });
}

/** A workflow has the volumes and the account of a pod, and containers in its templates. */
function* workflow(...[value, path, namespace]: Parameters<Reader>): Iterable<Found> {
  const spec = record(value);
  // An account or a claim that is a parameter is known only when the workflow runs.
  const plain = (one: Found): boolean => !one.target.name.includes('{{') && !one.target.key?.includes('{{');
  for (const one of podReferences(spec, path, namespace)) if (plain(one)) yield one;
  const { name, clusterScope } = record(spec.workflowTemplateRef);
  const of = clusterScope === true ? CLUSTER_WORKFLOW_TEMPLATE : WORKFLOW_TEMPLATE;
  yield* found(of, [...path, 'workflowTemplateRef', 'name'], { name: text(name), namespace });
  const templates = Array.isArray(spec.templates) ? spec.templates : [];
  for (const [index, template] of templates.entries()) {
    for (const field of ['container', 'script']) {
      const here = [...path, 'templates', index, field];
      for (const one of readRows(ENVIRONMENT, record(template)[field], here, namespace)) if (plain(one)) yield one;
    }
  }
}
