import type { Construct } from 'constructs';
import { fail, requireOneOf, requireSyntax } from '../../core/fail';
import type { PodTemplateProps } from '../../core/pod/pod-template';
import { Placement } from '../../core/placement';
import { WorkloadObject } from '../../core/workload/workload-object';
import { dns1123Subdomain } from '../../facts/names';
import { imageOf } from '../images';
import { CONTRACT, WORKLOADS } from '../names';
import type { RunnerProps } from '../runner-props';
import type { RunnerVersion } from '../runner-version';
import { renderVariant } from './variant';
import { VARIANTS } from './variants';

/** What the pod template of document 001 leaves open, and so may be said. */
const TEMPLATE_OPTIONS: readonly string[] = [
  ...['version', 'edition', 'name', 'image', 'imagePullPolicy', 'imagePullSecrets', 'replicas', 'gpus', 'gpuResource'],
  ...['resources', 'placement'],
];

const VARIANT_OPTIONS: readonly string[] = ['version', 'edition', 'variant', 'image'];

/**
 * Renders what a document shows, and nothing beside it.
 *
 * @returns the name of the Deployment or Job
 * @throws where an option is given that the document has no place for, and that would be lost without a word
 */
export function renderDocumented(runner: Construct, version: RunnerVersion, props: RunnerProps): string {
  const { variant } = props;
  requireOneOf(runner, 'variant', variant, Object.keys(VARIANTS));
  const allowed = variant === undefined ? TEMPLATE_OPTIONS : VARIANT_OPTIONS;
  const lost = Object.entries(props).find(([option, value]) => value !== undefined && !allowed.includes(option));
  if (lost) {
    const what = variant === undefined ? "edition 'documented'" : `variant '${variant}'`;
    throw fail(runner, `${lost[0]} is given, and ${what} does not have it`);
  }
  if (variant !== undefined) return renderVariant(runner, variant, props.image);
  const name = props.name ?? WORKLOADS.Deployment;
  requireSyntax(runner, 'name', name, dns1123Subdomain);
  new WorkloadObject(runner, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas: props.replicas ?? 1 },
    template: podTemplate(runner, version, props),
    selector: true,
  });
  return name;
}

/** The template of document 001, section "Kubernetes labelling". */
function podTemplate(runner: Construct, version: RunnerVersion, props: RunnerProps): PodTemplateProps {
  const { gpus = 1, gpuResource = 'nvidia.com/gpu', imagePullPolicy, resources } = props;
  const requests = { [gpuResource]: gpus, memory: '8G', cpu: 2 };
  const given = resources && {
    gpus: props.gpus ?? (resources.limits?.[gpuResource] === undefined ? 1 : undefined),
    gpuResource,
    resources,
  };
  return {
    labels: { app: CONTRACT.app },
    placement: props.placement ?? Placement.labels({ 'leafai.affinity': 'production' }),
    nodeSelector: { 'beta.kubernetes.io/os': 'linux' },
    imagePullSecrets: (props.imagePullSecrets ?? ['studioml-go-docker-key']).map((name) => ({ name })),
    safeDefaults: false,
    containers: [
      {
        name: CONTRACT.app,
        image: documentedImage(runner, version, props),
        ...(given ?? { resources: { requests, limits: { ...requests, memory: '16G' } } }),
        ...(imagePullPolicy && { imagePullPolicy }),
      },
    ],
  };
}

/** The documents name releases by their tag at Docker Hub, without digest. */
function documentedImage(runner: Construct, version: RunnerVersion, { image }: RunnerProps): string {
  return imageOf(runner, version, image ?? `leafai/studio-go-runner:${version.toString().replace(/^v/, '')}`);
}
