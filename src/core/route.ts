import type { IConstruct } from 'constructs';

/** A method of HTTP, as a route matches it. */
export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'CONNECT' | 'OPTIONS' | 'TRACE' | 'PATCH';

/** How the value of a header is matched; exactly one field. A regular expression is RE2 and matches the whole value. */
export interface HeaderMatch {
  /** The whole value. */
  readonly exact?: string;
  /** What the value begins with. */
  readonly prefix?: string;
  /** A regular expression of RE2 for the whole value. */
  readonly regex?: string;
}

/** The Service that a route sends requests to. */
export interface RouteBackend {
  /** The name of the Service. */
  readonly service: string;
  /** The namespace of the Service. */
  readonly namespace: string;
  /** A port of the Service, 1 to 65535. */
  readonly port: number;
  /**
   * A subset of a DestinationRule of Istio.
   * @default - every pod of the Service
   */
  readonly subset?: string;
}

/** Where a client is sent instead; at least one of the first three fields. */
export interface RouteRedirect {
  /**
   * The host of the new address.
   * @default - the host of the request
   */
  readonly host?: string;
  /**
   * The whole new path.
   * @default - the path of the request
   */
  readonly path?: string;
  /**
   * The scheme of the new address.
   * @default - the scheme of the request
   */
  readonly scheme?: 'http' | 'https';
  /**
   * The status of the answer.
   * @default 301
   */
  readonly code?: 301 | 302 | 303 | 307 | 308;
}

/**
 * One route of a gateway: which requests (exactly one of `exact`, `prefix` and `regex`, and perhaps methods and headers), and what
 * becomes of them (exactly one of `to` and `redirect`). A value of plain data; the order of routes is the table's matter.
 */
export interface Route {
  /** A name for logs and errors, of lower case letters, digits and `-`, such as `authservice-logout`. */
  readonly name: string;
  /** The whole path, without the query: `/logout`. */
  readonly exact?: string;
  /**
   * The beginning of the path, as text: `/logout` also takes `/logoutX`, and `/authservice/` does not take `/authservice`.
   * A table of the Gateway API reads it by whole segments instead; see `istio.RouteTable`.
   */
  readonly prefix?: string;
  /** A regular expression (RE2) for the whole path. */
  readonly regex?: string;
  /**
   * The methods that the route takes.
   * @default - every method
   */
  readonly methods?: readonly HttpMethod[];
  /**
   * Headers that the request must have, by name.
   * @default - none
   */
  readonly headers?: Readonly<Record<string, HeaderMatch>>;
  /** The Service that gets the request. */
  readonly to?: RouteBackend;
  /** Where the client is sent instead. */
  readonly redirect?: RouteRedirect;
  /**
   * What replaces the prefix that matched, or the whole path where the match is `exact` or `regex`. The query stays.
   * @default - the path as it is
   */
  readonly rewrite?: string;
  /**
   * How long the back end may take for an answer, such as `300s` or `1m30s`; `0s` is for ever.
   * @default - Istio's own, for ever
   */
  readonly timeout?: string;
  /**
   * Headers of the request that are changed on the way to the back end.
   * @default - none
   */
  readonly requestHeaders?: RequestHeaderChanges;
}

/** What is done to the headers of a request before the back end sees them. */
export interface RequestHeaderChanges {
  /** Replaces what the client sent. */
  readonly set?: Readonly<Record<string, string>>;
  /** Adds a value to those that the client sent. */
  readonly add?: Readonly<Record<string, string>>;
  /** The names of headers that are taken away. */
  readonly remove?: readonly string[];
}

/**
 * All routes of one gateway and its hosts. A construct that has something to route to takes a table as a prop and adds to it; it needs no
 * object of Istio or the Gateway API of its own. `istio.RouteTable` is one.
 *
 * @example
 * const routes = new istio.RouteTable(chart, 'routes', { gateway: { name: 'kubeflow-gateway', namespace: 'kubeflow' } });
 * routes.add(chart, { name: 'dex', prefix: '/dex/', to: { service: 'dex', namespace: 'auth', port: 5556 } });
 */
export interface IRouteTable {
  /** The hosts that the routes are for; `*` is any. */
  readonly hosts: readonly string[];

  /**
   * Adds a route, in any order and until synthesis.
   *
   * @param owner the construct that errors name
   * @throws where the route itself is wrong, or takes requests that another one sends to a different place; the message names both ends
   */
  add(owner: IConstruct, route: Route): void;
}
