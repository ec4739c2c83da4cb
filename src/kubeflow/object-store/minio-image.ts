import type { Construct } from 'constructs';
import { fail } from '../../core/fail';

/**
 * Fails unless an image of MinIO is given. There is no default: nobody can pull the images of its makers any more, from Docker Hub since
 * 2026-09-12 and from Quay some days later.
 *
 * @see https://github.com/ray-project/kuberay/issues/5339
 */
export function requireMinioImage(
  construct: Construct,
  { kind, image }: { readonly kind: string; readonly image?: string },
): string {
  if (image !== undefined) return image;
  const release = kind === 'minio' ? 'RELEASE.2025-09-07T16-13-09Z' : 'RELEASE.2022-04-29T01-27-09Z';
  const instead = kind === 'minio' ? 'seaweedfs' : 'versitygw';
  throw fail(
    construct,
    `backend.image is missing, and the images of MinIO's makers can no longer be pulled (https://github.com/ray-project/kuberay/issues/5339); ` +
      `allowed is one of a registry of your own, such as registry.example.com/minio:${release}, or kind '${instead}'`,
  );
}
