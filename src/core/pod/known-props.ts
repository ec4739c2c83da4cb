import type * as k8s from '../../../imports/kubernetes';
import { PLACEMENT } from '../require-props';
import type { PropShapes } from '../require-props';
import type { ContainerProps } from './container';
import type { PodTemplateProps } from './pod-template';

/** An environment variable. */
export const ENV_VAR: PropShapes<k8s.EnvVar> = { name: 'text', value: 'late text?', valueFrom: 'object?' };

/** The place of a volume in a container. */
export const VOLUME_MOUNT: PropShapes<k8s.VolumeMount> = {
  name: 'text',
  mountPath: 'value?',
  mountPropagation: 'value?',
  readOnly: 'value?',
  recursiveReadOnly: 'value?',
  subPath: 'value?',
  subPathExpr: 'value?',
};

/** A toleration of pods. */
export const TOLERATION: PropShapes<k8s.Toleration> = {
  key: 'value?',
  operator: 'value?',
  value: 'value?',
  effect: 'value?',
  tolerationSeconds: 'value?',
};

const SECURITY_CONTEXT: PropShapes<k8s.SecurityContext> = {
  allowPrivilegeEscalation: 'value?',
  appArmorProfile: 'object?',
  capabilities: { 'fields?': { add: 'texts?', drop: 'late list?' } },
  privileged: 'value?',
  procMount: 'value?',
  readOnlyRootFilesystem: 'value?',
  runAsGroup: 'value?',
  runAsNonRoot: 'value?',
  runAsUser: 'value?',
  seLinuxOptions: 'object?',
  seccompProfile: 'object?',
  windowsOptions: 'object?',
};

/** Requests and limits. */
export const RESOURCES: PropShapes<k8s.ResourceRequirements> = {
  claims: 'late list?',
  limits: 'object?',
  requests: 'object?',
};

/** The properties of a container. */
export const CONTAINER: PropShapes<ContainerProps> = {
  name: 'text?',
  image: 'late text?',
  gpus: 'value?',
  gpuResource: 'value?',
  secretEnv: 'object?',
  args: 'late list?',
  command: 'late list?',
  env: { 'each?': ENV_VAR },
  envFrom: 'late list?',
  imagePullPolicy: 'value?',
  lifecycle: 'object?',
  livenessProbe: 'object?',
  ports: 'late list?',
  readinessProbe: 'object?',
  resizePolicy: 'late list?',
  resources: { 'fields?': RESOURCES },
  restartPolicy: 'value?',
  restartPolicyRules: 'late list?',
  securityContext: { 'fields?': SECURITY_CONTEXT },
  startupProbe: 'object?',
  stdin: 'value?',
  stdinOnce: 'value?',
  terminationMessagePath: 'value?',
  terminationMessagePolicy: 'value?',
  tty: 'value?',
  volumeDevices: { 'each?': { name: 'text', devicePath: 'value?' } },
  volumeMounts: { 'each?': VOLUME_MOUNT },
  workingDir: 'value?',
};

/** The properties of pods. */
export const POD_TEMPLATE: PropShapes<PodTemplateProps> = {
  labels: 'object?',
  annotations: 'object?',
  containers: 'list?',
  initContainers: 'list?',
  serviceAccount: 'value?',
  needsApi: 'value?',
  placement: PLACEMENT,
  safeDefaults: 'value?',
  activeDeadlineSeconds: 'value?',
  affinity: 'object?',
  automountServiceAccountToken: 'value?',
  dnsConfig: 'object?',
  dnsPolicy: 'value?',
  enableServiceLinks: 'value?',
  ephemeralContainers: 'late list?',
  hostAliases: 'late list?',
  hostIPC: 'value?',
  hostNetwork: 'value?',
  hostPID: 'value?',
  hostUsers: 'value?',
  hostname: 'value?',
  hostnameOverride: 'value?',
  imagePullSecrets: 'late list?',
  nodeName: 'value?',
  nodeSelector: 'object?',
  os: 'object?',
  overhead: 'object?',
  preemptionPolicy: 'value?',
  priority: 'value?',
  priorityClassName: 'value?',
  readinessGates: 'late list?',
  resourceClaims: 'late list?',
  resources: { 'fields?': RESOURCES },
  restartPolicy: 'value?',
  runtimeClassName: 'value?',
  schedulerName: 'value?',
  schedulingGates: 'late list?',
  schedulingGroup: 'object?',
  securityContext: 'object?',
  serviceAccountName: 'value?',
  setHostnameAsFQDN: 'value?',
  shareProcessNamespace: 'value?',
  subdomain: 'value?',
  terminationGracePeriodSeconds: 'value?',
  tolerations: { 'each?': TOLERATION },
  topologySpreadConstraints: 'late list?',
  volumes: 'list?',
};
