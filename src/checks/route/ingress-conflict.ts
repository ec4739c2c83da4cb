import type { Rule } from '../rule';
import type { IngressPath } from './engine/ingress/locations';
import { pathsOf } from './engine/ingress/locations';
import { servedIngresses } from './engine/ingress/ingress';
import { namespaceOf, title } from './engine/objects';
import { documents, ingress, service } from './page-parts';

/** NET017: one path of one host has one Ingress. */
export const ingressConflict: Rule = {
  id: 'NET017',
  title: 'path that two Ingresses have',
  severity: 'error',
  fix: 'keep the path in one of the two',
  why: 'ingress-nginx serves the one of the older Ingress, so a cluster that is built anew may serve the other',
  page: {
    reports:
      'two paths of equal host, path and type that lead to different backends, in one Ingress or in several that ingress-nginx serves. Canary Ingresses, which are meant to have the paths of another, are not reported.',
    mend: 'Give one of them another path or host.',
    before: documents(
      ingress('web', '/', 'Prefix'),
      ingress('api', '/', 'Prefix', '', 'api'),
      service('web'),
      service('api'),
    ),
    after: documents(
      ingress('web', '/', 'Prefix'),
      ingress('api', '/api', 'Prefix', '', 'api'),
      service('web'),
      service('api'),
    ),
  },
  *check(model) {
    const seen = new Map<string, IngressPath>();
    for (const manifest of servedIngresses(model)) {
      for (const [host, paths] of pathsOf(manifest)) {
        for (const one of paths) {
          const key = `${host}\n${one.path}\n${one.type}`;
          const first = seen.get(key);
          if (!first) seen.set(key, one);
          else if (endOf(first) !== endOf(one)) {
            const shown = `path ${one.path} of host ${host === '' ? '*' : host}`;
            yield { ...one.place, message: `${shown} is in ${title(first.ingress)} too, which leads elsewhere` };
          }
        }
      }
    }
  },
};

function endOf({ ingress: manifest, backend, rewrite }: IngressPath): string {
  return JSON.stringify([namespaceOf(manifest), backend, rewrite]);
}
