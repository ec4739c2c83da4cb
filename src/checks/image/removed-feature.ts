import { REMOVED_FEATURES } from '../../facts/removed-features';
import { list, record, text } from '../accept/read';
import type { Report, Rule } from '../rule';
import type { ImageReference } from './image-reference';
import { imagesIn } from './images-in';
import type { ImageInManifest } from './images-in';

/** IMG006: an image is not asked for what its version, or Kubernetes, no longer has. */
export const removedFeature: Rule = {
  id: 'IMG006',
  title: 'feature that this version no longer has',
  severity: 'error',
  fix: 'use a version that has the feature, or what replaces it',
  why: 'the container ends at its start or the pod waits for ever; no retry helps',
  page: {
    reports:
      'three things. MinIO that is started as a gateway with a release that has none: the gateways to Azure, Google and HDFS ended with RELEASE.2022-04-29T01-27-09Z, those to NAS and S3 with RELEASE.2022-10-24T18-35-07Z; no tag and `latest` are later than both. The image `nfs-client-provisioner`, which reads a field that the API server no longer sets, so that each claim stays pending. And a container that asks for `alpha.kubernetes.io/nvidia-gpu`, a resource that no node has had since Kubernetes 1.11. A MinIO gateway of an image whose release is not written is not reported.',
    mend: 'For object storage on Azure use the `azure` backend of VersityGW or s3proxy, or keep data in SeaweedFS; an old MinIO still has the gateway, and its holes. For NFS use `nfs-subdir-external-provisioner`. For GPUs use the resource of the device plugin.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: minio
spec:
  containers:
    - name: minio
      image: quay.io/minio/minio:RELEASE.2023-01-02T09-40-09Z
      args: [gateway, azure]
`,
    after: [
      ['  name: minio', '  name: versitygw'],
      ['- name: minio', '- name: versitygw'],
      ['image: quay.io/minio/minio:RELEASE.2023-01-02T09-40-09Z', 'image: ghcr.io/versity/versitygw:v1.7.0'],
      ['args: [gateway, azure]', 'args: [azure]'],
    ],
  },
  *check(model) {
    for (const image of imagesIn(model)) {
      yield* gateway(image);
      yield* provisioner(image);
      yield* alphaGpu(image);
    }
  },
};

function* gateway({ manifest, path, text: written, reference, container }: ImageInManifest): Iterable<Report> {
  if (typeof reference === 'string') return;
  const release = releaseOf(reference);
  const mode = gatewayMode(container);
  if (release === undefined || mode === undefined) return;
  const { minioCloudGateway, minioGateway } = REMOVED_FEATURES;
  const { last, source } = ['azure', 'gcs', 'hdfs'].includes(mode) ? minioCloudGateway : minioGateway;
  // Releases are named by their time, so that their order is that of their text.
  if (release !== 'latest' && release <= last) return;
  yield {
    manifest,
    path,
    message: `image '${written}' has no 'minio gateway${mode === '' ? '' : ` ${mode}`}': MinIO removed it after ${last} (${source})`,
    fix: `use another S3 service for that storage, such as VersityGW or s3proxy, or a MinIO up to ${last}`,
  };
}

/** The release of a MinIO image; `undefined` for other images and where the tag does not say it. */
function releaseOf({ registry, path, tag, digest }: ImageReference): string | undefined {
  const release = /^RELEASE\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ/.exec(tag ?? '')?.[0];
  if (release !== undefined) return /(^|\/)minio$/.test(path) ? release : undefined;
  const isOwn = path === 'minio/minio' && (registry === 'docker.io' || registry === 'quay.io');
  return isOwn && digest === undefined && (tag === undefined || tag === 'latest') ? 'latest' : undefined;
}

/** What `minio gateway` is told to be a gateway of; empty where that is not written, `undefined` where it is no gateway. */
function gatewayMode(container: ImageInManifest['container']): string | undefined {
  const words = [...list(container.command), ...list(container.args)].map((word) => text(word) ?? '');
  const script = words.map((word) => /\bminio\s+gateway\b(?:\s+([a-z0-9]+))?/.exec(word)).find((match) => match);
  if (script) return script[1] ?? '';
  const plain = words.filter((word) => !word.startsWith('-') && !/(^|\/)(minio|docker-entrypoint\.sh)$/.test(word));
  return plain[0] === 'gateway' ? (plain[1] ?? '') : undefined;
}

function* provisioner({ manifest, path, text: written, reference }: ImageInManifest): Iterable<Report> {
  const { repository, instead, source } = REMOVED_FEATURES.nfsClientProvisioner;
  if (typeof reference === 'string' || `${reference.registry}/${reference.path}` !== repository) return;
  yield {
    manifest,
    path,
    message: `image '${written}' reads metadata.selfLink, which Kubernetes no longer sets, so it provisions no volume (${source})`,
    fix: `use ${instead}`,
  };
}

function* alphaGpu({ manifest, path, container }: ImageInManifest): Iterable<Report> {
  const { resource, instead, source } = REMOVED_FEATURES.alphaGpu;
  for (const field of ['limits', 'requests']) {
    if (!(resource in record(record(container.resources)[field]))) continue;
    yield {
      manifest,
      path: [...path.slice(0, -1), 'resources', field, resource],
      message: `resource '${resource}' is on no node since Kubernetes 1.11 (${source})`,
      fix: `ask for ${instead} and run the device plugin of NVIDIA`,
    };
  }
}
