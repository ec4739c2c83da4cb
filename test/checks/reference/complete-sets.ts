/** Sets of objects as people have them, each complete: no rule of references may say a word of them. */
export const COMPLETE_SETS: Readonly<Record<string, string>> = {
  'a web app with an Ingress': `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web-settings, namespace: shop }
data: { LOG: debug, web.yaml: "port: 8080" }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, labels: { app: web } }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, version: v1 } }
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: registry.example/web:1
          envFrom: [{ configMapRef: { name: web-settings } }]
          env:
            - { name: LOG, valueFrom: { configMapKeyRef: { name: web-settings, key: LOG } } }
            - { name: EXTRA, valueFrom: { secretKeyRef: { name: extra, key: a, optional: true } } }
          ports: [{ name: http, containerPort: 8080 }]
      volumes:
        - { name: files, configMap: { name: web-settings, items: [{ key: web.yaml, path: web.yaml }] } }
        - { name: late, secret: { secretName: late, optional: true } }
        - name: token
          projected:
            sources:
              - serviceAccountToken: { path: token }
              - configMap: { name: kube-root-ca.crt, items: [{ key: ca.crt, path: ca.crt }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { selector: { app: web }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: web, port: { name: http } } } }
          - { path: /api, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 3 }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web, namespace: shop }
spec: { minAvailable: 1, selector: { matchExpressions: [{ key: app, operator: In, values: [web, api] }] } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {} }
`,
  'a database with claims and a backup': `
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432 }] }
---
apiVersion: v1
kind: Service
metadata: { name: db-first }
spec: { selector: { statefulset.kubernetes.io/pod-name: db-0 }, ports: [{ port: 5432 }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  serviceName: db
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: postgres:16 }] }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec:
  schedule: '0 3 * * *'
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: backup } }
        spec:
          restartPolicy: Never
          containers: [{ name: backup, image: postgres:16 }]
          volumes: [{ name: data, persistentVolumeClaim: { claimName: data-db-0 } }]
`,
  'static volumes without a storage class': `
apiVersion: v1
kind: PersistentVolume
metadata: { name: datasets }
spec:
  storageClassName: manual
  capacity: { storage: 10Gi }
  accessModes: [ReadOnlyMany]
  nfs: { server: 10.0.0.1, path: / }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: datasets, namespace: default }
spec: { storageClassName: manual, volumeName: datasets, accessModes: [ReadOnlyMany] }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: no-class, namespace: default }
spec: { storageClassName: '', accessModes: [ReadOnlyMany] }
`,
  'a certificate that an Ingress serves': `
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt }
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    privateKeySecretRef: { name: letsencrypt-account }
    solvers: [{ http01: { ingress: { ingressClassName: nginx } } }]
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: web, namespace: default }
spec: { secretName: web-tls, dnsNames: [a.example], issuerRef: { name: letsencrypt, kind: ClusterIssuer } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: default }
spec:
  tls: [{ hosts: [a.example], secretName: web-tls }]
  defaultBackend: { service: { name: kubernetes, port: { number: 443 } } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: other, namespace: default, annotations: { cert-manager.io/cluster-issuer: letsencrypt } }
spec:
  tls: [{ hosts: [b.example], secretName: other-tls }]
  defaultBackend: { service: { name: kubernetes, port: { number: 443 } } }
`,
  'an authority of its own and a webhook': `
apiVersion: v1
kind: Namespace
metadata: { name: hooks }
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: { name: self, namespace: hooks }
spec: { selfSigned: {} }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: ca, namespace: hooks }
spec: { isCA: true, secretName: ca, issuerRef: { name: self } }
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: { name: ca, namespace: hooks }
spec: { ca: { secretName: ca } }
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: ca }
spec: { ca: { secretName: ca } }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: hook, namespace: hooks }
spec: { secretName: hook-tls, dnsNames: [hook.hooks.svc], issuerRef: { name: ca, kind: Issuer, group: cert-manager.io } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: hook, namespace: hooks }
spec:
  selector: { matchLabels: { app: hook } }
  template:
    metadata: { labels: { app: hook } }
    spec:
      containers: [{ name: hook, image: registry.example/hook:1 }]
      volumes: [{ name: tls, secret: { secretName: hook-tls, items: [{ key: tls.crt, path: a }, { key: tls.key, path: b }] } }]
---
apiVersion: v1
kind: Service
metadata: { name: hook, namespace: hooks }
spec: { selector: { app: hook }, ports: [{ port: 443, targetPort: 8443 }] }
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: hook, annotations: { cert-manager.io/inject-ca-from: hooks/hook } }
webhooks: [{ name: hook.example.com, clientConfig: { service: { name: hook, namespace: hooks, path: / } } }]
`,
  'an external secret, a sealed secret and a vault': `
apiVersion: v1
kind: ServiceAccount
metadata: { name: vault, namespace: default }
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata: { name: vault, namespace: default }
spec: { provider: { azurekv: { vaultUrl: https://a.vault.azure.net, authType: WorkloadIdentity, serviceAccountRef: { name: vault } } } }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: queue, namespace: default }
spec: { secretStoreRef: { name: vault }, data: [{ secretKey: url, remoteRef: { key: queue } }] }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: all, namespace: default }
spec: { secretStoreRef: { name: vault, kind: SecretStore }, target: { name: everything }, dataFrom: [{ extract: { key: all } }] }
---
apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: sealed, namespace: default }
spec: { encryptedData: { password: AgBy }, template: { data: { config.json: '{}' } } }
---
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: { name: azure, namespace: default }
spec:
  provider: azure
  secretObjects: [{ secretName: from-vault, type: Opaque, data: [{ objectName: a, key: token }] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: worker, namespace: default }
spec:
  selector: { matchLabels: { app: worker } }
  template:
    metadata: { labels: { app: worker } }
    spec:
      containers:
        - name: worker
          image: registry.example/worker:1
          env:
            - { name: A, valueFrom: { secretKeyRef: { name: queue, key: url } } }
            - { name: B, valueFrom: { secretKeyRef: { name: everything, key: any } } }
            - { name: C, valueFrom: { secretKeyRef: { name: sealed, key: password } } }
            - { name: D, valueFrom: { secretKeyRef: { name: sealed, key: config.json } } }
            - { name: E, valueFrom: { secretKeyRef: { name: from-vault, key: token } } }
      volumes:
        - { name: vault, csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: azure } } }
`,
  'a profile with a notebook': `
apiVersion: kubeflow.org/v1
kind: Profile
metadata: { name: vision }
spec: { owner: { kind: User, name: a@example.com } }
---
apiVersion: kubeflow.org/v1
kind: Notebook
metadata: { name: lab, namespace: vision, labels: { app: lab } }
spec:
  template:
    spec:
      serviceAccountName: default-editor
      containers:
        - name: lab
          image: kubeflownotebookswg/jupyter:1
          env: [{ name: KEY, valueFrom: { secretKeyRef: { name: mlpipeline-minio-artifact, key: accesskey } } }]
      volumes: [{ name: home, persistentVolumeClaim: { claimName: lab-home } }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: lab-home, namespace: vision }
spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: extra, namespace: vision }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: default-editor, namespace: vision }, { kind: User, name: a@example.com }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: lab, namespace: vision }
spec: { hosts: ['*'], gateways: [mesh], http: [{ route: [{ destination: { host: lab.vision.svc.cluster.local, port: { number: 80 } } }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: lab-debug, namespace: vision }
spec: { selector: { notebook-name: lab }, ports: [{ port: 5678 }] }
`,
  'a gateway of Istio with routes': `
apiVersion: v1
kind: Namespace
metadata: { name: istio-system }
---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: public, namespace: default }
spec:
  selector: { istio: ingressgateway }
  servers: [{ port: { number: 443, name: https, protocol: HTTPS }, hosts: ['*'], tls: { mode: SIMPLE, credentialName: public-tls } }]
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: self }
spec: { selfSigned: {} }
---
apiVersion: cert-manager.io/v1
kind: Certificate
metadata: { name: public, namespace: istio-system }
spec: { secretName: public-tls, issuerRef: { name: self, kind: ClusterIssuer } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-v1, namespace: default }
spec: { selector: { matchLabels: { app: reviews, version: v1 } }, template: { metadata: { labels: { app: reviews, version: v1 } } } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: reviews-v2, namespace: default }
spec: { selector: { matchLabels: { app: reviews, version: v2 } }, template: { metadata: { labels: { app: reviews, version: v2 } } } }
---
apiVersion: v1
kind: Service
metadata: { name: reviews, namespace: default }
spec: { selector: { app: reviews }, ports: [{ name: http, port: 9080 }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: reviews, namespace: default }
spec:
  hosts: [reviews, reviews.example]
  gateways: [mesh, public, default/public]
  http:
    - match: [{ gateways: [public], uri: { prefix: / } }]
      route: [{ destination: { host: reviews, subset: v1 } }, { destination: { host: reviews.default.svc.cluster.local, port: { number: 9080 } } }]
    - route: [{ destination: { host: api.example.com } }]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: reviews, namespace: default }
spec: { host: reviews, subsets: [{ name: v1, labels: { version: v1 } }] }
`,
  'the Gateway API': `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: default, annotations: { cert-manager.io/issuer: self } }
spec:
  gatewayClassName: istio
  listeners: [{ name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: made }] } }]
---
apiVersion: cert-manager.io/v1
kind: Issuer
metadata: { name: self, namespace: default }
spec: { selfSigned: {} }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: web, namespace: default }
spec:
  parentRefs: [{ name: public, sectionName: https }]
  rules: [{ backendRefs: [{ name: kubernetes, port: 443 }, { group: example.com, kind: Bucket, name: files }] }]
`,
  'scaling by KEDA': `
apiVersion: v1
kind: Secret
metadata: { name: rabbit, namespace: default }
stringData: { host: placeholder }
---
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata: { name: rabbit, namespace: default }
spec: { secretTargetRef: [{ parameter: host, name: rabbit, key: host }] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: worker, namespace: default }
spec: { serviceName: '', selector: { matchLabels: { app: worker } }, template: { metadata: { labels: { app: worker } } } }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: worker, namespace: default }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: worker }
  triggers: [{ type: rabbitmq, metadata: { queueName: a }, authenticationRef: { name: rabbit } }, { type: cpu }]
`,
  'pools and queues': `
apiVersion: karpenter.azure.com/v1beta1
kind: AKSNodeClass
metadata: { name: ubuntu }
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: a100 }
spec: { template: { spec: { nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: ubuntu } } } }
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: ResourceFlavor
metadata: { name: a100 }
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: ClusterQueue
metadata: { name: research }
spec: { resourceGroups: [{ coveredResources: [cpu], flavors: [{ name: a100, resources: [{ name: cpu, nominalQuota: 9 }] }] }] }
---
apiVersion: kueue.x-k8s.io/v1beta1
kind: LocalQueue
metadata: { name: team, namespace: default }
spec: { clusterQueue: research }
---
apiVersion: batch/v1
kind: Job
metadata: { generateName: train-, namespace: default, labels: { kueue.x-k8s.io/queue-name: team } }
spec:
  template:
    metadata: { labels: { app: train } }
    spec: { priorityClassName: system-cluster-critical, containers: [{ name: train, image: registry.example/train:1 }] }
`,
  'an operator whose pods no manifest shows': `
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: main, namespace: default }
spec: { instances: 3 }
---
apiVersion: v1
kind: Service
metadata: { name: main-writer, namespace: default }
spec: { selector: { cnpg.io/cluster: main, role: primary }, ports: [{ port: 5432 }] }
---
apiVersion: v1
kind: Service
metadata: { name: outside, namespace: default }
spec: { type: ExternalName, externalName: db.example.com }
---
apiVersion: v1
kind: Service
metadata: { name: by-hand, namespace: default }
spec: { ports: [{ port: 5432 }] }
`,
  'an API server beside the API server': `
apiVersion: v1
kind: ServiceAccount
metadata: { name: adapter, namespace: kube-system }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: adapter-reader, namespace: kube-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: extension-apiserver-authentication-reader }
subjects: [{ kind: ServiceAccount, name: adapter, namespace: kube-system }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: adapter-delegator }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: 'system:auth-delegator' }
subjects:
  - { kind: ServiceAccount, name: adapter, namespace: kube-system }
  - { kind: ServiceAccount, name: horizontal-pod-autoscaler, namespace: kube-system }
  - { kind: Group, name: 'system:authenticated', apiGroup: rbac.authorization.k8s.io }
`,
  'settings that programs find themselves': `
apiVersion: apps/v1
kind: Deployment
metadata: { name: grafana, namespace: default }
spec:
  selector: { matchLabels: { app: grafana } }
  template:
    metadata: { labels: { app: grafana } }
    spec: { containers: [{ name: grafana, image: grafana/grafana:11, args: ['--state=grafana-state'] }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: dashboard, namespace: default, labels: { grafana_dashboard: '1' } }
data: { a.json: '{}' }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: grafana-state, namespace: default }
data: {}
`,
  'delivery by Flux and Argo CD': `
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: charts, namespace: default }
spec: { url: https://charts.example.com }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web, namespace: default }
spec:
  targetNamespace: made
  install: { createNamespace: true }
  chart: { spec: { chart: web, sourceRef: { kind: HelmRepository, name: charts } } }
---
apiVersion: v1
kind: LimitRange
metadata: { name: limits, namespace: made }
---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: platform, namespace: default }
spec: { project: default, destination: { namespace: other }, syncPolicy: { syncOptions: [CreateNamespace=true] } }
---
apiVersion: v1
kind: LimitRange
metadata: { name: limits, namespace: other }
`,
};
