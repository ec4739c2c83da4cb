/** A Helm chart that installs a part of a prerequisite. */
export interface Chart {
  /** The URL of the repository, or of the folder of the chart as `oci://...`. */
  readonly repository: string;
  readonly name: string;
  readonly version: string;
  /** What it needs to be told; the charts' own CRDs are always installed. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Whether its value `annotations` goes to each of its objects, so that one engine can apply them after those of the other charts. */
  readonly annotatable?: boolean;
  /** The name of the release. */
  readonly release: string;
}

/** An operator or a set of CRDs that a cluster must have before it takes some objects. */
export interface Prerequisite {
  /** As `installed` of a fleet names it. */
  readonly id: string;
  /** The API groups whose kinds it brings. */
  readonly groups: readonly string[];
  /** The release whose schemas the checks hold objects against. */
  readonly version: string;
  /** The first release that serves a version of an API, by `group/version`, or of a kind, after a space; every release where it is left out. */
  readonly since?: Readonly<Record<string, string>>;
  /** Its namespace. */
  readonly namespace: string;
  /** In the order of installation; none where it comes in another way, which `note` tells. */
  readonly charts: readonly Chart[];
  /** Fields of its objects that it changes itself, which who applies them has to leave alone. */
  readonly changes?: readonly {
    readonly group: string;
    readonly kind: string;
    readonly jqPathExpressions: readonly string[];
  }[];
  /** What else there is to know of it. */
  readonly note?: string;
  /** Where it is explained. */
  readonly source: string;
}

const ISTIO = 'https://istio-release.storage.googleapis.com/charts';

/**
 * What the systems of this library, and common objects beside them, need of a cluster. Versions are those whose schemas are in
 * `imports/`; a chart stands here only where its version is known to be that of the operator.
 */
