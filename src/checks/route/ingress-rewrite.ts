import type { Rule } from '../rule';
import type { Manifest } from '../manifest';
import { annotationsOf, pathsOf, pattern } from './engine/ingress/locations';
import type { IngressPath } from './engine/ingress/locations';
import { servedIngresses } from './engine/ingress/ingress';
import { documents, ingress, service } from './page-parts';

const REWRITE = (target: string): string => `  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: ${target}
`;

/** NET015: a rewrite of an Ingress keeps what stands behind its path. */
export const ingressRewrite: Rule = {
  id: 'NET015',
  title: 'rewrite that loses the path',
  severity: 'warning',
  fix: 'write the path as /prefix(/|$)(.*) with pathType: ImplementationSpecific, and the target as /$2',
  why: 'ingress-nginx replaces the whole path by the target since 0.22, so every URL below the path becomes the same one',
  page: {
    reports:
      '`rewrite-target` of ingress-nginx that has no group of the path, where the path is more than one URL, and one that asks for a group (`$1` to `$9`) which the path does not have. A path that ends in `$` and one of type Exact stand for one URL. It is a warning, because a single page may be meant.',
    mend: 'Group what follows the prefix, and name the group in the target. All paths of the host become patterns then, which are compared in any case.',
    before: documents(ingress('web', '/studio/', 'Prefix', REWRITE('/')), service('web')),
    after: documents(ingress('web', '/studio(/|$)(.*)', 'ImplementationSpecific', REWRITE('/$2')), service('web')),
  },
  *check(model) {
    for (const manifest of servedIngresses(model)) {
      const target = annotationsOf(manifest).get('rewrite-target') ?? '';
      if (target === '') continue;
      for (const paths of pathsOf(manifest).values()) {
        for (const one of paths) {
          const message = problemOf(one, target);
          if (message !== undefined) yield report(manifest, one, message);
        }
      }
    }
  },
};

function report(manifest: Manifest, { place }: IngressPath, message: string) {
  return { manifest, path: [...place.path, 'path'], message };
}

function problemOf({ path, type }: IngressPath, target: string): string | undefined {
  if (target === path) return undefined;
  const asked = Math.max(0, ...[...target.matchAll(/\$(\d)/g)].map(([, key]) => Number(key)));
  const groups = (pattern(`${path}|`)?.exec('')?.length ?? 1) - 1;
  if (asked > groups)
    return `rewrite-target ${target} asks for group ${asked}, the path ${path} has ${groups === 0 ? 'none' : groups}`;
  if (asked > 0 || type === 'Exact' || path.endsWith('$')) return undefined;
  return `every URL below ${path} becomes ${target}`;
}
