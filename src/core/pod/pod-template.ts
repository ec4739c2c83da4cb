import type { IServiceAccount } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { kindOf, requireConstruct } from '../../facts/given';
import { isMapping } from '../../facts/is-mapping';
import { copy, isEmpty, withoutEmpty } from '../copy';
import { fail } from '../fail';
import { Placement } from '../placement';
import { requireOf } from '../require-each';
import { requireProps } from '../require-props';
import { renderContainer, requireContainer } from './container';
import { POD_TEMPLATE } from './known-props';
import type { ContainerProps } from './container';
import type { SafeDefaults } from './safe-defaults';
import { NO_SAFE_DEFAULTS } from './safe-defaults';

/** A pod template: every field of a pod that Kubernetes 1.27 to 1.36 has, and what is rendered into them. */
export interface PodTemplateProps extends Omit<k8s.PodSpec, 'containers' | 'initContainers' | 'serviceAccount'> {
  /**
   * Labels of the pods.
   * @default - those of the workload's selector
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the pods.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;

  /** The containers; at least one. */
  readonly containers: readonly ContainerProps[];

  /**
   * Containers that run before the others, or beside them where their `restartPolicy` is `Always`.
   * @default - none
   */
  readonly initContainers?: readonly ContainerProps[];

  /**
   * The service account, of this library or of cdk8s-plus, or its name.
   * @default - the namespace's `default`, without a token
   */
  readonly serviceAccount?: Pick<IServiceAccount, 'name'> | string;

  /**
   * Whether the program calls the Kubernetes API and so needs its service account's token.
   * @default false
   */
  readonly needsApi?: boolean;

  /**
   * Where the pods may go; added to `tolerations`, `nodeSelector` and `affinity`.
   * @default - any node
   */
  readonly placement?: Placement;

  /**
   * Which safe defaults apply; `false` turns all of them off.
   * @default - all
   */
  readonly safeDefaults?: SafeDefaults | false;
}

const ALL_SAFE_DEFAULTS = Object.fromEntries(
  Object.keys(NO_SAFE_DEFAULTS).map((name) => [name, true]),
) as unknown as Required<SafeDefaults>;

/**
 * The pod template of a Deployment, StatefulSet, DaemonSet, Job or CronJob. It is the one place that renders pods, so that defaults,
 * placement and secrets are the same everywhere. It is no construct and no object of its own, and it drops no field.
 *
 * @example
 * const template = new PodTemplate(chart, { containers: [{ name: 'train', image: 'ghcr.io/example/train:1.0', gpus: 1 }] });
 */
export class PodTemplate {
  private readonly rendered: k8s.PodTemplateSpec;

  /**
   * @param workload gives errors their path, and secrets the chart to render into
   * @param claimedVolumes names of volumes that come from elsewhere, such as a StatefulSet's claims
   * @throws where two containers or volumes share a name, a mount names no volume, or requests and limits contradict each other
   */
  public constructor(workload: Construct, props: PodTemplateProps, claimedVolumes: readonly string[] = []) {
    requireConstruct('the workload of a PodTemplate', workload);
    this.rendered = copy(renderPods(workload, props, claimedVolumes));
  }

  /** The template as Kubernetes has it; the same at each call, and the caller's to change. */
  public toJson(): k8s.PodTemplateSpec {
    return copy(this.rendered);
  }
}

/**
 * The template of an object that copies what it is given: it shares its parts with the props.
 *
 * @throws as {@link PodTemplate} does
 */
export function renderPods(
  workload: Construct,
  props: PodTemplateProps,
  claimedVolumes: readonly string[] = [],
): k8s.PodTemplateSpec {
  requireFlat(workload, props);
  requireProps(workload, 'a pod', props, POD_TEMPLATE, ' of a pod');
  const {
    labels,
    annotations,
    containers,
    initContainers = [],
    serviceAccount,
    needsApi,
    placement,
    safeDefaults,
    ...spec
  } = props;
  requireContainers(workload, containers, initContainers);
  const all = [...initContainers, ...containers];
  if (containers.length === 0) throw fail(workload, 'a pod needs at least one container');
  requireNames(workload, 'container', all);

  const defaults = safeDefaults === false ? NO_SAFE_DEFAULTS : { ...ALL_SAFE_DEFAULTS, ...copy(safeDefaults ?? {}) };
  const windows = spec.os?.name === 'windows';
  const rootPod = spec.securityContext?.runAsUser === 0;
  const rootContainer = all.some(({ securityContext }) => securityContext?.runAsUser === 0);
  // Said once for the pod where it holds for all; where one container is root, said by each of the others.
  const options = {
    windows,
    nonRoot: defaults.nonRoot && rootContainer && !rootPod,
    podResources: spec.resources ?? {},
  };
  const rendered = all.map((container) => renderContainer(workload, container, defaults, options));
  const renderedContainers = rendered.map(({ container }) => container);

  requireNamed(workload, 'volume', spec.volumes ?? []);
  const volumes = distinct([...(spec.volumes ?? []), ...rendered.flatMap((container) => container.volumes)]);
  requireNames(workload, 'volume', volumes);
  requireVolumes(workload, renderedContainers, [...volumes.map(({ name }) => name), ...claimedVolumes]);

  const accountName =
    typeof serviceAccount === 'object' ? serviceAccount.name : (serviceAccount ?? spec.serviceAccountName);
  if (serviceAccount !== undefined && accountName === undefined)
    throw fail(workload, 'serviceAccount of a pod has no name, allowed is text or an object of its name');
  const mountToken = spec.automountServiceAccountToken ?? tokenDefault(needsApi, defaults);
  const securityContext = {
    ...(defaults.nonRoot && !rootContainer && !rootPod && { runAsNonRoot: true }),
    ...(defaults.seccomp && !windows && { seccompProfile: { type: 'RuntimeDefault' } }),
    ...spec.securityContext,
  };
  const metadata = withoutEmpty({ labels, annotations });
  return {
    ...(!isEmpty(metadata) && { metadata }),
    spec: {
      ...spec,
      ...withoutEmpty({
        ...place(workload, spec, placement),
        initContainers: renderedContainers.slice(0, initContainers.length),
        securityContext,
        volumes,
      }),
      ...(accountName !== undefined && { serviceAccountName: accountName }),
      ...(mountToken !== undefined && { automountServiceAccountToken: mountToken }),
      containers: renderedContainers.slice(initContainers.length),
    },
  };
}

