import { committed, describeDocument, document, objectsIn } from './support';
import type { Json } from './support';

describeDocument('against document 002', () => {
  test('names that the document tells: host, issuer, registry, release of its example', () => {
    const text = document('002').replace(/\n\s+/g, ' ');
    const ingress = committed('002', 'Ingress', 'mpt-simsvc-ingress');
    const issuer = committed('002', 'ClusterIssuer', 'intens-issuer');
    const { containers } = committed('002', 'Deployment', 'mpt-simsvc-server').spec.template.spec;
    expect(text).toContain(`\`${ingress.spec.rules[0].host}\``);
    expect(text).toContain(`\`${issuer.metadata.name}\``);
    expect(text).toContain(`${containers[0].image.split(':')[0]} `);
    expect(text).toContain('helm install -n mpt -f aks/az-vk-values.yaml charts/simsvc');
  });

  test('"the release name is also the leading path component of URLs"', () => {
    expect(document('002').replace(/\n\s+/g, ' ')).toContain('The release name is also the leading path component');
    expect(committed('002', 'Ingress', 'mpt-simsvc-ingress').spec.rules[0].http.paths[0].path).toBe('/mpt/');
  });

  test('each file that the document names and that holds manifests is rendered', () => {
    const rendered: Readonly<Record<string, string>> = {
      'charts/simsvc': 'Deployment mpt-simsvc-server',
      'helm-rbac.yaml': 'ClusterRoleBinding tiller',
      'etc/create-acr-sp.sh': 'ServiceAccount default',
      'etc/make-sscert.sh': 'ClusterIssuer intens-issuer',
      'aks/storage-rbac.yaml': 'ClusterRoleBinding system:azure-cloud-provider',
      'aks/azure-sc.yaml': 'StorageClass intens-work',
    };
    const names = objectsIn('002').map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    for (const [file, object] of Object.entries(rendered)) {
      expect(document('002')).toContain(file);
      expect(names).toContain(object);
    }
  });
});

test('the objects of document 002', () => {
  expect(
    objectsIn('002')
      .map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`)
      .sort(),
  ).toEqual([
    'apps/v1 Deployment mpt-simsvc-scheduler',
    'apps/v1 Deployment mpt-simsvc-server',
    'apps/v1 Deployment mpt-simsvc-worker',
    'cert-manager.io/v1 ClusterIssuer intens-issuer',
    'networking.k8s.io/v1 Ingress aci-helloworld-ing',
    'networking.k8s.io/v1 Ingress mpt-simsvc-ingress',
    'rbac.authorization.k8s.io/v1 ClusterRole system:azure-cloud-provider',
    'rbac.authorization.k8s.io/v1 ClusterRoleBinding system:azure-cloud-provider',
    'rbac.authorization.k8s.io/v1 ClusterRoleBinding tiller',
    'storage.k8s.io/v1 StorageClass intens-work',
    'v1 PersistentVolumeClaim mpt-simsvc-db',
    'v1 PersistentVolumeClaim mpt-simsvc-work',
    'v1 Pod helloworld',
    'v1 Service aci-helloworld-svc',
    'v1 Service mpt-simsvc-scheduler',
    'v1 Service mpt-simsvc-server',
    'v1 ServiceAccount default',
    'v1 ServiceAccount tiller',
  ]);
});

test('its mistakes stand there: a label, a rewrite, a mode, an account', () => {
  const labels = (name: string): Json => committed('002', 'Deployment', name).metadata.labels;
  expect(labels('mpt-simsvc-server').component).toBe('scheduler');
  expect(committed('002', 'Ingress', 'mpt-simsvc-ingress').metadata.annotations).toMatchObject({
    'certmanager.k8s.io/cluster-issuer': 'intens-issuer',
    'nginx.ingress.kubernetes.io/rewrite-target': '/',
    'nginx.ingress.kubernetes.io/auth-secret': 'intens-pw',
  });
  expect(committed('002', 'StorageClass', 'intens-work')).toMatchObject({
    provisioner: 'kubernetes.io/azure-file',
    mountOptions: ['dir_mode=0777', 'file_mode=0777', 'uid=1000', 'gid=1000'],
  });
  expect(committed('002', 'ClusterRoleBinding', 'tiller').roleRef.name).toBe('cluster-admin');
});
