import { JsonPatch } from 'cdk8s';
import type { ApiObject } from 'cdk8s';
import type { DeliveryConfig } from '../config';

/** What applies the manifests, where something does. */
export type Engine = DeliveryConfig['engine'] | undefined;

/** Kinds whose deletion takes what nobody has written in a file: what is stored, or what others have put into a namespace. */
const HOLDS_DATA: readonly string[] = ['Namespace', 'PersistentVolumeClaim', 'PersistentVolume', 'Profile'];

/**
 * Says to an engine what it has to know of an object beyond its fields: in which wave Argo CD applies it, what is never pruned, and that a
 * Job is replaced, for its template cannot be changed, and runs once for a change.
 *
 * A Job that Kubernetes removes after some time would be made again by both engines, and hold its GPU again: Argo CD gets it as a hook,
 * which it misses no more after the sync; from Flux's Job the time is taken away, so that it stays.
 *
 * @param wave the number of its file
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export function annotateFor(engine: Engine, object: ApiObject, wave: string): void {
  const { kind, metadata } = object;
  const isJob = kind === 'Job' && object.apiVersion === 'batch/v1';
  if (engine === 'argocd') {
    metadata.addAnnotation('argocd.argoproj.io/sync-wave', wave);
    if (HOLDS_DATA.includes(kind)) metadata.addAnnotation('argocd.argoproj.io/sync-options', 'Prune=false');
    if (!isJob) return;
    metadata.addAnnotation('argocd.argoproj.io/hook', 'Sync');
    metadata.addAnnotation('argocd.argoproj.io/hook-delete-policy', 'BeforeHookCreation');
  }
  if (engine === 'flux') {
    if (HOLDS_DATA.includes(kind)) metadata.addAnnotation('kustomize.toolkit.fluxcd.io/prune', 'disabled');
    if (!isJob) return;
    metadata.addAnnotation('kustomize.toolkit.fluxcd.io/force', 'enabled');
    const { spec } = object.toJson() as { spec?: { ttlSecondsAfterFinished?: number } };
    if (spec?.ttlSecondsAfterFinished !== undefined)
      object.addJsonPatch(JsonPatch.remove('/spec/ttlSecondsAfterFinished'));
  }
}

/** The wave of a file: the number that it begins with, `0` for one without. */
export function waveOf(file: string): string {
  return String(Number(/^\d+/.exec(file)?.[0] ?? 0));
}
