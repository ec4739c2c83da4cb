/** Names as istiod completes them. The domain of the cluster is `cluster.local`. */

const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$|:/;

/** A host without a dot is a Service of the namespace; every other host is complete as it is, `name.namespace` too. */
export function fullHost(host: string, namespace: string): string {
  if (host === '' || host === '*' || host.includes('.') || ADDRESS.test(host)) return host;
  return `${host}${namespace === '' ? '' : `.${namespace}`}.svc.cluster.local`;
}

/** `mesh`, or `namespace/name` of `name`, `./name`, `namespace/name` and the old `name.namespace.svc.cluster.local`. */
export function gatewayName(given: string, namespace: string): string {
  if (given === 'mesh') return given;
  if (given.startsWith('./')) return `${namespace}/${given.slice(2)}`;
  if (given.includes('/')) return given;
  const [name, of] = given.split('.');
  return of === undefined ? `${namespace}/${given}` : `${of}/${name!}`;
}

/** A host of the cluster as messages show it: `web.app.svc`. */
export function shortHost(host: string): string {
  return host.replace(/\.svc\.cluster\.local$/, '.svc');
}
