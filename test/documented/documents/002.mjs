// Document 002: Simsvc on Azure. Its manifests stand in the repository that it describes; the document names each of them.
import { Chart } from 'cdk8s';
import { KubeObject, simsvc, storage, tls } from 'cdk8s-ml-platform';

/** Document 002, `helm install -n mpt charts/simsvc`. */
function release(app) {
  new simsvc.Simsvc(new Chart(app, 'simsvc'), 'mpt', {
    edition: 'documented',
    image: 'intens.azurecr.io/simsvc-mpt:latest',
  });
}

/** `aks/azure-sc.yaml` and `aks/storage-rbac.yaml`. */
function storageClass(app) {
  new storage.AzureFiles(new Chart(app, 'storage'), 'work', { edition: 'documented', name: 'intens-work' });
}

/** What `etc/create-acr-sp.sh` makes of the account `default`; its Secret is made of the registry's password. */
function registry(app) {
  new KubeObject(new Chart(app, 'registry'), 'account', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default' },
    imagePullSecrets: [{ name: 'intens-acr-sp' }],
  });
}

/** What `etc/make-sscert.sh` makes, of the API group that cert-manager has today; its Secret is made of a key that the script makes. */
function issuer(app) {
  new tls.PrivateCa(new Chart(app, 'issuer'), 'issuer', { edition: 'documented' });
}

/** `aks/helm-rbac.yaml`, of the version that servers still take. No construct makes Tiller's rights. */
function tiller(app) {
  const chart = new Chart(app, 'tiller');
  const [name, namespace] = ['tiller', 'kube-system'];
  new KubeObject(chart, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
  new KubeObject(chart, 'binding', {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  });
}

/** `aks/vk-test.yaml`, a pod on virtual nodes; its Ingress is of the version that servers still take. No construct makes it. */
function virtualNodeTest(app) {
  const chart = new Chart(app, 'virtual-node-test');
  const nginx = 'nginx.ingress.kubernetes.io';
  new KubeObject(chart, 'service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'aci-helloworld-svc' },
    spec: {
      ports: [
        { port: 80, name: 'http' },
        { port: 443, name: 'https' },
      ],
      selector: { app: 'aci-helloworld' },
    },
  });
  new KubeObject(chart, 'pod', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'helloworld', labels: { app: 'aci-helloworld' } },
    spec: {
      containers: [
        {
          image: 'microsoft/aci-helloworld',
          imagePullPolicy: 'IfNotPresent',
          name: 'helloworld',
          resources: { requests: { memory: '1G', cpu: 1 } },
          ports: [
            { containerPort: 80, name: 'http', protocol: 'TCP' },
            { containerPort: 443, name: 'https', protocol: 'TCP' },
          ],
        },
      ],
      dnsPolicy: 'ClusterFirst',
      dnsConfig: { searches: ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'] },
      nodeSelector: { 'kubernetes.io/role': 'agent', 'beta.kubernetes.io/os': 'linux', type: 'virtual-kubelet' },
      tolerations: [
        { key: 'virtual-kubelet.io/provider', operator: 'Exists' },
        { key: 'azure.com/aci', effect: 'NoSchedule' },
      ],
    },
  });
  new KubeObject(chart, 'ingress', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: 'aci-helloworld-ing',
      annotations: {
        [`${nginx}/ssl-redirect`]: 'false',
        [`${nginx}/rewrite-target`]: '/',
        [`${nginx}/proxy-redirect-from`]: '~^http://[^/]+/(.*)',
        [`${nginx}/proxy-redirect-to`]: '/hello/$1',
      },
    },
    spec: {
      rules: [
        {
          http: {
            paths: [
              {
                path: '/hello/',
                pathType: 'ImplementationSpecific',
                backend: { service: { name: 'aci-helloworld-svc', port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    },
  });
}

/** What one cluster of the document holds, by its folder. */
export default {
  '002': (app) => {
    tiller(app);
    registry(app);
    storageClass(app);
    issuer(app);
    release(app);
    virtualNodeTest(app);
  },
};
