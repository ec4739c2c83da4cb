import type { Rule } from '../rule';
import { imagesIn } from './images-in';

/** IMG001: an image is written so that the kubelet can read it. */
export const invalidReference: Rule = {
  id: 'IMG001',
  title: 'image that the kubelet cannot read',
  severity: 'error',
  fix: 'write the image as registry/repository:tag or registry/repository@sha256:digest, in lower case',
  why: 'the API server takes almost any text for an image; the kubelet does not, and the pod stays at InvalidImageName for ever',
  page: {
    reports:
      'an image that is no reference of the grammar that the kubelet and the container runtimes read: upper-case letters or empty parts in the repository, a tag of forbidden characters or of more than 128, a digest of another length, a URL scheme, spaces, and a variable or a template that nobody replaced. It reads init, ordinary and ephemeral containers and image volumes of all built-in kinds, and what holds a list of containers in a custom resource. An image that is missing is not its business.',
    mend: 'Write the registry as a host without a scheme, the repository in lower case, and one tag or digest. Kubernetes replaces no variables in an image, so a template must be filled before the YAML is written.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: train
spec:
  containers:
    - name: train
      image: https://registry.example.com/Vision/train:1.4
`,
    after: [['image: https://registry.example.com/Vision/train:1.4', 'image: registry.example.com/vision/train:1.4']],
  },
  *check(model) {
    for (const { manifest, path, text, reference } of imagesIn(model)) {
      if (typeof reference === 'string') yield { manifest, path, message: `image '${text}' ${reference}` };
    }
  },
};
