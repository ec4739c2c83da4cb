import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { dns1123Label } from '../../facts/names';
import { compareQuantities, isQuantity, parseMilli } from '../../facts/quantity';
import { isEmpty, withoutEmpty } from '../copy';
import { amountProblem } from '../amount';
import { fail, requireInteger, requireSyntax, quote } from '../fail';
import { requireSource } from '../secret/require-source';
import type { SecretSource } from '../secret/secret-source';
import { isMapping } from '../../facts/is-mapping';
import { requireProps } from '../require-props';
import { CONTAINER } from './known-props';
import type { SafeDefaults } from './safe-defaults';

/** A container: every field that Kubernetes 1.27 to 1.36 has, and two that are rendered into them. */
export interface ContainerProps extends k8s.Container {
  /**
   * Whole GPUs, as a limit of `gpuResource`; Kubernetes takes the request from the limit.
   * @default 0, no GPU
   */
  readonly gpus?: number;

  /**
   * The resource that a device plugin offers, such as `nvidia.com/mig-1g.10gb` or `nvidia.com/gpu.shared`.
   * @default 'nvidia.com/gpu'
   */
  readonly gpuResource?: string;

  /**
   * Environment variables whose values come from secrets, by variable name.
   * @default - none
   */
  readonly secretEnv?: Readonly<Record<string, SecretSource>>;
}

/** A container as rendered, with the volumes that its secrets need. */
export interface RenderedContainer {
  readonly container: k8s.Container;
  readonly volumes: readonly k8s.Volume[];
}

/** What a container needs to know of its pod. */
export interface PodFacts {
  readonly windows: boolean;
  /** Whether each container says for itself that it is not root. */
  readonly nonRoot: boolean;
  /** What the pod asks for as a whole, which its containers together may not exceed. */
  readonly podResources: k8s.ResourceRequirements;
}

/**
 * Fails unless a value is a container: what a compiler says to those who have one.
 *
 * @param at where it stands in the pod, such as `containers[0]`
 */
export function requireContainer(workload: Construct, at: string, given: unknown): void {
  const named = isMapping(given) && typeof given.name === 'string' ? `container '${given.name}'` : at;
  requireEnvText(workload, named, given);
  requireProps(workload, named, given as ContainerProps, CONTAINER, ` of ${named}`);
}

/** Where one has a `SecretSource` at hand, `env` is the place that comes to mind. */
function requireEnvText(workload: Construct, named: string, container: unknown): void {
  const env: unknown = isMapping(container) ? container.env : undefined;
  if (!Array.isArray(env)) return;
  for (const variable of env as readonly unknown[]) {
    if (!isMapping(variable) || !isMapping(variable.value) || typeof variable.value.bind !== 'function') continue;
    const name = typeof variable.name === 'string' ? variable.name : 'NAME';
    throw fail(
      workload,
      `env ${name} of ${named} is a SecretSource, allowed is text; a secret goes into secretEnv: { ${name}: ... }`,
    );
  }
}

/** Renders one container of a pod; `workload` gives errors their path and secrets their chart. */
export function renderContainer(
  workload: Construct,
  props: ContainerProps,
  defaults: Required<SafeDefaults>,
  { windows, nonRoot, podResources }: PodFacts,
): RenderedContainer {
  const { gpus: _gpus, gpuResource: _gpuResource, secretEnv, ...rest } = props;
  requireSyntax(workload, 'container name', props.name ?? '', dns1123Label);
  const secrets = Object.entries(secretEnv ?? {}).map(([name, source]) => ({
    name,
    bound: requireSource(workload, `secretEnv.${name}`, source).bind(workload),
  }));
  // One Secret in several variables is mounted once, also where they are keys of several sources.
  const mounted = secrets.flatMap(({ bound }) => (bound.volume ? [bound.volume] : []));
  const volumes = [...new Map(mounted.map((volume) => [volume.mount.mountPath, volume])).values()];
  const fromSecrets = secrets.map(({ name, bound }) => ({
    name,
    valueFrom: { secretKeyRef: { name: bound.name, key: bound.key } },
  }));
  requireUniqueEnv(workload, props.name, [...(rest.env ?? []), ...fromSecrets]);
  const container = {
    ...rest,
    env: [...(rest.env ?? []), ...fromSecrets],
    volumeMounts: [...(rest.volumeMounts ?? []), ...volumes.map(({ mount }) => mount)],
    resources: renderResources(workload, props, defaults, podResources),
    securityContext: renderSecurityContext(
      rest.securityContext ?? {},
      windows ? { ...defaults, ...NOT_ON_WINDOWS } : defaults,
      nonRoot,
    ),
  };
  return {
    // An empty object or array that the caller wrote stays; one that only this rendering made does not.
    container: { ...rest, ...withoutEmpty(container) },
    volumes: volumes.map(({ volume }) => volume),
  };
}

