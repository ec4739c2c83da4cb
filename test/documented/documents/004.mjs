// Document 004: a Kubeflow cluster of one machine by ansible and kind. Its manifests stand beside the playbooks that it describes.
import { Chart } from 'cdk8s';
import { cluster, istio, KubeObject, kubeflow, storage } from 'cdk8s-ml-platform';

const RBAC = 'rbac.authorization.k8s.io';
const PROFILE = 'admin';

/** The configuration of kind, with the path of etcd as the document prints it (ANS-01), and the port of the gateway (ANS-16). */
function kind(app) {
  const { ingressNode: node } = new cluster.KindCluster(app, 'kind', { edition: 'documented' });
  new istio.HostPortGateway(app, 'gateway', { edition: 'documented', node });
}

/** The NFS server and the provisioner that mounts it. */
function nfs(app) {
  const server = new storage.NfsServer(new Chart(app, 'nfs-server'), 'server', {
    edition: 'documented',
    clusterIP: '10.96.117.101',
    data: { hostPath: '/var/wai-nfs-provisioner' },
    clients: [],
  });
  new storage.NfsProvisioner(new Chart(app, 'nfs-provisioner'), 'provisioner', { edition: 'documented', server });
}

/** The profile, of which Kubeflow makes the namespace `admin`. */
function profile(app) {
  new kubeflow.Profile(new Chart(app, 'profile'), PROFILE, {
    owner: { name: 'admin@kubeflow.org' },
    quota: { resources: { 'requests.nvidia.com/gpu': '10' }, storage: '250Gi' },
    version: 'v1beta1',
  });
}

/** The rights of the document's diagrams that its playbook makes. They are wider than any construct gives (ANS-12). */
function pipelineRunner(app) {
  const chart = new Chart(app, 'pipeline-runner');
  const all = ['*'];
  const rule = (apiGroups, resources, verbs) => ({ apiGroups, resources, verbs });
  new KubeObject(chart, 'role', {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: {
      name: 'pipeline-runner',
      labels: {
        app: 'pipeline-runner',
        'app.kubernetes.io/component': 'pipelines-runner',
        'app.kubernetes.io/name': 'pipelines-runner',
      },
    },
    rules: [
      rule([''], ['secrets'], ['get']),
      rule([''], ['configmaps'], ['get', 'watch', 'list']),
      rule([''], ['persistentvolumes', 'persistentvolumeclaims'], all),
      rule(['snapshot.storage.k8s.io'], ['volumesnapshots'], ['create', 'delete', 'get']),
      rule(['argoproj.io'], ['workflows'], ['get', 'list', 'watch', 'update', 'patch']),
      rule([''], ['pods', 'pods/exec', 'pods/log', 'services'], all),
      rule(['', 'apps', 'extensions'], ['deployments', 'replicasets'], all),
      rule(['kubeflow.org', 'serving.kubeflow.org'], all, all),
      rule(['batch'], ['jobs'], all),
      rule(['machinelearning.seldon.io'], ['seldondeployments'], all),
      rule(['networking.istio.io'], ['virtualservices'], all),
      rule(['sparkoperator.k8s.io'], ['sparkapplications'], all),
    ],
  });
  new KubeObject(chart, 'binding', {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: { name: 'allow-workflow-nb-admin', namespace: PROFILE },
    subjects: [{ kind: 'ServiceAccount', name: 'default-editor', namespace: PROFILE }],
    roleRef: { kind: 'ClusterRole', name: 'pipeline-runner', apiGroup: RBAC },
  });
}

/** The token for pipelines, by a variable that no SDK reads (ANS-14). */
function podDefault(app) {
  const name = 'volume-ml-pipeline-token';
  const mountPath = '/var/run/secrets/ml-pipeline';
  const serviceAccountToken = { audience: 'ml-pipeline', expirationSeconds: 99999, path: 'token' };
  new kubeflow.PodDefault(new Chart(app, 'pod-default'), 'pod-default', {
    name: 'access-ml-pipeline',
    namespace: PROFILE,
    description: 'Allow access to Kubeflow Pipelines',
    env: [{ name: 'ML_PIPELINE_SA_TOKEN_PATH', value: `${mountPath}/token` }],
    volumes: [{ name, projected: { sources: [{ serviceAccountToken }] } }],
    volumeMounts: [{ name, mountPath, readOnly: true }],
  });
}

/** What one cluster of the document holds, by its folder. */
export default {
  '004': (app) => {
    kind(app);
    nfs(app);
    profile(app);
    pipelineRunner(app);
    podDefault(app);
  },
};
