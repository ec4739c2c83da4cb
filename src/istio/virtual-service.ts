import type { Route } from '../core/route';
import { withoutEmpty } from '../core/copy';
import { headersOf, methodsOf } from './route-match';
import { milliseconds } from './timeout';

/** One entry of `http` of a VirtualService; Istio asks the entries in their order. */
export function virtualServiceRoute(route: Route, clusterDomain: string): Record<string, unknown> {
  const { exact, prefix, regex, to, redirect, rewrite, timeout, requestHeaders } = route;
  const uri = withoutEmpty({ exact, prefix, regex });
  const headers = Object.fromEntries(headersOf(route));
  const match = methodsOf(route).map((method) =>
    withoutEmpty({ uri, method: method === '' ? undefined : { exact: method }, headers }),
  );
  return withoutEmpty({
    match,
    redirect:
      redirect &&
      withoutEmpty({
        uri: redirect.path,
        authority: redirect.host,
        scheme: redirect.scheme,
        redirectCode: redirect.code,
      }),
    rewrite: rewrite === undefined ? undefined : { uri: rewrite },
    // Without a timeout Istio waits for ever, and it refuses one of nothing.
    timeout: timeout === undefined || milliseconds(timeout) === 0 ? undefined : timeout,
    headers: requestHeaders && { request: requestHeaders },
    route: to && [
      {
        destination: withoutEmpty({
          host: `${to.service}.${to.namespace}.svc.${clusterDomain}`,
          port: { number: to.port },
          subset: to.subset,
        }),
      },
    ],
  });
}
