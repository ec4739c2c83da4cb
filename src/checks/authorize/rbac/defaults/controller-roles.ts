/**
 * The ClusterRoles of the controllers of kube-controller-manager, without `system:controller:` before their names. Each is bound to the
 * service account of its name in `kube-system`.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/plugin/pkg/auth/authorizer/rbac/bootstrappolicy/controller_policy.go
 */
export const CONTROLLER_ROLES = `
attachdetach-controller
  list,watch core persistentvolumeclaims,persistentvolumes
  READ core nodes
  patch,update core nodes/status
  list,watch core pods
  EVENTS
  get,create,delete,list,watch storage.k8s.io volumeattachments
  READ storage.k8s.io csidrivers
  READ storage.k8s.io csinodes
clusterrole-aggregation-controller
  escalate,READ,patch,update rbac.authorization.k8s.io clusterroles
cronjob-controller
  READ,update batch cronjobs
  create,delete,READ,patch,update batch jobs
  update batch cronjobs/status
  update batch cronjobs/finalizers
  delete,list,watch core pods
  EVENTS
daemon-set-controller
  READ apps,extensions daemonsets
  update apps,extensions daemonsets/status
  update apps,extensions daemonsets/finalizers
  list,watch core nodes
  create,delete,list,patch,watch core pods
  create core pods/binding
  create,delete,READ,patch,update apps controllerrevisions
  EVENTS
deployment-controller
  READ,update apps,extensions deployments
  update apps,extensions deployments/status
  update apps,extensions deployments/finalizers
  create,delete,READ,patch,update apps,extensions replicasets
  READ,update core pods
  EVENTS
disruption-controller
  READ apps,extensions deployments
  READ apps,extensions replicasets
  READ core replicationcontrollers
  READ policy poddisruptionbudgets
  READ apps statefulsets
  update policy poddisruptionbudgets/status
  patch,update core pods/status
  get * */scale
  EVENTS
endpoint-controller
  READ core pods,services
  create,delete,READ,update core endpoints
  create core endpoints/restricted
  EVENTS
endpointslice-controller
  READ core nodes,pods,services
  update core services/finalizers
  create,delete,READ,update discovery.k8s.io endpointslices
  EVENTS
endpointslicemirroring-controller
  READ core endpoints,services
  update core services/finalizers
  update core endpoints/finalizers
  create,delete,READ,update discovery.k8s.io endpointslices
  EVENTS
ephemeral-volume-controller
  READ core pods
  update core pods/finalizers
  create,READ core persistentvolumeclaims
  EVENTS
expand-controller
  READ,patch,update core persistentvolumes
  patch,update core persistentvolumeclaims/status
  READ core persistentvolumeclaims
  @27-35 get core services
  EVENTS
generic-garbage-collector
  delete,READ,patch,update * *
  EVENTS
horizontal-pod-autoscaler
  READ autoscaling horizontalpodautoscalers
  update autoscaling horizontalpodautoscalers/status
  get,update * */scale
  list,watch core pods
  list,watch metrics.k8s.io pods
  READ custom.metrics.k8s.io *
  READ external.metrics.k8s.io *
  EVENTS
job-controller
  READ,patch,update batch jobs
  update batch jobs/status
  update batch jobs/finalizers
  create,delete,list,patch,watch core pods
  EVENTS
@28 legacy-service-account-token-cleaner
  get core configmaps kube-apiserver-legacy-service-account-token-tracking
  delete,patch core secrets
namespace-controller
  delete,READ core namespaces
  update core namespaces/finalize,namespaces/status
  delete,deletecollection,READ * *
node-controller
  delete,READ,patch,update core nodes
  patch,update core nodes/status
  patch,update core pods/status
  delete,READ core pods
  EVENTS
persistent-volume-binder
  create,delete,READ,update core persistentvolumes
  update core persistentvolumes/status
  READ,update core persistentvolumeclaims
  update core persistentvolumeclaims/status
  create,delete,READ core pods
  READ storage.k8s.io storageclasses
  list,watch core nodes
  EVENTS
  watch core events
  @27-35 get core services
pod-garbage-collector
  delete,list,watch core pods
  READ core nodes
  patch core pods/status
pv-protection-controller
  READ,update core persistentvolumes
  EVENTS
pvc-protection-controller
  READ,update core persistentvolumeclaims
  @36 update core persistentvolumeclaims/status
  READ core pods
  EVENTS
replicaset-controller
  READ,update apps,extensions replicasets
  update apps,extensions replicasets/status
  update apps,extensions replicasets/finalizers
  create,delete,list,patch,watch core pods
  EVENTS
replication-controller
  READ,update core replicationcontrollers
  update core replicationcontrollers/status
  update core replicationcontrollers/finalizers
  create,delete,list,patch,watch core pods
  EVENTS
@34 resource-claim-controller
  READ core pods
  update core pods/finalizers
  create,delete,READ resource.k8s.io resourceclaims
  patch,update resource.k8s.io resourceclaims,resourceclaims/status
  @36 patch,update resource.k8s.io resourceclaims/binding
  patch,update core pods/status
  EVENTS
@36 device-taint-eviction-controller
  delete,READ core pods
  patch,update core pods/status
  READ resource.k8s.io deviceclasses,resourceclaims,resourceslices
  EVENTS
resourcequota-controller
  list,watch * *
  update core resourcequotas/status
  EVENTS
root-ca-cert-publisher
  create,update core configmaps
  EVENTS
route-controller
  list,watch core nodes
  patch core nodes/status
  EVENTS
@33 selinux-warning-controller
  EVENTS
  READ core persistentvolumes
  READ core persistentvolumeclaims
  READ core pods
  READ storage.k8s.io csidrivers
service-account-controller
  create core serviceaccounts
  EVENTS
@33 service-cidrs-controller
  READ,patch,update networking.k8s.io servicecidrs
  patch,update networking.k8s.io servicecidrs/finalizers
  patch,update networking.k8s.io servicecidrs/status
  READ networking.k8s.io ipaddresses
  EVENTS
service-controller
  READ core services
  patch,update core services/status
  list,watch core nodes
  EVENTS
statefulset-controller
  list,watch core pods
  READ apps statefulsets
  update apps statefulsets/status
  update apps statefulsets/finalizers
  create,delete,get,patch,update core pods
  create,delete,READ,patch,update apps controllerrevisions
  create,READ core persistentvolumeclaims
  delete,update core persistentvolumeclaims
  update core pods/finalizers
  EVENTS
ttl-after-finished-controller
  delete,READ batch jobs
  EVENTS
ttl-controller
  list,patch,update,watch core nodes
  EVENTS
@30 validatingadmissionpolicy-status-controller
  READ admissionregistration.k8s.io validatingadmissionpolicies
  get,patch,update admissionregistration.k8s.io validatingadmissionpolicies/status
  EVENTS
@34 volumeattributesclass-protection-controller
  READ core persistentvolumeclaims
  READ core persistentvolumes
  READ,update storage.k8s.io volumeattributesclasses
  EVENTS
certificate-controller
  delete,READ certificates.k8s.io certificatesigningrequests
  update certificates.k8s.io certificatesigningrequests/approval,certificatesigningrequests/status
  approve certificates.k8s.io signers kubernetes.io/kube-apiserver-client-kubelet
  sign certificates.k8s.io signers kubernetes.io/kube-apiserver-client,kubernetes.io/kube-apiserver-client-kubelet,kubernetes.io/kubelet-serving,kubernetes.io/legacy-unknown
  create authorization.k8s.io subjectaccessreviews
  EVENTS
`.replaceAll('EVENTS', 'create,patch,update core,events.k8s.io events');
