import type { Construct } from 'constructs';
import type { ControllerProps } from './controller';
import { resourcesOf } from './controller-pods';
import { settingsToEnv } from './controller-settings';

/** The variables that the chart sets from values of its own. */
const OF_THE_CHART: readonly string[] = ['LOG_LEVEL', 'FEATURE_GATES', 'VM_MEMORY_OVERHEAD_PERCENT'];

/**
 * The values of the provider's Helm chart that make it the same controller. The bootstrap token stays in its Secret.
 *
 * @see https://github.com/Azure/karpenter-provider-azure/blob/main/charts/karpenter/values.yaml
 */
export function controllerValues(
  controller: Construct,
  props: ControllerProps,
  serviceAccountName: string,
  replicas: number,
): Record<string, unknown> {
  const { clientId, bootstrapToken, image, release, featureGates, vmMemoryOverheadPercent, logLevel = 'info' } = props;
  const bound = bootstrapToken.bind(controller);
  const env = Object.entries(settingsToEnv(controller, props)).filter(([name]) => !OF_THE_CHART.includes(name));
  const settings = {
    ...(vmMemoryOverheadPercent !== undefined && { vmMemoryOverheadPercent }),
    ...(featureGates && {
      featureGates: Object.fromEntries(
        Object.entries(featureGates).map(([gate, on]) => [gate.charAt(0).toLowerCase() + gate.slice(1), on]),
      ),
    }),
  };
  return {
    replicas,
    serviceAccount: { name: serviceAccountName, annotations: { 'azure.workload.identity/client-id': clientId } },
    podLabels: { 'azure.workload.identity/use': 'true' },
    logLevel,
    ...(Object.keys(settings).length > 0 && { settings }),
    controller: {
      ...imageValues(image, release),
      env: [
        ...env.map(([name, value]) => ({ name, value })),
        {
          name: 'KUBELET_BOOTSTRAP_TOKEN',
          valueFrom: { secretKeyRef: { name: bound.name, key: bound.key } },
        },
      ],
      ...(bound.volume && {
        extraVolumeMounts: [bound.volume.mount],
      }),
      resources: resourcesOf(props),
    },
    ...(bound.volume && { extraVolumes: [bound.volume.volume] }),
  };
}

/** The image as the chart takes it; without any, the chart's own. */
function imageValues(image: string | undefined, release: string | undefined): object {
  if (image === undefined)
    return release === undefined ? {} : { image: { tag: release.replace(/^v/, ''), digest: '' } };
  const [, repository, tag, digest] = /^(.*?)(?::([^:/@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(image)!;
  return { image: { repository, ...(tag !== undefined && { tag }), digest: digest ?? '' } };
}
