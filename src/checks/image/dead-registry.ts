import type { Rule } from '../rule';
import { factOf } from './facts-of';
import { imagesIn } from './images-in';

/** IMG004: the place that an image is pulled from still serves it, and newer ones. */
export const deadRegistry: Rule = {
  id: 'IMG004',
  title: 'image of a registry that is frozen or gone',
  severity: 'warning',
  fix: 'take the image from where it is published now',
  why: 'an image that is gone ends in ImagePullBackOff on each node that does not have it yet, and one that is frozen never gets a security fix',
  page: {
    reports:
      'an image of a repository that is known to be frozen, moved or emptied: `k8s.gcr.io`, `gcr.io/ml-pipeline`, the free catalogue of Bitnami, MinIO on Docker Hub and others. The finding says since when and where that is written. A copy in a registry of your own has another name and is not reported. `bitnami` images without a version are left to the rule on missing versions, because a few of them still exist as `latest`.',
    mend: 'Take the image from the place that the finding names, or copy it into your own registry while a node or a mirror still has it.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: provisioner
spec:
  containers:
    - name: nfs
      image: k8s.gcr.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2
`,
    after: [
      [
        'image: k8s.gcr.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2',
        'image: registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2',
      ],
    ],
  },
  *check(model) {
    for (const { manifest, path, text, reference } of imagesIn(model)) {
      if (typeof reference === 'string') continue;
      const fact = factOf(reference);
      if (!fact || fact.fate === 'ended') continue;
      const { tag, digest } = reference;
      const isLatest = digest === undefined && (tag === undefined || tag === 'latest');
      // What is left of Bitnami's free catalogue has this tag alone.
      if (isLatest && fact.repository === 'docker.io/bitnami/*') continue;
      yield {
        manifest,
        path,
        message: `image '${text}' ${fact.says} (since ${fact.since}, ${fact.source})`,
        fix: `use ${fact.instead}`,
      };
    }
  },
};
