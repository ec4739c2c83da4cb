import type { Rule } from '../rule';
import { factOf } from './facts-of';
import { imagesIn } from './images-in';

/** IMG005: what an image holds is still maintained. */
export const endOfLife: Rule = {
  id: 'IMG005',
  title: 'component past its end of life',
  severity: 'warning',
  fix: 'move to what replaces it',
  why: 'nobody mends the next security hole in it, and nothing promises that it works with the next Kubernetes',
  page: {
    reports:
      'an image of a project, or of a series of its versions, that its makers ended: the ingress-nginx controller, the OIDC AuthService, RabbitMQ 3, the community edition of MinIO, the Kubernetes Dashboard, Tiller, kaniko, makisu and others. The finding says since when and where that is written. Only the repositories of the project itself are known, not copies of them.',
    mend: 'Move to the replacement that the finding names. Where you must keep it for a while, mirror the image and watch its vulnerabilities yourself.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: broker
spec:
  containers:
    - name: rabbitmq
      image: rabbitmq:3.7.17-alpine
`,
    after: [['image: rabbitmq:3.7.17-alpine', 'image: rabbitmq:4.2.5-management']],
  },
  *check(model) {
    for (const { manifest, path, text, reference } of imagesIn(model)) {
      if (typeof reference === 'string') continue;
      const fact = factOf(reference);
      if (fact?.fate !== 'ended') continue;
      yield {
        manifest,
        path,
        message: `image '${text}' ${fact.says} (since ${fact.since}, ${fact.source})`,
        fix: `use ${fact.instead}`,
      };
    }
  },
};
