import type { Construct } from 'constructs';
import { fail } from '../../core/fail';
import type { SecretSource } from '../../core/secret/secret-source';

/** The Secret where Kubeflow Pipelines looks for the credentials of S3; the name is compiled into it. */
export const ARTIFACT_SECRET = 'mlpipeline-minio-artifact';

/** The credentials of S3, which every profile gets a copy of. */
export interface ArtifactCredentials {
  readonly accessKey: SecretSource;
  readonly secretKey: SecretSource;
}

/** Fails unless both credentials are where Kubeflow Pipelines looks for them. */
export function requireArtifactSecret(construct: Construct, credentials: ArtifactCredentials): void {
  requireKey(construct, 'accessKey', credentials.accessKey, 'accesskey');
  requireKey(construct, 'secretKey', credentials.secretKey, 'secretkey');
}

function requireKey(construct: Construct, prop: string, source: SecretSource | undefined, key: string): void {
  const allowed = `allowed is key '${key}' of Secret '${ARTIFACT_SECRET}', where Kubeflow Pipelines looks for it`;
  if (source === undefined) throw fail(construct, `${prop} is missing, ${allowed}`);
  const bound = source.bind(construct);
  if (bound.name === ARTIFACT_SECRET && bound.key === key) return;
  throw fail(construct, `${prop} is key '${bound.key}' of Secret '${bound.name}', ${allowed}`);
}

/** Fails where a credential of the storage account is in the Secret that every profile gets a copy of (KKA-13). */
export function requireOwnSecret(construct: Construct, prop: string, source: SecretSource): void {
  if (source.bind(construct).name !== ARTIFACT_SECRET) return;
  throw fail(
    construct,
    `${prop} is in Secret '${ARTIFACT_SECRET}', which Kubeflow copies into every profile; allowed is a Secret of its own`,
  );
}
