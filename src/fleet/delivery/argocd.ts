import type { TextFile } from '../../core/synth/write';
import type { DeliveryConfig } from '../config';
import type { Chart, Prerequisite } from '../prerequisites/catalogue';
import type { Delivered } from './delivered';
import { pathOf } from './delivered';
import { yamlOf } from './objects';
import type { EngineObject } from './objects';

const API = 'argoproj.io/v1alpha1';

/** A prerequisite may take minutes, and what Kubeflow makes of a Profile too: the engine tries again for about an hour. */
const RETRY = { limit: 20, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } };

/**
 * The files by which Argo CD delivers to a cluster: a project that may deploy to this cluster alone and from these sources alone, and one
 * Application of all manifests. Their objects carry sync waves, the numbers of their files: an Application for each phase would need a
 * health check of Applications, which Argo CD leaves to its administrator.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export function argoCd(delivered: Delivered): TextFile[] {
  const { cluster, delivery, prerequisites } = delivered;
  const { repository, argocd: { applicationSet = false } = {} } = delivery;
  const charts = prerequisites.flatMap(({ prerequisite }) =>
    prerequisite.charts.map((chart) => ({ prerequisite, chart })),
  );
  const project: EngineObject = {
    apiVersion: API,
    kind: 'AppProject',
    metadata: { name: cluster, namespace: namespaceOf(delivery) },
    spec: {
      description: `The machine-learning platform of ${cluster}`,
      sourceRepos: [...new Set([repository, ...charts.map(({ chart }) => withoutScheme(chart.repository))])],
      destinations: [{ ...destinationOf(cluster, delivery), namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  };
  const files: TextFile[] = [{ path: 'delivery/project.yaml', text: yamlOf([project]) }];
  if (applicationSet) files.push({ path: 'delivery/application-set-values.json', text: valuesOf(delivered) });
  else files.push({ path: 'delivery/application.yaml', text: yamlOf([application(delivered)]) });
  for (const { prerequisite } of prerequisites) {
    const text = yamlOf([chartsApplication(delivered, prerequisite)]);
    files.push({ path: `prerequisites/${prerequisite.id}.yaml`, text });
  }
  return files;
}

/** Where an ApplicationSet is made, and of what. Clusters that agree in it share one. */
export interface ApplicationSetKey {
  readonly namespace: string;
  readonly repository: string;
  readonly revision: string;
  readonly path?: string;
}

/** The key of a cluster that asks for an ApplicationSet. */
export function applicationSetKey(delivery: DeliveryConfig): ApplicationSetKey | undefined {
  const { argocd, repository = '', path } = delivery;
  if (argocd?.applicationSet !== true) return undefined;
  return { namespace: namespaceOf(delivery), repository, revision: delivery.revision ?? 'main', path };
}

/**
 * One ApplicationSet that makes an Application of each cluster's values file. It names no cluster, so it stays the same when one comes or
 * goes. There is no schema of it among `imports/`; its template is held against that of an Application.
 */
export function applicationSet(key: ApplicationSetKey): TextFile {
  const { namespace, repository, revision, path } = key;
  const template = {
    metadata: { name: '{{ .name }}', namespace },
    spec: specOf('{{ .name }}', { name: '{{ .name }}' }, repository, '{{ .revision }}', '{{ .manifests }}'),
  };
  yamlOf([{ apiVersion: API, kind: 'Application', metadata: { name: 'template', namespace }, spec: template.spec }]);
  const files = [...(path === undefined ? [] : [path]), '*', 'delivery', 'application-set-values.json'].join('/');
  const text = yamlOf([
    {
      apiVersion: API,
      kind: 'ApplicationSet',
      metadata: { name: 'ml-platforms', namespace },
      spec: {
        goTemplate: true,
        goTemplateOptions: ['missingkey=error'],
        // A file that cannot be read for a while must not take a platform away.
        syncPolicy: { preserveResourcesOnDeletion: true },
        generators: [{ git: { repoURL: repository, revision, files: [{ path: files }] } }],
        template,
        // A cluster that Argo CD knows by its URL says so in its values.
        templatePatch:
          '{{- if .server }}\nspec:\n  destination:\n    name: ""\n    server: {{ .server }}\n{{- end }}\n',
      },
    },
  ]);
  return { path: '_fleet/application-set.yaml', text };
}

