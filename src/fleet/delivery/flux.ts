import type { TextFile } from '../../core/synth/write';
import type { DeliveryConfig } from '../config';
import type { Prerequisite } from '../prerequisites/catalogue';
import type { RenderedObject } from '../rendered';
import type { Delivered } from './delivered';
import { pathOf, phasesOf } from './delivered';
import { healthOf } from './health';
import type { Health } from './health';
import { yamlOf } from './objects';
import type { EngineObject } from './objects';

/**
 * The files by which Flux delivers to the cluster that it runs in: a source, and one Kustomization for each phase, which waits for the one
 * before it and for the health of its own pools and workloads. `wait` is not used: it would stop at a Certificate that an authority takes its time for.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export function flux(delivered: Delivered): TextFile[] {
  const { delivery, objects, prerequisites } = delivered;
  const all = phasesOf(delivered).map((phase, index, phases) => {
    const first = prerequisites.length > 0 ? 'prerequisites' : undefined;
    const before = index === 0 ? first : phases[index - 1];
    const health = healthOf(objects.filter(({ file }) => file === phase));
    return kustomization(delivered, phase, pathOf(delivered, 'manifests', phase), { before, ...health });
  });
  const releases = prerequisites.flatMap(({ prerequisite }) =>
    prerequisite.charts.map((chart) => ({ chart, prerequisite })),
  );
  if (releases.length > 0) {
    const healthChecks = releases.map(({ chart, prerequisite }) => ({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      name: chart.release,
      namespace: prerequisite.namespace,
    }));
    all.unshift(kustomization(delivered, 'prerequisites', pathOf(delivered, 'prerequisites'), { healthChecks }));
  }
  return [
    { path: 'delivery/source.yaml', text: yamlOf([source(delivery)]) },
    { path: 'delivery/kustomizations.yaml', text: yamlOf(all) },
    ...prerequisites.map(({ prerequisite }) => ({
      path: `prerequisites/${prerequisite.id}.yaml`,
      text: yamlOf(helmReleases(prerequisite)),
    })),
  ];
}

/** What a delivery by Flux makes in the cluster beside the platform, so that the release of Flux there can be held against it. */
export function engineObjects(delivery: DeliveryConfig): RenderedObject[] {
  if (delivery.engine !== 'flux') return [];
  const { apiVersion, kind } = source(delivery);
  const kustomizations = { apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', name: 'ml-platform' };
  return [{ apiVersion, kind, name: 'ml-platform' }, kustomizations].map((one) => ({ ...one, file: 'delivery' }));
}

/**
 * Flux reads whole folders, so each phase has its own: `manifests/30-runner.k8s.yaml` becomes `manifests/30-runner/30-runner.k8s.yaml`. The
 * list of files for `kubectl apply -k` follows.
 */
export function inFolders(files: readonly TextFile[]): TextFile[] {
  const moved = (name: string): string => `${name.replace(/\.k8s\.yaml$/, '')}/${name}`;
  return files.map(({ path, text }) => {
    const [top, name, ...below] = path.split('/');
    if (top !== 'manifests' || name === undefined || below.length > 0) return { path, text };
    if (name === 'Kustomization')
      return {
        path,
        text: text.replace(/^( *- )(\S+\.k8s\.yaml)$/gm, (_, dash, file) => `${dash}${moved(String(file))}`),
      };
    return { path: `${top}/${moved(name)}`, text };
  });
}

function kustomization(
  { delivery }: Delivered,
  name: string,
  path: string,
  { before, ...health }: { readonly before?: string } & Health,
): EngineObject {
  const prerequisites = name === 'prerequisites';
  return {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: prerequisites ? 'ml-prerequisites' : `ml-${name}`, namespace: namespaceOf(delivery) },
    spec: {
      interval: delivery.flux?.interval ?? '10m',
      retryInterval: '1m',
      timeout: '10m',
      path: `./${path}`,
      // To prune an operator is to prune its CRDs, and with them every object of theirs.
      prune: !prerequisites,
      sourceRef: { kind: isOci(delivery) ? 'OCIRepository' : 'GitRepository', name: 'ml-platform' },
      ...(before !== undefined && { dependsOn: [{ name: `ml-${before}` }] }),
      ...health,
    },
  };
}

function source(delivery: DeliveryConfig): EngineObject {
  const { repository = '', revision } = delivery;
  const metadata = { name: 'ml-platform', namespace: namespaceOf(delivery) };
  const interval = delivery.flux?.interval ?? '10m';
  const apiVersion = 'source.toolkit.fluxcd.io/v1';
  if (isOci(delivery)) {
    const ref = revision?.startsWith('sha256:') ? { digest: revision } : { tag: revision ?? 'latest' };
    return { apiVersion, kind: 'OCIRepository', metadata, spec: { interval, url: repository, ref } };
  }
  return {
    apiVersion,
    kind: 'GitRepository',
    metadata,
    spec: { interval, url: gitUrl(repository), ref: gitRef(revision ?? 'main') },
  };
}

function gitRef(revision: string): Readonly<Record<string, string>> {
  if (/^[0-9a-f]{40}$/.test(revision)) return { commit: revision };
  return revision.startsWith('refs/') ? { name: revision } : { branch: revision };
}

/** Flux takes no short form of ssh. */
function gitUrl(repository: string): string {
  return repository.replace(/^git@([^:/]+):/, 'ssh://git@$1/');
}

function helmReleases({ namespace, charts }: Prerequisite): EngineObject[] {
  const own = !['default', 'kube-system'].includes(namespace);
  const repositories = [...new Set(charts.map(({ repository }) => repository))];
  const nameOf = (repository: string): string =>
    charts.find((chart) => chart.repository === repository)?.release ?? 'charts';
  return [
    ...(own ? [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }] : []),
    ...repositories.map((url) => ({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name: nameOf(url), namespace },
      spec: { interval: '24h', url, ...(url.startsWith('oci://') && { type: 'oci' }) },
    })),
    ...charts.map(({ repository, name, version, values, release }, index) => ({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: release, namespace },
      spec: {
        interval: '1h',
        releaseName: release,
        ...(index > 0 && { dependsOn: [{ name: charts[index - 1]!.release }] }),
        chart: { spec: { chart: name, version, sourceRef: { kind: 'HelmRepository', name: nameOf(repository) } } },
        install: { crds: 'CreateReplace', remediation: { retries: 3 } },
        upgrade: { crds: 'CreateReplace' },
        ...(values && { values }),
      },
    })),
  ];
}

function isOci({ repository }: DeliveryConfig): boolean {
  return repository?.startsWith('oci://') ?? false;
}

function namespaceOf({ flux: own }: DeliveryConfig): string {
  return own?.namespace ?? 'flux-system';
}
