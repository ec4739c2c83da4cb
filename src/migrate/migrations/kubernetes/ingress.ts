import type { FieldPath } from '../../../checks/field-path';
import { isMapping } from '../../../facts/is-mapping';
import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';

/** Ingress before networking.k8s.io/v1. @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122 */
export const INGRESS: Migration = {
  id: 'kubernetes-ingress-v1',
  title: 'Ingress of extensions/v1beta1 and networking.k8s.io/v1beta1 to networking.k8s.io/v1',
  changes: [
    'spec.backend becomes spec.defaultBackend.',
    'serviceName and servicePort become service.name and service.port.number or service.port.name.',
    'pathType is ImplementationSpecific where it is missing, which is what the old version did.',
  ],
  warnings: ['A servicePort in quotes named a port by digits, which no port is called; it becomes a number.'],
  apply(object) {
    if (object.kind !== 'Ingress') return;
    if (object.apiVersion !== 'extensions/v1beta1' && object.apiVersion !== 'networking.k8s.io/v1beta1') return;
    if (object.has(['spec', 'backend'])) {
      if (object.has(['spec', 'defaultBackend']))
        object.refuse(['spec', 'backend'], 'stands beside defaultBackend; take one of them away');
      object.rename(['spec', 'backend'], 'defaultBackend');
      backend(object, ['spec', 'defaultBackend']);
    }
    for (const [rule] of object.list(['spec', 'rules']).entries()) {
      const paths = ['spec', 'rules', rule, 'http', 'paths'];
      for (const [index, path] of object.list(paths).entries()) {
        if (!isMapping(path)) object.refuse([...paths, index], 'is no mapping');
        backend(object, [...paths, index, 'backend']);
        if (!object.has([...paths, index, 'pathType']))
          object.set([...paths, index, 'pathType'], 'ImplementationSpecific', 'backend');
      }
    }
    object.set(['apiVersion'], 'networking.k8s.io/v1');
  },
};

function backend(object: ObjectEditor, path: FieldPath): void {
  const name = [...path, 'serviceName'];
  const port = [...path, 'servicePort'];
  if (!object.has(name) && !object.has(port)) return;
  if (!object.has(name) || !object.has(port)) object.refuse(path, 'needs serviceName and servicePort both');
  const given = object.at(port);
  object.move(name, [...path, 'service', 'name']);
  if (typeof given === 'string' && /^[0-9]+$/.test(given)) {
    object.warn(
      port,
      `'${given}' in quotes named a port by these digits, which no port is called; it is the number now`,
    );
    object.set(port, Number(given));
  }
  object.move(port, [...path, 'service', 'port', typeof object.at(port) === 'number' ? 'number' : 'name']);
}
