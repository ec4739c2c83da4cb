/** What became of an image or of a whole registry. */
export type ImageFate =
  /** It is published elsewhere; here it is old or will end. */
  | 'moved'
  /** Nothing new comes, also no security update. */
  | 'frozen'
  /** It cannot be pulled any more. */
  | 'gone'
  /** Its maker ended the project or this series of it. */
  | 'ended';

/** One thing that is true of an image. */
export interface ImageFact {
  /** Registry and repository, such as `docker.io/library/rabbitmq`; `/*` at the end means all below. */
  readonly repository: string;
  /** Repositories that it is not true of, written the same way. */
  readonly except?: readonly string[];
  /**
   * Only tags of a version below this one, compared part by part.
   * @default - every tag
   */
  readonly before?: string;
  readonly fate: ImageFate;
  /** What is true, in words that follow the name of the image. */
  readonly says: string;
  /** The day, month or year since when. */
  readonly since: string;
  /** What to use in its place. */
  readonly instead: string;
  readonly source: string;
}

const OF_KUBERNETES = 'https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/';
const OF_BITNAMI = 'https://github.com/bitnami/containers/issues/83267';
const OF_AUTHSERVICE = 'https://github.com/kubeflow/manifests/pull/2815';
const OF_HELM = 'https://helm.sh/blog/helm-2-becomes-unsupported/';
const OF_INGRESS_NGINX = 'https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/';
const OF_DASHBOARD = 'https://github.com/kubernetes-retired/dashboard';
const OF_MINIO = 'https://github.com/minio/minio/issues/21647';

const NO_AUTHSERVICE = 'is the OIDC AuthService, which Kubeflow dropped in 1.9.1';
const NO_INGRESS_NGINX = 'is ingress-nginx, which is retired: no release and no security fix follows';
const NO_DASHBOARD = 'is the Kubernetes Dashboard, whose project is archived';
const NO_VOLUME_NFS = 'is an example NFS server that nobody maintains';
const A_GATEWAY = 'a controller of the Gateway API, such as Istio, or another ingress controller';
const AN_OBJECT_STORE =
  'SeaweedFS (the default of Kubeflow 1.11), a VersityGW or s3proxy in front of a cloud store, or an image built from source';

