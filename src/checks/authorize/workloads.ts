import { list, record, text } from '../accept/read';
import { valueAt } from '../field-path';
import type { FieldPath } from '../field-path';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { labelsOf } from '../reference/selector';
import { podMakers } from '../pod-makers';
import type { PodMaker } from '../pod-makers';
import { once } from '../../facts/once';

/** The pods that one manifest makes, as the API server is asked by them. */
export interface Workload {
  readonly manifest: Manifest;
  /** `default` where the manifest names none. */
  readonly namespace: string;
  /** The service account that the pods run under. */
  readonly account: string;
  /** Where the `metadata` and the `spec` of the pods stand. */
  readonly template: FieldPath;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly labels: ReadonlyMap<string, string>;
}

/** The workloads of a model. */
export const workloadsOf = once((model: Model): readonly Workload[] => podMakers(model).flatMap(workload));

function workload({ manifest, type, path: template }: PodMaker): Workload[] {
  const { metadata } = manifest.object;
  // A PodTemplate makes no pods of its own.
  if (type === '/PodTemplate') return [];
  const spec = record(valueAt(manifest.object, [...template, 'spec']));
  const namespace = text(record(metadata).namespace) ?? '';
  return [
    {
      manifest,
      namespace: namespace === '' ? 'default' : namespace,
      account: accountOf(spec, type),
      template,
      spec,
      labels: labelsOf(valueAt(manifest.object, [...template, 'metadata', 'labels'])),
    },
  ];
}

/** The notebook controller gives pods of no account that of the Profile. */
function accountOf(spec: Readonly<Record<string, unknown>>, type: string): string {
  const named = [text(spec.serviceAccountName), text(spec.serviceAccount)].find(
    (one) => one !== undefined && one !== '',
  );
  return named ?? (type === 'kubeflow.org/Notebook' ? 'default-editor' : 'default');
}

/** Whether the pods of a workload get a token of their account: by default they do. */
export function hasToken({ spec }: Workload, accountManifest: Manifest | undefined): boolean {
  const own = spec.automountServiceAccountToken;
  const mounted = typeof own === 'boolean' ? own : accountManifest?.object.automountServiceAccountToken !== false;
  return mounted || list(spec.volumes).some((volume) => carriesToken(volume, spec));
}

/** Where programs look for a token, and so where one that someone made is mounted. */
const TOKENS = '/var/run/secrets/kubernetes.io/serviceaccount';

/** A volume that projects a token, or a Secret in the place of one. */
function carriesToken(volume: unknown, spec: Workload['spec']): boolean {
  const { name, projected, secret } = record(volume);
  const sources = list(record(projected).sources).map(record);
  if (sources.some(({ serviceAccountToken }) => serviceAccountToken !== undefined)) return true;
  const isSecret = secret !== undefined || sources.some((source) => source.secret !== undefined);
  const mounts = list(spec.containers).flatMap((container) => list(record(container).volumeMounts).map(record));
  return isSecret && mounts.some((mount) => mount.name === name && text(mount.mountPath)?.startsWith(TOKENS));
}
