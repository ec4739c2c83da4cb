import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import type { PodTemplateProps } from '../core/pod/pod-template';
import type { ControllerProps } from './controller';
import { settingsToEnv } from './controller-settings';

/** The port of the controller's metrics. */
export const METRICS_PORT = 8080;

const HEALTH_PORT = 8081;

/** The pods of Karpenter's controller. They never run on a node that Karpenter made, which they might remove under themselves. */
export function controllerPods(
  controller: Construct,
  props: ControllerProps,
  serviceAccount: string,
  labels: Readonly<Record<string, string>>,
): PodTemplateProps {
  return {
    labels: { ...labels, 'azure.workload.identity/use': 'true' },
    serviceAccount,
    needsApi: true,
    priorityClassName: 'system-cluster-critical',
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    // The system pools of AKS may carry this taint.
    tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Exists' }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'karpenter.sh/nodepool', operator: 'DoesNotExist' }] }],
        },
      },
      podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [
          { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: labels } },
        ],
      },
    },
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: labels },
      },
    ],
    securityContext: { runAsUser: 65532, runAsGroup: 65532, fsGroup: 65532 },
    containers: [
      {
        name: 'controller',
        image:
          props.image ?? `mcr.microsoft.com/aks/karpenter/controller:${(props.release ?? '1.14.2').replace(/^v/, '')}`,
        imagePullPolicy: 'IfNotPresent',
        env: environment(controller, props),
        secretEnv: { KUBELET_BOOTSTRAP_TOKEN: props.bootstrapToken },
        resources: resourcesOf(props),
        ports: [
          { name: 'http-metrics', containerPort: METRICS_PORT, protocol: 'TCP' },
          { name: 'http', containerPort: HEALTH_PORT, protocol: 'TCP' },
        ],
        livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, initialDelaySeconds: 30, timeoutSeconds: 30 },
        readinessProbe: { httpGet: { path: '/readyz', port: 'http' }, initialDelaySeconds: 5, timeoutSeconds: 30 },
      },
    ],
  };
}

/** Requests and limits, which are equal: the controller decides on nodes, and must not be the first to be evicted. */
export function resourcesOf({ resources = {} }: ControllerProps): k8s.ResourceRequirements & {
  readonly limits: Record<string, k8s.Quantity>;
} {
  const { cpu = 1, memory = '1Gi' } = resources;
  return { requests: { cpu, memory }, limits: { cpu, memory } };
}

function environment(controller: Construct, props: ControllerProps): k8s.EnvVar[] {
  const container = { containerName: 'controller' };
  return [
    { name: 'KARPENTER_SERVICE', value: 'karpenter' },
    { name: 'DISABLE_WEBHOOK', value: 'true' },
    { name: 'METRICS_PORT', value: String(METRICS_PORT) },
    { name: 'HEALTH_PROBE_PORT', value: String(HEALTH_PORT) },
    { name: 'SYSTEM_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    {
      name: 'CPU_REQUESTS',
      valueFrom: { resourceFieldRef: { ...container, resource: 'requests.cpu', divisor: '1m' } },
    },
    { name: 'MEMORY_LIMIT', valueFrom: { resourceFieldRef: { ...container, resource: 'limits.memory' } } },
    ...Object.entries(settingsToEnv(controller, props)).map(([name, value]) => ({ name, value })),
  ];
}