/** What is known of images; the entry that names a repository most exactly is the one that is true of it. */
export const IMAGE_FACTS: readonly ImageFact[] = [
  ...['k8s.gcr.io/*', 'gcr.io/google_containers/*', 'gcr.io/google-containers/*'].map((repository): ImageFact => ({
    repository,
    fate: 'frozen',
    says: 'stands in the old registry of Kubernetes, which is frozen: newer tags and fixes never come there',
    since: '2023-04-03',
    instead: 'the same image of registry.k8s.io',
    source: OF_KUBERNETES,
  })),
  {
    repository: 'gcr.io/ml-pipeline/*',
    fate: 'gone',
    says: 'stands in the old registry of Kubeflow Pipelines, from which images are removed',
    since: '2025-11',
    instead: 'the images ghcr.io/kubeflow/kfp-* of a release since 2.4',
    source: 'https://github.com/kubeflow/pipelines/issues/12422',
  },
  {
    repository: 'gcr.io/ml-pipeline/minio',
    fate: 'gone',
    says: 'is the MinIO of 2019 in the old registry of Kubeflow Pipelines, and is removed from it',
    since: '2025-11',
    instead: AN_OBJECT_STORE,
    source: 'https://github.com/kubeflow/manifests/issues/3270',
  },
  {
    repository: 'gcr.io/arrikto/*',
    fate: 'frozen',
    says: 'stands in the registry of Arrikto, which publishes nothing any more',
    since: '2023-03',
    instead: 'the image of the project that took the component over',
    source: 'https://github.com/arrikto/oidc-authservice',
  },
  ...[
    'gcr.io/arrikto/oidc-authservice',
    'gcr.io/arrikto/kubeflow/oidc-authservice',
    'docker.io/kubeflowmanifestswg/oidc-authservice',
  ].map((repository): ImageFact => ({
    repository,
    fate: 'ended',
    says: NO_AUTHSERVICE,
    since: '2024-08-01',
    instead: 'oauth2-proxy, which Kubeflow uses since 1.9',
    source: OF_AUTHSERVICE,
  })),
  {
    repository: 'gcr.io/kubebuilder/*',
    fate: 'gone',
    says: 'stands in the old registry of Kubebuilder, from which images are removed',
    since: '2026-03',
    instead: 'quay.io/brancz/kube-rbac-proxy, or the authentication that controller-runtime brings',
    source: 'https://github.com/kubernetes-sigs/kubebuilder/discussions/3907',
  },
  {
    repository: 'docker.io/bitnami/*',
    except: [
      'docker.io/bitnami/minideb',
      'docker.io/bitnami/sealed-secrets-controller',
      'docker.io/bitnami/sealed-secrets-kubeseal',
    ],
    fate: 'gone',
    says: 'was of the free catalogue of Bitnami, which has no tag with a version any more',
    since: '2025-09-29',
    instead: "the image of the software's own project",
    source: OF_BITNAMI,
  },
  {
    repository: 'docker.io/bitnamilegacy/*',
    fate: 'frozen',
    says: 'is a copy of the old catalogue of Bitnami, which gets no update',
    since: '2025-08-28',
    instead: "the image of the software's own project",
    source: OF_BITNAMI,
  },
  ...['docker.io/minio/minio', 'docker.io/minio/mc'].map((repository): ImageFact => ({
    repository,
    fate: 'gone',
    says: 'is deleted from Docker Hub, and the community edition of MinIO is archived',
    since: '2026-09-12',
    instead: AN_OBJECT_STORE,
    source: 'https://github.com/testcontainers/testcontainers-node/pull/1463',
  })),
  {
    repository: 'quay.io/minio/minio',
    fate: 'ended',
    says: 'is the community edition of MinIO, which has no new image, also not for known holes',
    since: '2025-10-15',
    instead: AN_OBJECT_STORE,
    source: OF_MINIO,
  },
  {
    repository: 'docker.io/library/rabbitmq',
    before: '4',
    fate: 'ended',
    says: 'is RabbitMQ 3, which has no community support',
    since: '2024-09-18',
    instead: 'RabbitMQ 4 (a broker of 3.13 with all feature flags on can be upgraded)',
    source: 'https://endoflife.date/rabbitmq',
  },
  ...['registry.k8s.io/ingress-nginx/*', 'k8s.gcr.io/ingress-nginx/*'].map((repository): ImageFact => ({
    repository,
    fate: 'ended',
    says: NO_INGRESS_NGINX,
    since: '2026-03-24',
    instead: A_GATEWAY,
    source: OF_INGRESS_NGINX,
  })),
  {
    repository: 'quay.io/kubernetes-ingress-controller/nginx-ingress-controller',
    fate: 'ended',
    says: `${NO_INGRESS_NGINX}; this repository ends with 0.33 of 2020`,
    since: '2020-07',
    instead: A_GATEWAY,
    source: OF_INGRESS_NGINX,
  },
  ...['docker.io/kubernetesui/*', 'k8s.gcr.io/kubernetes-dashboard-amd64'].map((repository): ImageFact => ({
    repository,
    fate: 'ended',
    says: NO_DASHBOARD,
    since: '2026-01-21',
    instead: 'Headlamp',
    source: OF_DASHBOARD,
  })),
  ...['gcr.io/kubernetes-helm/tiller', 'ghcr.io/helm/tiller', 'docker.io/helmpack/tiller'].map(
    (repository): ImageFact => ({
      repository,
      fate: repository.startsWith('gcr.io/') ? 'gone' : 'ended',
      says: 'is Tiller of Helm 2, which is unsupported',
      since: '2020-11-13',
      instead: 'Helm 3 or 4, which need nothing in the cluster',
      source: OF_HELM,
    }),
  ),
  ...['k8s.gcr.io/volume-nfs', 'gcr.io/google_containers/volume-nfs', 'gcr.io/google-containers/volume-nfs'].map(
    (repository): ImageFact => ({
      repository,
      fate: 'ended',
      says: `${NO_VOLUME_NFS}, in a registry that is frozen`,
      since: '2023-04-03',
      instead: 'a managed file share, or csi-driver-nfs with a server outside of the cluster',
      source: 'https://github.com/kubernetes/examples/tree/master/_archived/volumes/nfs',
    }),
  ),
  {
    repository: 'gcr.io/kaniko-project/*',
    fate: 'ended',
    says: 'is kaniko, whose project is archived',
    since: '2025-06-03',
    instead: 'BuildKit or Buildah',
    source: 'https://github.com/GoogleContainerTools/kaniko#readme',
  },
  {
    repository: 'gcr.io/uber-container-tools/makisu',
    fate: 'ended',
    says: 'is makisu, whose project is archived',
    since: '2021',
    instead: 'BuildKit or Buildah',
    source: 'https://github.com/uber-archive/makisu',
  },
  ...Object.entries({
    'quay.io/coreos/dex': 'ghcr.io/dexidp/dex',
    'quay.io/coreos/flannel': 'ghcr.io/flannel-io/flannel',
    'quay.io/coreos/kube-rbac-proxy': 'quay.io/brancz/kube-rbac-proxy',
    'quay.io/coreos/kube-state-metrics': 'registry.k8s.io/kube-state-metrics/kube-state-metrics',
    'quay.io/coreos/prometheus-config-reloader': 'quay.io/prometheus-operator/prometheus-config-reloader',
    'quay.io/coreos/prometheus-operator': 'quay.io/prometheus-operator/prometheus-operator',
  }).map(([repository, instead]): ImageFact => ({
    repository,
    fate: 'moved',
    says: 'stands in the old organisation of CoreOS, where it is no longer published',
    since: '2021',
    instead,
    source: `https://${instead}`,
  })),
  {
    repository: 'docker.io/nvidia/k8s-device-plugin',
    fate: 'moved',
    says: 'is the device plugin of NVIDIA on Docker Hub, where it is no longer published',
    since: '2021',
    instead: 'nvcr.io/nvidia/k8s-device-plugin',
    source: 'https://github.com/NVIDIA/k8s-device-plugin#readme',
  },
  {
    repository: 'docker.io/microsoft/*',
    fate: 'moved',
    says: 'stands in the old organisation of Microsoft on Docker Hub, where it is no longer published',
    since: '2018',
    instead: 'the same image of mcr.microsoft.com, such as mcr.microsoft.com/azuredocs/samples-tf-mnist-demo',
    source: 'https://azure.microsoft.com/en-us/blog/microsoft-syndicates-container-catalog/',
  },
];
