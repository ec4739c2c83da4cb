import { MINIO_IMAGE, minioRelease } from '../../../src/core/object-store/minio-release';

const OLD = ['MINIO_ACCESS_KEY', 'MINIO_SECRET_KEY'];
const NEW = ['MINIO_ROOT_USER', 'MINIO_ROOT_PASSWORD'];

test.each([
  ['minio/minio:RELEASE.2019-09-11T19-53-16Z', OLD, false],
  ['minio/minio:RELEASE.2021-01-05T05-22-38Z', OLD, false],
  ['minio/minio:RELEASE.2021-01-08T21-18-21Z', NEW, false],
  ['mirror.example.com:5000/minio:RELEASE.2020-05-08T02-40-49Z@sha256:0f', OLD, false],
  ['quay.io/minio/minio:RELEASE.2021-06-17T00-10-46Z', NEW, false],
  ['quay.io/minio/minio:RELEASE.2021-07-08T01-15-01Z', NEW, true],
  [MINIO_IMAGE, NEW, true],
  ['minio/minio', NEW, true],
  ['minio/minio@sha256:0f', NEW, true],
])('%s reads %j, and console address is %j', (image, credentials, hasConsoleAddress) => {
  expect(minioRelease(image)).toEqual({ credentials, hasConsoleAddress });
});
