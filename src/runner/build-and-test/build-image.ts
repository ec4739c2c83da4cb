import type { Construct } from 'constructs';
import { fail, requireMatch } from '../../core/fail';

/** The image that builds and tests a branch, without its tag. */
export const BUILD_IMAGE = 'leafai/studio-go-runner-standalone-build';

/** The image of document 001's older form and of its builds by hand, without its tag. */
export const OLDER_BUILD_IMAGE = 'studio-repo.azurecr.io/leafai/studio-go-runner/standalone-build';

/**
 * The image of a branch: its tag is the branch with `_` and `/` as `-`.
 *
 * @throws where the branch makes no tag, or the image has one already
 */
export function buildImage(construct: Construct, branch = '', image: string, digest?: string): string {
  requireMatch(
    construct,
    'image',
    image,
    /^[^\s@]+$/,
    'an image without its tag, such as leafai/studio-go-runner-standalone-build',
  );
  if (/:[^/]*$/.test(image))
    throw fail(construct, `image is '${image}', but its tag comes from branch '${branch}'; leave it out`);
  requireMatch(
    construct,
    'digest',
    digest,
    /^sha256:[0-9a-f]{64}$/,
    'a digest such as sha256: and 64 hexadecimal digits',
  );
  const tag = branch.replace(/[_/]/g, '-');
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]{0,127}$/.test(tag)) {
    throw fail(
      construct,
      `branch '${branch}' makes the image tag '${tag}', allowed are at most 128 letters, digits, '-' and '.', of which the first is no sign`,
    );
  }
  return `${image}:${tag}${digest === undefined ? '' : `@${digest}`}`;
}
