import type { Rule } from '../rule';
import { isMoving } from './facts-of';
import { imagesIn } from './images-in';

/** IMG003: the tag of an image names a version. */
export const movingTag: Rule = {
  id: 'IMG003',
  title: 'tag that moves',
  severity: 'warning',
  fix: 'name a version as the tag, or pin the image by its digest',
  why: 'the tag names another image after the next build, and nodes that pulled it at different times run different programs',
  page: {
    reports:
      'a tag that names a channel or a variant and no version, such as `stable`, `main`, `nightly`, `edge`, `dev`, `gpu`, `alpine` or `latest-gpu`, where no digest pins the image. A tag with a version, a date or a commit in it is not reported, also where it names only the major version.',
    mend: 'Name the version that you tested, or add the digest of the image that the tag means today.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: smoke-test
spec:
  containers:
    - name: mnist
      image: mcr.microsoft.com/azuredocs/samples-tf-mnist-demo:gpu
`,
    after: [
      ['- name: mnist', '- name: vectoradd'],
      [
        'image: mcr.microsoft.com/azuredocs/samples-tf-mnist-demo:gpu',
        'image: nvcr.io/nvidia/k8s/cuda-sample:vectoradd-cuda12.5.0',
      ],
    ],
  },
  *check(model) {
    for (const { manifest, path, text, reference } of imagesIn(model)) {
      if (typeof reference === 'string' || reference.digest !== undefined) continue;
      const { tag } = reference;
      if (tag === undefined || tag === 'latest' || !isMoving(tag)) continue;
      yield { manifest, path, message: `image '${text}': the tag '${tag}' names no version and moves` };
    }
  },
};