export const PREREQUISITES: readonly Prerequisite[] = [
  {
    id: 'cert-manager',
    groups: ['cert-manager.io', 'acme.cert-manager.io'],
    version: '1.21.1',
    since: { 'cert-manager.io/v1': '1.0.0' },
    namespace: 'cert-manager',
    charts: [
      {
        repository: 'https://charts.jetstack.io',
        name: 'cert-manager',
        version: 'v1.21.1',
        release: 'cert-manager',
        values: { crds: { enabled: true } },
      },
    ],
    source: 'https://cert-manager.io/docs/installation/helm/',
  },
  {
    id: 'istio',
    groups: ['networking.istio.io', 'security.istio.io', 'telemetry.istio.io'],
    version: '1.30.3',
    since: {
      'networking.istio.io/v1': '1.22.0',
      'security.istio.io/v1': '1.22.0',
      'telemetry.istio.io/v1': '1.22.0',
    },
    namespace: 'istio-system',
    charts: [
      { repository: ISTIO, name: 'base', version: '1.30.3', release: 'istio-base' },
      { repository: ISTIO, name: 'istiod', version: '1.30.3', release: 'istiod' },
      // Its pods get their image from istiod, which has to be there first.
      { repository: ISTIO, name: 'gateway', version: '1.30.3', release: 'istio-ingressgateway', annotatable: true },
    ],
    // Once it can serve it, istiod makes its own webhook strict.
    changes: [
      {
        group: 'admissionregistration.k8s.io',
        kind: 'ValidatingWebhookConfiguration',
        jqPathExpressions: ['.webhooks[]?.failurePolicy'],
      },
    ],
    note: 'the mesh configuration and patches of the folder tools go with it',
    source: 'https://istio.io/latest/docs/setup/install/helm/',
  },
  {
    id: 'gateway-api',
    groups: ['gateway.networking.k8s.io'],
    version: '1.6.1',
    since: { 'gateway.networking.k8s.io/v1': '1.0.0' },
    namespace: 'default',
    charts: [],
    note: 'CRDs alone: kubectl apply --server-side -f standard-install.yaml of its release',
    source: 'https://gateway-api.sigs.k8s.io/guides/#installing-gateway-api',
  },
  {
    id: 'keda',
    groups: ['keda.sh', 'eventing.keda.sh'],
    version: '2.20.2',
    since: { 'keda.sh/v1alpha1': '2.0.0' },
    namespace: 'keda',
    charts: [{ repository: 'https://kedacore.github.io/charts', name: 'keda', version: '2.20.2', release: 'keda' }],
    source: 'https://keda.sh/docs/latest/deploy/',
  },
  {
    id: 'external-secrets',
    groups: ['external-secrets.io', 'generators.external-secrets.io'],
    version: '2.9.0',
    since: { 'external-secrets.io/v1': '0.16.0' },
    namespace: 'external-secrets',
    charts: [
      {
        repository: 'https://charts.external-secrets.io',
        name: 'external-secrets',
        version: '2.9.0',
        release: 'external-secrets',
      },
    ],
    source: 'https://external-secrets.io/latest/introduction/getting-started/',
  },
  {
    id: 'secrets-store-csi',
    groups: ['secrets-store.csi.x-k8s.io'],
    version: '1.6.0',
    since: { 'secrets-store.csi.x-k8s.io/v1': '1.0.0' },
    namespace: 'kube-system',
    charts: [
      {
        repository: 'https://kubernetes-sigs.github.io/secrets-store-csi-driver/charts',
        name: 'secrets-store-csi-driver',
        version: '1.6.0',
        release: 'csi-secrets-store',
        values: { syncSecret: { enabled: true } },
      },
    ],
    note: 'the provider of the vault comes beside it; on AKS both are the add-on azure-keyvault-secrets-provider, in place of this chart',
    source: 'https://secrets-store-csi-driver.sigs.k8s.io/getting-started/installation',
  },
  {
    id: 'sealed-secrets',
    groups: ['bitnami.com'],
    version: '0.36.6',
    namespace: 'kube-system',
    charts: [],
    note: 'kubectl apply -f controller.yaml of its release',
    source: 'https://github.com/bitnami-labs/sealed-secrets#installation',
  },
  {
    id: 'prometheus-operator',
    groups: ['monitoring.coreos.com'],
    version: '0.93.0',
    namespace: 'monitoring',
    charts: [],
    note: 'part of the monitoring that a cluster has, such as the chart kube-prometheus-stack',
    source: 'https://prometheus-operator.dev/docs/getting-started/installation/',
  },
  {
    id: 'karpenter',
    groups: ['karpenter.sh', 'karpenter.azure.com', 'karpenter.k8s.aws'],
    version: '1.14.2',
    since: { 'karpenter.sh/v1': '1.0.0' },
    namespace: 'kube-system',
    charts: [],
    note: 'on AKS: az aks update --node-provisioning-mode Auto; elsewhere its CRDs before the controller',
    source: 'https://learn.microsoft.com/azure/aks/node-autoprovision',
  },
  {
    id: 'gpu-operator',
    groups: ['nvidia.com'],
    version: '26.7.0',
    namespace: 'gpu-operator',
    charts: [],
    note: 'the section gpuOperator of a platform gives its values or a HelmRelease',
    source: 'https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/getting-started.html',
  },
  {
    id: 'kubeflow',
    groups: ['kubeflow.org'],
    version: '26.03',
    namespace: 'kubeflow',
    charts: [],
    note: 'kustomize build of the parts that are wanted',
    source: 'https://github.com/kubeflow/manifests',
  },
  {
    id: 'kueue',
    groups: ['kueue.x-k8s.io'],
    version: '0.19.2',
    since: { 'kueue.x-k8s.io/v1beta2': '0.15.0' },
    namespace: 'kueue-system',
    charts: [{ repository: 'oci://registry.k8s.io/kueue/charts', name: 'kueue', version: '0.19.2', release: 'kueue' }],
    source: 'https://kueue.sigs.k8s.io/docs/installation/',
  },
  {
    id: 'flux',
    groups: ['helm.toolkit.fluxcd.io', 'source.toolkit.fluxcd.io', 'kustomize.toolkit.fluxcd.io'],
    version: '2.9.0',
    since: {
      'helm.toolkit.fluxcd.io/v2': '2.3.0',
      'source.toolkit.fluxcd.io/v1': '2.0.0',
      'source.toolkit.fluxcd.io/v1 HelmRepository': '2.3.0',
      'source.toolkit.fluxcd.io/v1 OCIRepository': '2.6.0',
      // With `healthCheckExprs`, which those of a delivery have.
      'kustomize.toolkit.fluxcd.io/v1': '2.5.0',
    },
    namespace: 'flux-system',
    charts: [],
    note: 'flux bootstrap, or the AKS extension microsoft.flux',
    source: 'https://fluxcd.io/flux/installation/',
  },
  {
    id: 'argocd',
    groups: ['argoproj.io'],
    version: '3.5.1',
    namespace: 'argocd',
    charts: [],
    note: 'Workflows of the same group need Argo Workflows 4.1.2 beside it',
    source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/installation/',
  },
];
