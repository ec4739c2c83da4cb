import type { PodTemplateProps } from '../core/pod/pod-template';
import type { ClusterAutoscalerProps } from './cluster-autoscaler';

const NAME = 'cluster-autoscaler';
const PORT = 8085;

/** The pods of the platform edition; `image` is that of the target's Kubernetes. */
export function platformPods(props: ClusterAutoscalerProps, image: string): PodTemplateProps {
  const { resources = { requests: { cpu: '100m', memory: '600Mi' }, limits: { memory: '600Mi' } } } = props;
  const check = { httpGet: { path: '/health-check', port: 'metrics' } };
  return {
    labels: { app: NAME },
    // It would end itself with the node that it stands on.
    annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' },
    serviceAccount: NAME,
    needsApi: true,
    priorityClassName: 'system-cluster-critical',
    placement: props.placement,
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    securityContext: { runAsUser: 65534, runAsGroup: 65534, fsGroup: 65534 },
    containers: [
      {
        name: NAME,
        image,
        command: ['./cluster-autoscaler'],
        args: flags(props),
        env: [{ name: 'AWS_REGION', value: props.region }],
        ports: [{ name: 'metrics', containerPort: PORT }],
        // It reports itself ill after ten minutes without a round.
        livenessProbe: { ...check, initialDelaySeconds: 60, periodSeconds: 30, timeoutSeconds: 5 },
        readinessProbe: { ...check, periodSeconds: 30, timeoutSeconds: 5 },
        resources,
      },
    ],
  };
}

function flags(props: ClusterAutoscalerProps): string[] {
  const given: Readonly<Record<string, string | number | boolean | undefined>> = {
    v: props.verbosity ?? 4,
    stderrthreshold: 'info',
    'cloud-provider': 'aws',
    namespace: props.namespace ?? 'kube-system',
    'skip-nodes-with-local-storage': props.skipNodesWithLocalStorage ?? false,
    'skip-nodes-with-system-pods': props.skipNodesWithSystemPods,
    expander: props.expander ?? (props.priorities ? 'priority' : 'least-waste'),
    'node-group-auto-discovery': discovery(props.clusterName),
    'balance-similar-node-groups': props.balanceSimilarNodeGroups,
    'max-nodes-total': props.maxNodesTotal,
    'max-node-provision-time': props.maxNodeProvisionTime,
    'scale-down-unneeded-time': props.scaleDownUnneededTime,
    'scale-down-delay-after-add': props.scaleDownDelayAfterAdd,
    'scale-down-utilization-threshold': props.scaleDownUtilizationThreshold,
    'scale-down-gpu-utilization-threshold': props.scaleDownGpuUtilizationThreshold,
  };
  return Object.entries(given).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}=${String(value)}`]));
}

function discovery(clusterName: string): string {
  return `asg:tag=k8s.io/cluster-autoscaler/enabled,k8s.io/cluster-autoscaler/${clusterName}`;
}

/** As studio-go-runner's `examples/aws/autoscaler.yaml` has them. */
export function documentedPods(clusterName: string): PodTemplateProps {
  const resources = { cpu: '100m', memory: '300Mi' };
  return {
    labels: { app: NAME },
    annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(PORT) },
    serviceAccount: NAME,
    safeDefaults: false,
    containers: [
      {
        name: NAME,
        image: 'k8s.gcr.io/autoscaling/cluster-autoscaler:v1.19.1',
        resources: { limits: resources, requests: resources },
        command: [
          './cluster-autoscaler',
          '--v=4',
          '--stderrthreshold=info',
          '--cloud-provider=aws',
          '--skip-nodes-with-local-storage=false',
          '--expander=least-waste',
          `--node-group-auto-discovery=${discovery(clusterName)}`,
        ],
        volumeMounts: [{ name: 'ssl-certs', mountPath: '/etc/ssl/certs/ca-certificates.crt', readOnly: true }],
        imagePullPolicy: 'Always',
      },
    ],
    volumes: [{ name: 'ssl-certs', hostPath: { path: '/etc/ssl/certs/ca-bundle.crt' } }],
  };
}
