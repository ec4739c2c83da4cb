import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';

const KEY = 'kubernetes.io/ingress.class';
/** Controllers that read the annotation alone. @see https://cloud.google.com/kubernetes-engine/docs/concepts/ingress */
const ANNOTATION_ONLY = ['gce', 'gce-internal'];

/** The annotation that said the class of an Ingress before there was a field. */
export const INGRESS_CLASS: Migration = {
  id: 'ingress-class-name',
  title: 'Annotation kubernetes.io/ingress.class to spec.ingressClassName',
  changes: [
    'The class moves to the field. One that cannot be the name of an IngressClass, and those of GKE, which reads the annotation alone, stay.',
  ],
  warnings: ['The field names an IngressClass that must exist; the annotation was matched by the controller itself.'],
  apply(object, { objects }) {
    if (object.apiVersion !== 'networking.k8s.io/v1' || object.kind !== 'Ingress') return;
    const annotation = ['metadata', 'annotations', KEY];
    const value = object.text(annotation);
    const field = ['spec', 'ingressClassName'];
    if (value === undefined || ANNOTATION_ONLY.includes(value) || !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(value))
      return;
    const there = object.at(field);
    if (there !== undefined && there !== value) {
      object.leave(
        annotation,
        `is '${value}' and spec.ingressClassName is ${JSON.stringify(there)}, which the API server refuses together; take one of them away`,
      );
      return;
    }
    if (there === undefined) {
      object.set(field, value, Object.keys(object.mapping(['spec']))[0]);
      if (!objects.some((one) => isClass(one, value)))
        object.warn(
          annotation,
          `becomes spec.ingressClassName, which names an IngressClass; ${value} is not among the files and must exist in the cluster`,
        );
    }
    object.remove(annotation);
  },
};

function isClass(object: ObjectEditor, name: string): boolean {
  return object.kind === 'IngressClass' && object.text(['metadata', 'name']) === name;
}