function tokenDefault(needsApi: boolean | undefined, defaults: Required<SafeDefaults>): boolean | undefined {
  if (needsApi === true) return true;
  return defaults.noServiceAccountToken ? false : undefined;
}

/** Joins the placement and what the pod itself says of nodes. */
function place(
  workload: Construct,
  spec: Partial<k8s.PodSpec>,
  placement: Placement | undefined,
): Partial<k8s.PodSpec> {
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  const own = {
    tolerations: spec.tolerations,
    nodeSelector: spec.nodeSelector,
    nodeSelectorTerms: required?.nodeSelectorTerms,
  };
  let joined: Placement;
  try {
    if (placement !== undefined) requireOf('placement', placement, 'and', 'a Placement, such as pool.placement()');
    joined = placement ? placement.and(new Placement(own)) : new Placement(own);
  } catch (error) {
    throw fail(workload, (error as Error).message);
  }
  const { tolerations, nodeSelector, nodeSelectorTerms } = joined;
  const nodeAffinity = {
    ...spec.affinity?.nodeAffinity,
    ...(nodeSelectorTerms.length > 0 && { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } }),
  };
  return { tolerations, nodeSelector, affinity: withoutEmpty({ ...spec.affinity, nodeAffinity }) };
}

/** Who writes YAML gives a template as Kubernetes has it. */
function requireFlat(workload: Construct, given: unknown): void {
  const nested = isMapping(given) ? ['spec', 'metadata'].find((field) => field in given) : undefined;
  if (nested === undefined) return;
  const instead = nested === 'spec' ? 'containers and the like' : 'labels and annotations';
  throw fail(workload, `a pod has the unknown field '${nested}'; ${instead} stand in the template itself`);
}

/** What somebody without a compiler may have given. */
function requireContainers(workload: Construct, containers: unknown, initContainers: unknown): void {
  for (const [name, list] of Object.entries({ containers, initContainers })) {
    if (!Array.isArray(list))
      throw fail(workload, `${name} of a pod is ${kindOf(list)}, allowed is a list of containers`);
    list.forEach((container: unknown, index) => {
      requireContainer(workload, `${name}[${index}]`, container);
    });
  }
}

function requireNamed(workload: Construct, what: string, items: readonly unknown[]): void {
  for (const item of items) {
    if (isMapping(item) && typeof item.name === 'string') continue;
    throw fail(workload, `a ${what} of the pod is ${kindOf(item)} without a name, allowed is an object with one`);
  }
}

function requireNames(workload: Construct, what: string, items: readonly { readonly name?: string }[]): void {
  const names = new Set<string | undefined>();
  for (const { name } of items) {
    if (names.has(name)) throw fail(workload, `two ${what}s are named '${name}'`);
    names.add(name);
  }
}

function requireVolumes(workload: Construct, containers: readonly k8s.Container[], volumes: readonly string[]): void {
  for (const container of containers) {
    for (const { name } of [...(container.volumeMounts ?? []), ...(container.volumeDevices ?? [])]) {
      if (volumes.includes(name)) continue;
      const known = volumes.length > 0 ? `volumes are ${volumes.join(', ')}` : 'the pod has no volumes';
      throw fail(workload, `container '${container.name}' mounts volume '${name}', but ${known}`);
    }
  }
}

/** Two containers may need one and the same volume of a secret. */
function distinct(volumes: readonly k8s.Volume[]): k8s.Volume[] {
  const byName = new Map<string, k8s.Volume>();
  return volumes.filter((volume) => {
    const other = byName.get(volume.name);
    byName.set(volume.name, volume);
    return other === undefined || JSON.stringify(other) !== JSON.stringify(volume);
  });
}
