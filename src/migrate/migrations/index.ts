import type { Migration } from '../migration';
import { CERT_MANAGER_ANNOTATIONS } from './cert-manager/annotations';
import { CERT_MANAGER } from './cert-manager/resources';
import { DO_NOT_DISRUPT } from './karpenter/do-not-disrupt';
import { NODE_CLASS } from './karpenter/node-class';
import { NODE_POOL } from './karpenter/node-pool';
import { DISRUPTED_TAINT } from './karpenter/taints';
import { API_VERSIONS } from './kubernetes/api-versions';
import { AUTOSCALER } from './kubernetes/autoscaler';
import { DISRUPTION_BUDGET } from './kubernetes/disruption-budget';
import { ENDPOINT_SLICE } from './kubernetes/endpoint-slice';
import { FLOW_CONTROL } from './kubernetes/flow-control';
import { INGRESS } from './kubernetes/ingress';
import { RBAC } from './kubernetes/rbac';
import { NOT_SERVED } from './kubernetes/not-served';
import { REPORTED_KINDS } from './kubernetes/reported';
import { SIGNING_REQUEST } from './kubernetes/signing-request';
import { WEBHOOKS } from './kubernetes/webhooks';
import { WORKLOADS } from './kubernetes/workloads';
import { EXTERNAL_SECRETS } from './others/external-secrets';
import { INGRESS_CLASS } from './others/ingress-class';
import { ISTIO_V1 } from './others/istio';
import { ISTIO_REPORTED } from './others/istio-reported';
import { KUBEFLOW_PROFILE } from './others/kubeflow-profile';
import { STORAGE_CLASS_ANNOTATIONS } from './others/storage-class-annotations';
import { ALPHA_GPU } from './pods/alpha-gpu';
import { CRITICAL_POD } from './pods/critical-pod';
import { MASTER_TOLERATION } from './pods/master-toleration';
import { NODE_LABELS } from './pods/node-labels';
import { SECURITY_PROFILES } from './pods/security-profiles';
import { SERVICE_ACCOUNT } from './pods/service-account';

/** Every migration, in the order in which they are applied: versions first, then what is in objects of any version. */
export const MIGRATIONS: readonly Migration[] = [
  NODE_POOL,
  NODE_CLASS,
  WORKLOADS,
  INGRESS,
  API_VERSIONS,
  DISRUPTION_BUDGET,
  RBAC,
  WEBHOOKS,
  AUTOSCALER,
  FLOW_CONTROL,
  ENDPOINT_SLICE,
  SIGNING_REQUEST,
  REPORTED_KINDS,
  CERT_MANAGER,
  CERT_MANAGER_ANNOTATIONS,
  ISTIO_V1,
  ISTIO_REPORTED,
  EXTERNAL_SECRETS,
  KUBEFLOW_PROFILE,
  DO_NOT_DISRUPT,
  DISRUPTED_TAINT,
  NODE_LABELS,
  MASTER_TOLERATION,
  CRITICAL_POD,
  ALPHA_GPU,
  SECURITY_PROFILES,
  SERVICE_ACCOUNT,
  STORAGE_CLASS_ANNOTATIONS,
  INGRESS_CLASS,
  NOT_SERVED,
];
