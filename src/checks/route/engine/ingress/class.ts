import { record, text } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { filled, nameOf, textMap } from '../objects';

const NGINX = 'k8s.io/ingress-nginx';

/** The class that an Ingress names, by field or by the old annotation, which wins in ingress-nginx. */
export function classOf({ object }: Manifest): string | undefined {
  const annotation = textMap(record(object.metadata).annotations).get('kubernetes.io/ingress.class');
  return filled(annotation) ?? filled(record(object.spec).ingressClassName);
}

/**
 * Whether ingress-nginx serves an Ingress: the class is `nginx`, or one whose IngressClass names its controller. An Ingress without a class
 * is served where the cluster has a default class; the manifests may not have it, so it counts as served unless they name another default.
 */
export function isNginx(ingress: Manifest, model: Model): boolean {
  const classes = model.ofKind('networking.k8s.io', 'IngressClass');
  const controller = (one: Manifest): string => text(record(one.object.spec).controller) ?? '';
  const name = classOf(ingress);
  if (name !== undefined) {
    const found = classes.find((one) => nameOf(one) === name);
    return found ? controller(found) === NGINX : name.includes('nginx');
  }
  const standard = classes.find((one) => isDefault(one));
  return standard === undefined || controller(standard) === NGINX;
}

/** Whether an IngressClass is that of Ingresses without one. */
export function isDefault({ object }: Manifest): boolean {
  const annotations = textMap(record(object.metadata).annotations);
  return annotations.get('ingressclass.kubernetes.io/is-default-class') === 'true';
}
