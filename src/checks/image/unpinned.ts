import type { Rule } from '../rule';
import { imagesIn } from './images-in';

/** IMG002: an image says which version of it runs. */
export const unpinnedImage: Rule = {
  id: 'IMG002',
  title: 'image without a version',
  severity: 'warning',
  fix: 'name a version as the tag, or pin the image by its digest',
  why: 'two pods of one manifest may run two programs: what `latest` is changes with each release, and a rollback of the manifest brings nothing back',
  page: {
    reports:
      'an image without a tag, and one with the tag `latest`, where no digest pins it. Kubernetes also pulls such an image at each start of a container, so that a registry that is down stops a pod that ran a minute ago.',
    mend: 'Name the version that you tested. A digest pins the image even where somebody pushes the tag again; both may stand together.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: broker
spec:
  containers:
    - name: rabbitmq
      image: rabbitmq
`,
    after: [['image: rabbitmq', 'image: rabbitmq:4.2.5-management']],
  },
  *check(model) {
    for (const { manifest, path, text, reference } of imagesIn(model)) {
      if (typeof reference === 'string' || reference.digest !== undefined) continue;
      if (reference.tag === undefined)
        yield { manifest, path, message: `image '${text}' has no tag, which means latest` };
      else if (reference.tag === 'latest') yield { manifest, path, message: `image '${text}' is whatever is latest` };
    }
  },
};