function valuesOf(delivered: Delivered): string {
  const { cluster, delivery } = delivered;
  const server = delivery.argocd?.server ?? '';
  const values = {
    name: cluster,
    server,
    revision: delivery.revision ?? 'main',
    manifests: pathOf(delivered, 'manifests'),
  };
  return `${JSON.stringify(values, null, 2)}\n`;
}

function application(delivered: Delivered): EngineObject {
  const { cluster, delivery } = delivered;
  const { repository = '', revision = repository.startsWith('oci://') ? 'latest' : 'main' } = delivery;
  return {
    apiVersion: API,
    kind: 'Application',
    metadata: { name: cluster, namespace: namespaceOf(delivery) },
    spec: specOf(cluster, destinationOf(cluster, delivery), repository, revision, pathOf(delivered, 'manifests')),
  };
}

function specOf(
  project: string,
  destination: Destination,
  repoURL: string,
  targetRevision: string,
  path: string,
): Readonly<Record<string, unknown>> {
  return {
    project,
    source: { repoURL, targetRevision, path },
    destination,
    syncPolicy: {
      automated: { prune: true, selfHeal: true },
      retry: RETRY,
      // A kind whose operator is still on its way is no reason to refuse the rest.
      syncOptions: ['ServerSideApply=true', 'SkipDryRunOnMissingResource=true', 'PruneLast=true'],
    },
  };
}

/**
 * One Application of all charts of a prerequisite. Several would be synced at once, for Argo CD orders Applications by waves only within
 * another one, and only where its administrator has given it a health check of Applications.
 */
function chartsApplication(delivered: Delivered, { id, namespace, charts, changes }: Prerequisite): EngineObject {
  const { cluster, delivery } = delivered;
  const sources = charts.map(sourceOf);
  return {
    apiVersion: API,
    kind: 'Application',
    metadata: { name: `${cluster}-${id}`, namespace: namespaceOf(delivery) },
    spec: {
      project: cluster,
      ...(sources.length === 1 ? { source: sources[0] } : { sources }),
      destination: { ...destinationOf(cluster, delivery), namespace },
      ...(changes && { ignoreDifferences: changes }),
      syncPolicy: {
        // To prune an operator is to prune its CRDs, and with them every object of theirs.
        automated: { prune: false, selfHeal: true },
        retry: RETRY,
        syncOptions: [
          'CreateNamespace=true',
          'ServerSideApply=true',
          'SkipDryRunOnMissingResource=true',
          ...(changes ? ['RespectIgnoreDifferences=true'] : []),
        ],
      },
    },
  };
}

function sourceOf({ repository, name, version, values, annotatable, release }: Chart, index: number): object {
  const wave =
    annotatable === true && index > 0 ? { annotations: { 'argocd.argoproj.io/sync-wave': String(index) } } : {};
  const all = { ...values, ...wave };
  return {
    repoURL: withoutScheme(repository),
    chart: name,
    targetRevision: version,
    helm: { releaseName: release, ...(Object.keys(all).length > 0 && { valuesObject: all }) },
  };
}

interface Destination {
  readonly name?: string;
  readonly server?: string;
}

function destinationOf(cluster: string, { argocd }: DeliveryConfig): Destination {
  return argocd?.server === undefined ? { name: cluster } : { server: argocd.server };
}

function namespaceOf({ argocd }: DeliveryConfig): string {
  return argocd?.namespace ?? 'argocd';
}

/** Argo CD knows a registry of charts by its name alone. */
function withoutScheme(repository: string): string {
  return repository.replace(/^oci:\/\//, '');
}
