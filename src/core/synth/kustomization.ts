import { Yaml } from 'cdk8s';
import type { OutputFile } from './files';

/**
 * The file that makes a directory a kustomization. Of the three names that kustomize knows this one ends in no `.yaml`:
 * `kubectl apply -f` and `cdk8s synth --stdout` would take `kustomization.yaml` for an object of the cluster and fail.
 */
export const KUSTOMIZATION_FILE = 'Kustomization';

/** Lists the files of a synthesis, so that `kubectl kustomize` and `kubectl apply -k` read them in the order of apply. */
export function kustomization(files: readonly OutputFile[]): string {
  return Yaml.stringify({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    // An empty file is no resource to kustomize.
    resources: files.filter(({ manifests }) => manifests.length > 0).map(({ path }) => path),
  });
}
