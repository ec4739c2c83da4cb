/** Manifests of old versions, a file each, as people have them. Each is refused by the checks for its version or has something deprecated. */
export const OLD: Readonly<Record<string, string>> = {
  nodePool: `apiVersion: karpenter.sh/v1beta1
kind: NodePool
metadata:
  name: general
spec:
  disruption:
    consolidationPolicy: WhenUnderutilized # moves pods
    expireAfter: Never
  template:
    metadata:
      annotations:
        karpenter.sh/do-not-consolidate: "true"
    spec:
      kubelet:
        # tight
        maxPods: 60
        imageGCHighThresholdPercent: 85 # percent
        cpuCFSQuota: true
      resources:
        requests: { cpu: 1 }
      nodeClassRef:
        name: default
      requirements:
        - key: beta.kubernetes.io/arch
          operator: In
          values: [amd64]
  limits:
    cpu: 100
---
apiVersion: karpenter.azure.com/v1alpha2
kind: AKSNodeClass
metadata:
  name: default
spec:
  imageFamily: Ubuntu2204
  imageVersion: 202401.1.0 # pinned
`,
  deployment: `apiVersion: extensions/v1beta1
kind: Deployment
metadata:
  name: web
spec:
  rollbackTo: { revision: 2 }
  # one pod
  replicas: 1
  template:
    metadata:
      labels: &labels
        app: web
      annotations:
        seccomp.security.alpha.kubernetes.io/pod: runtime/default
        container.apparmor.security.beta.kubernetes.io/web: localhost/p
        karpenter.sh/do-not-evict: "true"
    spec:
      serviceAccount: web   # who
      nodeSelector:
        beta.kubernetes.io/os: linux
      tolerations:
      - key: node-role.kubernetes.io/master
        effect: NoSchedule
      - {key: karpenter.sh/disruption, value: disrupting, effect: NoSchedule}
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
          - topologyKey: failure-domain.beta.kubernetes.io/zone
            labelSelector:
              matchLabels: *labels
      containers:
      - name: web
        image: "registry.example/web:1"
`,
  daemonSet: `apiVersion: extensions/v1beta1
kind: DaemonSet
metadata:
  name: nvidia-device-plugin-daemonset
  namespace: gpu-resources
spec:
  templateGeneration: 1
  template:
    metadata:
      # marks it critical
      annotations:
        scheduler.alpha.kubernetes.io/critical-pod: ""
      labels: {name: nvidia-device-plugin-ds}
    spec:
      containers:
      - {name: plugin, image: 'nvcr.io/nvidia/k8s-device-plugin:v0.17.1'}
`,
  statefulSet: `apiVersion: apps/v1beta1
kind: StatefulSet
metadata: {name: s}
spec:
  serviceName: s
  template:
    metadata: {labels: {app: s}}
    spec: {containers: [{name: a, image: 'registry.example/a:1', resources: {limits: {alpha.kubernetes.io/nvidia-gpu: 1}}}]}
  volumeClaimTemplates:
  - metadata:
      name: data
      annotations:
        volume.beta.kubernetes.io/storage-class: fast
    spec:
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 1Gi}}
`,
  ingress: `apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: web
  annotations:
    # the class
    kubernetes.io/ingress.class: nginx
    certmanager.k8s.io/cluster-issuer: ca
    certmanager.k8s.io/acme-http01-edit-in-place: "true"
spec:
  backend: {serviceName: web, servicePort: 80}
  rules:
  - http:
      paths:
      - path: /a
        backend:
          serviceName: web # the service
          # its port
          servicePort: "80"
      - backend:
          serviceName: web
          servicePort: http
        path: /b
`,
  cronJob: `kind: CronJob
apiVersion: "batch/v1beta1"
metadata: { name: nightly }
spec:
  schedule: 0 3 * * *
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          serviceAccount: 'nightly'
          serviceAccountName: nightly
          containers: [{ name: a, image: registry.example/a:1 }]
`,
  disruptionBudget: `apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: a }
spec: { minAvailable: 1, selector: {} }
`,
  rbac: `apiVersion: rbac.authorization.k8s.io/v1alpha1
kind: ClusterRoleBinding
metadata: { name: a }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects:
- kind: Group
  apiVersion: rbac.authorization.k8s.io/v1alpha1
  name: devs
- apiVersion: v1
  kind: ServiceAccount # no group
  name: a
  namespace: a
`,
  webhook: `apiVersion: admissionregistration.k8s.io/v1beta1
kind: ValidatingWebhookConfiguration
metadata: { name: a }
webhooks:
- name: a.example.com
  clientConfig: { url: "https://a.example.com/x" }
  sideEffects: None
`,
  autoscaler: `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  maxReplicas: 3
  scaleTargetRef: {apiVersion: extensions/v1beta1, kind: Deployment, name: web}
  metrics:
  - type: Resource
    resource:
      name: cpu
      targetAverageUtilization: 50 # percent
  - type: Pods
    pods: {metricName: hits, targetAverageValue: 1k}
  - type: Object
    object:
      target: {kind: Service, name: a}
      metricName: x
      targetValue: 5
      averageValue: 2
  - type: External
    external:
      metricName: queue
      metricSelector: { matchLabels: { queue: a } }
      targetAverageValue: "30"
`,
  storageClass: `apiVersion: storage.k8s.io/v1beta1
kind: StorageClass
metadata:
  name: fast
  annotations: {storageclass.beta.kubernetes.io/is-default-class: "true"}
provisioner: disk.csi.azure.com
allowedTopologies:
- matchLabelExpressions:
  - key: failure-domain.beta.kubernetes.io/zone
    values: [westeurope-1]
`,
  flowSchema: `apiVersion: flowcontrol.apiserver.k8s.io/v1beta2
kind: PriorityLevelConfiguration
metadata: { name: a }
spec:
  type: Limited
  limited:
    assuredConcurrencyShares: 20 # of all
    limitResponse: { type: Reject }
`,
  endpointSlice: `apiVersion: discovery.k8s.io/v1beta1
kind: EndpointSlice
metadata: { name: a }
addressType: IPv4
endpoints:
- addresses: [10.0.0.1]
  topology:
    kubernetes.io/hostname: node-a
    topology.kubernetes.io/zone: eu-1
ports: [{ port: 80, name: http }]
`,
  certificate: `apiVersion: certmanager.k8s.io/v1alpha1
kind: Certificate
metadata: { name: a, labels: { certmanager.k8s.io/own: x } }
spec:
  secretName: a
  keySize: 2048 # bits
  keyAlgorithm: rsa
  keyEncoding: 'pkcs8'
  organization: [x]
  uriSANs: [ "spiffe://a/b" ]
  dnsNames: [a.example]
  issuerRef: {name: ca, kind: ClusterIssuer, group: certmanager.k8s.io}
`,
  issuer: `apiVersion: cert-manager.io/v1alpha2
kind: ClusterIssuer
metadata: { name: ca }
spec:
  acme:
    server: https://acme.example/directory
    privateKeySecretRef: { name: ca }
    solvers:
    - dns01:
        azuredns: { hostedZoneName: a.example, resourceGroupName: g, subscriptionID: s }
`,
  externalSecret: `apiVersion: external-secrets.io/v1beta1
kind: ExternalSecret
metadata: { name: a }
spec:
  secretStoreRef: { name: vault, kind: ClusterSecretStore }
  target: { name: a }
  data: [{ secretKey: a, remoteRef: { key: a } }]
`,
  profile: `apiVersion: kubeflow.org/v1beta1
kind: Profile
metadata: { name: admin }
spec:
  owner: { kind: User, name: admin@example.com }
`,
  claim: `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
  annotations:
    volume.beta.kubernetes.io/storage-class: "fast"
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
`,
};
