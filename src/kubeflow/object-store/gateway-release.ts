import type { Construct } from 'constructs';
import { fail } from '../../core/fail';
import { REMOVED_FEATURES } from '../../facts/removed-features';

const { last: LAST, source: SOURCE } = REMOVED_FEATURES.minioCloudGateway;

/**
 * The first release of which it is certain that it takes other credentials for the account than for S3, and names both as the last one
 * does. The feature itself came some weeks before.
 *
 * @see https://github.com/minio/minio/pull/10943
 */
const OWN_CREDENTIALS_SINCE = 'RELEASE.2021-01-08T21-18-21Z';

/** A tag that names a release, such as `RELEASE.2019-08-14T20-37-41Z-license-compliance`; a digest may follow. */
const RELEASE_TAG = /:(RELEASE\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)(?:[.-][\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/;

/**
 * Fails unless the tag of an image of MinIO names a release with `minio gateway azure`, and, where `ownCredentials` is wanted, one that
 * takes other credentials for the account than for S3 (KKA-12, KKA-13).
 */
export function requireGatewayRelease(construct: Construct, image: string, ownCredentials: boolean): void {
  const release = RELEASE_TAG.exec(image)?.[1];
  if (release === undefined) {
    throw fail(
      construct,
      `image '${image}' names no release of MinIO in its tag, so nobody can tell whether it has 'minio gateway azure'; ` +
        `allowed is a tag such as ${LAST}, also with a digest`,
    );
  }
  // Releases are named by their time, so that their order is that of their text.
  if (release > LAST) {
    throw fail(
      construct,
      `image '${image}' has no 'minio gateway azure', which MinIO removed after ${LAST} (${SOURCE}); ` +
        "allowed are releases up to that one, and kind 'versitygw' or 's3proxy' does the same today",
    );
  }
  if (ownCredentials && release < OWN_CREDENTIALS_SINCE) {
    throw fail(
      construct,
      `image '${image}' is of a release that gives the key of the account to every client of S3; ` +
        `allowed are ${OWN_CREDENTIALS_SINCE} to ${LAST}`,
    );
  }
}
