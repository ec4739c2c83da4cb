import type { Construct } from 'constructs';
import { parseImage } from '../checks/image/image-reference';
import type { ImageReference } from '../checks/image/image-reference';
import { fail } from '../core/fail';
import { HEAD } from './runner-version';
import type { RunnerVersion } from './runner-version';

/**
 * The images that document 000 pins. The document recommends RabbitMQ and MinIO outside of the cluster; both are from 2019.
 *
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/docs/azure.md
 */
export const DOCUMENTED_IMAGES = {
  runner: 'leafai/studio-go-runner:0.9.21@sha256:1f1776e678d139eb17bc138b7b06893b5b8c05b8bd95d7da13fef50636220c49',
  /** The release before, which the document says was audited (it writes "9.20.0"). */
  audited: 'quay.io/leafai/studio-go-runner@sha256:aec406105f917e150265442cb45794c67df0f8ee59450eb79cd904f09ded18d6',
  rabbitMq: 'rabbitmq:3.7.17-alpine@sha256:bc92e61664e10cd6dc7a9bba3d39a18a446552f9dc40d2eb68c19818556c3201',
  minio:
    'minio/minio:RELEASE.2019-09-11T19-53-16Z@sha256:e6f79a159813cb01777eefa633f4905c1d4bfe091f4d40de317a506e1d10f30c',
} as const;

/** Releases whose digest a document or an example of the program tells. */
const PINNED: Readonly<Record<string, string>> = {
  '0.9.20': DOCUMENTED_IMAGES.audited,
  '0.9.21': DOCUMENTED_IMAGES.runner,
  '0.12.0': 'quay.io/leafai/studio-go-runner@sha256:f434f5dd7555e9fb98ab42a42e90aacb38c0b09e550098472ca772827e1e2964',
};

/**
 * The image of a release: by digest where one is known; from 0.10.0 on at Quay, which the changelog calls the only registry of images
 * since then.
 *
 * @throws for HEAD, of which there is no image, and where the image that is given has neither tag nor digest
 */
export function imageOf(runner: Construct, version: RunnerVersion, image: string | undefined): string {
  if (image === undefined) {
    // No tag has the `v` that a version may begin with.
    const text = version.toString().replace(/^v/, '');
    if (text === HEAD) throw fail(runner, 'image is missing, and none of HEAD is published');
    const repository = version.isBefore('0.10.0') ? 'leafai/studio-go-runner' : 'quay.io/leafai/studio-go-runner';
    return PINNED[text] ?? `${repository}:${text}`;
  }
  const parsed = typeof image === 'string' && image !== '' ? parseImage(image) : 'is not an image';
  if (typeof parsed === 'string') throw fail(runner, `image is '${image}', allowed is an image with its tag`);
  if (parsed.digest === undefined && (parsed.tag === undefined || parsed.tag === 'latest'))
    throw fail(
      runner,
      `image is '${image}', which may be another one tomorrow; allowed is an image with its tag or digest`,
    );
  const other = releaseOf(parsed);
  if (other !== undefined && !version.isSame(other))
    throw fail(
      runner,
      `image is '${image}', of release ${other}, and version is ${version.toString()}; give both of one`,
    );
  return image;
}

/** The release that a tag of the program's own image names. Who builds an image may count otherwise: none above 0.14 is known. */
function releaseOf({ path, tag = '' }: ImageReference): string | undefined {
  const [, release] = /^v?(0\.(?:9|1[0-4])\.\d+)(?:-|$)/.exec(tag) ?? [];
  return path.endsWith('/studio-go-runner') ? release : undefined;
}
