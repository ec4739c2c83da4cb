import type * as k8s from '../../../imports/kubernetes';
import { TEXTS, listOf, objectOf } from '../prop-words';
import { PLACEMENT } from '../require-props';
import type { PropShapes } from '../require-props';
import type { ContainerProps } from './container';
import type { PodTemplateProps } from './pod-template';
import type { SafeDefaults } from './safe-defaults';

const AMOUNTS = { 'object?': "an object of names and quantities, such as { memory: '1Gi' }" } as const;

const PROBE = objectOf('exec', 'grpc', 'httpGet', 'tcpSocket', 'initialDelaySeconds', 'periodSeconds and the like');

/** An environment variable. */
export const ENV_VAR: PropShapes<k8s.EnvVar> = {
  name: 'text',
  value: 'late text?',
  valueFrom: objectOf('configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'),
};

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
  appArmorProfile: objectOf('type', 'localhostProfile'),
  capabilities: { 'fields?': { add: 'texts?', drop: 'late list?' } },
  privileged: 'value?',
  procMount: 'value?',
  readOnlyRootFilesystem: 'value?',
  runAsGroup: 'value?',
  runAsNonRoot: 'value?',
  runAsUser: 'value?',
  seLinuxOptions: objectOf('level', 'role', 'type', 'user'),
  seccompProfile: objectOf('type', 'localhostProfile'),
  windowsOptions: objectOf('gmsaCredentialSpec', 'gmsaCredentialSpecName', 'hostProcess', 'runAsUserName'),
};

/** Requests and limits. */
export const RESOURCES: PropShapes<k8s.ResourceRequirements> = {
  claims: 'late list?',
  limits: AMOUNTS,
  requests: AMOUNTS,
};

/** What pods get by themselves. */
export const SAFE_DEFAULTS: PropShapes<SafeDefaults> = {
  requests: 'boolean?',
  nonRoot: 'boolean?',
  seccomp: 'boolean?',
  noPrivilegeEscalation: 'boolean?',
  dropCapabilities: 'boolean?',
  readOnlyRootFilesystem: 'boolean?',
  noServiceAccountToken: 'boolean?',
};

/** The properties of a container. */
export const CONTAINER: PropShapes<ContainerProps> = {
  name: 'text?',
  image: 'late text?',
  gpus: 'value?',
  gpuResource: 'value?',
  secretEnv: { 'object?': "an object of names and sources, such as { URL: SecretSource.existing('queue', 'url') }" },
  args: 'late list?',
  command: 'late list?',
  env: { 'each?': ENV_VAR },
  envFrom: 'late list?',
  imagePullPolicy: 'value?',
  lifecycle: objectOf('postStart', 'preStop', 'stopSignal'),
  livenessProbe: PROBE,
  ports: 'late list?',
  readinessProbe: PROBE,
  resizePolicy: 'late list?',
  resources: { 'fields?': RESOURCES },
  restartPolicy: 'value?',
  restartPolicyRules: 'late list?',
  securityContext: { 'fields?': SECURITY_CONTEXT },
  startupProbe: PROBE,
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
  labels: TEXTS,
  annotations: TEXTS,
  containers: listOf('containers with name and image'),
  initContainers: listOf('containers with name and image'),
  serviceAccount: 'value?',
  needsApi: 'boolean?',
  placement: PLACEMENT,
  safeDefaults: { 'false?': SAFE_DEFAULTS },
  activeDeadlineSeconds: 'value?',
  affinity: objectOf('nodeAffinity', 'podAffinity', 'podAntiAffinity'),
  automountServiceAccountToken: 'value?',
  dnsConfig: objectOf('nameservers', 'options', 'searches'),
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
  nodeSelector: TEXTS,
  os: objectOf('name'),
  overhead: AMOUNTS,
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
  schedulingGroup: objectOf('podGroupName'),
  securityContext: objectOf(
    'runAsUser',
    'runAsGroup',
    'runAsNonRoot',
    'fsGroup',
    'seccompProfile and other fields of a PodSecurityContext',
  ),
  serviceAccountName: 'value?',
  setHostnameAsFQDN: 'value?',
  shareProcessNamespace: 'value?',
  subdomain: 'value?',
  terminationGracePeriodSeconds: 'value?',
  tolerations: { 'each?': TOLERATION },
  topologySpreadConstraints: 'late list?',
  volumes: listOf('volumes with name and a source, such as emptyDir'),
};
