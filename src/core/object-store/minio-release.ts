/**
 * The last MinIO image that its makers published. The release after it (RELEASE.2025-10-15T17-29-55Z, which mends a privilege
 * escalation) is source alone, and the repository says since 2026-02-12 that it is no longer maintained.
 *
 * @see https://github.com/minio/minio/issues/21647
 */
export const MINIO_IMAGE = 'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z';

/** Why the default image is accepted though its project has ended; it stands as an annotation, where everybody sees it. */
export const MINIO_REASON =
  'a server for development, whose makers publish no later image; use an object store outside of the cluster for data that matters';

/**
 * The first release that reads `MINIO_ROOT_USER`. All releases since still take the older names, with a warning in their log.
 *
 * @see https://github.com/minio/minio/pull/11185
 */
const ROOT_USER_SINCE = 'RELEASE.2021-01-08T21-18-21Z';

/** The first release that serves its console at an address of its own. */
const CONSOLE_ADDRESS_SINCE = 'RELEASE.2021-07-08T01-15-01Z';

/** What a release of MinIO understands. */
export interface MinioRelease {
  /** The variables that hold the credentials of the root user: its name, then its password. */
  readonly credentials: readonly [user: string, password: string];
  /** Whether it serves the console at an address of its own. */
  readonly hasConsoleAddress: boolean;
}

/** What the release of an image understands; an image whose tag names no release counts as the newest one. */
export function minioRelease(image: string): MinioRelease {
  // Releases are named by their time, so that their order is that of their text.
  const release = /:(RELEASE\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)/.exec(image)?.[1] ?? 'later';
  return {
    credentials:
      release < ROOT_USER_SINCE ? ['MINIO_ACCESS_KEY', 'MINIO_SECRET_KEY'] : ['MINIO_ROOT_USER', 'MINIO_ROOT_PASSWORD'],
    hasConsoleAddress: release >= CONSOLE_ADDRESS_SINCE,
  };
}
