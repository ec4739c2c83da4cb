import type { Rule } from '../rule';
import { annotationsOf } from './engine/ingress/locations';
import { classOf, isDefault } from './engine/ingress/class';
import { nameOf } from './engine/objects';
import { isDeclared } from '../declarations';
import { documents, ingress, service } from './page-parts';

const NGINX = `  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: 64m
`;

/** NET016: each Ingress has a class that a controller serves. */
export const ingressClass: Rule = {
  id: 'NET016',
  title: 'Ingress that no controller takes',
  severity: 'warning',
  fix: 'set spec.ingressClassName to the class of the controller',
  why: 'a controller leaves Ingresses of other classes alone, and one without a class is served only where the cluster has a default class',
  page: {
    reports:
      'an Ingress without a class, where it has annotations of ingress-nginx or the manifests have IngressClasses of which none is the default; and a class by name that none of the IngressClasses of the manifests has. Where there is no IngressClass among the manifests, a name is not reported. It is a warning, because classes are often made with the controller.',
    mend: '`ingressClassName: nginx` is the class of a usual installation of ingress-nginx.',
    before: documents(ingress('web', '/', 'Prefix', NGINX).replace('  ingressClassName: nginx\n', ''), service('web')),
    after: documents(ingress('web', '/', 'Prefix', NGINX), service('web')),
  },
  *check(model) {
    const classes = model.ofKind('networking.k8s.io', 'IngressClass');
    const hasDefault = classes.some((one) => isDefault(one));
    for (const manifest of model.ofKind('networking.k8s.io', 'Ingress')) {
      const name = classOf(manifest);
      if (name === undefined) {
        const ofNginx = annotationsOf(manifest).size > 0;
        if (hasDefault || (!ofNginx && classes.length === 0)) continue;
        const why = ofNginx
          ? 'it has annotations of ingress-nginx and no class'
          : 'it has no class, and no IngressClass is the default';
        yield { manifest, path: ['spec'], message: why };
      } else if (classes.length > 0 && !classes.some((one) => nameOf(one) === name)) {
        const query = { group: 'networking.k8s.io', kind: 'IngressClass', name };
        if (isDeclared(model.externals, query)) continue;
        const path = ['spec', 'ingressClassName'];
        const known = classes.map(nameOf).join(', ');
        yield { manifest, path, message: `there is no IngressClass ${name}, there is ${known}` };
      }
    }
  },
};
