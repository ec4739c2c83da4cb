import type { Inbound } from '../request';

/**
 * A request as the filters and the routes of Envoy see it: istiod lets it normalize paths by default (`BASE`), before sign-in and routes
 * are asked. Backslashes become slashes, escaped letters, digits and `-._~` are written out, and the segments `.` and `..` are resolved.
 * Repeated slashes and escaped ones stay.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ProxyPathNormalization-NormalizationType
 */
export function normalized(request: Inbound): Inbound {
  const path = normalPath(request.path);
  if (path === request.path) return request;
  const target = path + request.target.slice(request.path.length);
  return { ...request, path, target, headers: new Map([...request.headers, [':path', target]]) };
}

function normalPath(path: string): string {
  const plain = path
    .replace(/%([2-7][0-9a-f])/gi, (escaped, hex: string) => {
      const character = String.fromCharCode(Number.parseInt(hex, 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : escaped;
    })
    .replace(/\\/g, '/');
  if (!/\/\.{1,2}(\/|$)/.test(plain)) return plain;
  const kept: string[] = [];
  const segments = plain.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
    // What ends with a dot segment is a folder.
    if (index === segments.length - 1 && /^\.{1,2}$/.test(segment)) kept.push('');
  }
  return `/${kept.join('/')}`;
}