/** Fields that the API server refuses on a Windows pod. */
const NOT_ON_WINDOWS = { noPrivilegeEscalation: false, dropCapabilities: false, readOnlyRootFilesystem: false };

function renderSecurityContext(
  given: k8s.SecurityContext,
  defaults: Required<SafeDefaults>,
  nonRoot: boolean,
): k8s.SecurityContext | undefined {
  const privileged = given.privileged === true;
  const sysAdmin = given.capabilities?.add?.some((name) => name === 'SYS_ADMIN' || name === 'CAP_SYS_ADMIN') ?? false;
  const context = {
    ...(nonRoot && given.runAsUser !== 0 && { runAsNonRoot: true }),
    ...(defaults.noPrivilegeEscalation && !privileged && !sysAdmin && { allowPrivilegeEscalation: false }),
    ...(defaults.readOnlyRootFilesystem && { readOnlyRootFilesystem: true }),
    ...given,
    ...(defaults.dropCapabilities && !privileged && { capabilities: { drop: ['ALL'], ...given.capabilities } }),
  };
  return isEmpty(context) ? undefined : context;
}

const DEFAULT_REQUESTS = { cpu: '100m', memory: '128Mi' };

function renderResources(
  workload: Construct,
  props: ContainerProps,
  defaults: Required<SafeDefaults>,
  pod: k8s.ResourceRequirements,
): k8s.ResourceRequirements | undefined {
  const { gpus, gpuResource = 'nvidia.com/gpu', name: container } = props;
  requireInteger(workload, `gpus of container '${container}'`, gpus, 0);
  const given = props.resources ?? {};
  const gpuLimit = gpus !== undefined && gpus > 0 ? { [gpuResource]: gpus } : {};
  const limits: Record<string, k8s.Quantity> = { ...given.limits, ...gpuLimit };
  const requests: Record<string, k8s.Quantity> = { ...given.requests };
  if (defaults.requests) {
    for (const [name, request] of Object.entries(DEFAULT_REQUESTS)) {
      if ((limits[name] ?? pod.limits?.[name] ?? pod.requests?.[name]) === undefined) requests[name] ??= request;
    }
  }
  if (gpus !== undefined && given.limits?.[gpuResource] !== undefined) {
    throw fail(workload, `container '${container}' has gpus and also a limit of ${gpuResource}, give one of the two`);
  }
  requirePossible(workload, container, requests, limits);
  const resources = withoutEmpty({ ...given, limits, requests });
  return isEmpty(resources) ? undefined : resources;
}

/** Of an extended resource there are whole numbers alone. */
function countProblem(quantity: unknown): string | undefined {
  const milli = isQuantity(quantity) ? parseMilli(quantity) : undefined;
  return milli !== undefined && milli >= 0n && milli % 1000n === 0n ? undefined : 'allowed are whole numbers';
}

/** What the API server refuses of requests and limits, said where it is written. */
function requirePossible(
  workload: Construct,
  container: string,
  requests: Readonly<Record<string, k8s.Quantity>>,
  limits: Readonly<Record<string, k8s.Quantity>>,
): void {
  for (const [kind, quantities] of Object.entries({ request: requests, limit: limits })) {
    for (const [resource, quantity] of Object.entries(quantities)) {
      const problem = isExtended(resource) ? countProblem(quantity) : amountProblem(resource, quantity);
      if (problem === undefined) continue;
      throw fail(workload, `${kind} of ${resource} of container '${container}' is ${quote(quantity)}, ${problem}`);
    }
  }
  for (const [resource, request] of Object.entries(requests)) {
    const limit = limits[resource];
    if (isExtended(resource) && (limit === undefined || compareQuantities(request, limit) !== 0)) {
      throw fail(
        workload,
        `container '${container}' requests ${request} of ${resource} with ${limit === undefined ? 'no limit' : `limit ${limit}`}; ` +
          'request and limit of an extended resource are equal',
      );
    }
    if (limit !== undefined && compareQuantities(request, limit) > 0) {
      throw fail(workload, `container '${container}' requests ${request} of ${resource}, more than its limit ${limit}`);
    }
  }
}

/** Resources that cannot be overcommitted: those of device plugins, and huge pages. */
function isExtended(resource: string): boolean {
  if (resource.startsWith('hugepages-')) return true;
  return resource.includes('/') && !/^([^/]*\.)?kubernetes\.io\//.test(resource);
}

function requireUniqueEnv(workload: Construct, container: string, env: readonly k8s.EnvVar[]): void {
  const names = new Set<string>();
  for (const { name } of env) {
    if (names.has(name))
      throw fail(workload, `environment variable ${name} of container '${container}' is given twice`);
    names.add(name);
  }
}
