/** A fact of a request, or what it depends on where it is not known. */
export type Fact<T> = { readonly value: T } | { readonly dependsOn: string };

/** Who opens a connection, as its certificate says. */
export interface Peer {
  readonly namespace: string;
  /** The service account of its pods. */
  readonly account: Fact<string>;
}

/** The claims of a token that was found valid; `undefined` where the request has none. */
export type Claims = Readonly<Record<string, unknown>> | undefined;

/** A request as one proxy sees it, with what the question and the manifests tell. */
export interface Seen {
  /** Whether the proxy reads it as HTTP. Of a connection of bytes nothing but its ends is seen. */
  readonly http: boolean;
  /** Whether it is ztunnel that decides, to which istiod sends rules without what it does not know. */
  readonly isNode?: boolean;
  readonly method: Fact<string>;
  /** Without the query. */
  readonly path: Fact<string>;
  /** The `:authority`, with its port where one is given. */
  readonly authority: Fact<string>;
  /** The port of the pods that it is for. */
  readonly port: Fact<number>;
  /** By name in lower case; `undefined` where the request has none. */
  readonly header: (name: string) => Fact<string | undefined>;
  /** Who opens the connection; `undefined` for who has no certificate of the mesh. */
  readonly peer: Fact<Peer | undefined>;
  /** The address of who opens the connection. */
  readonly sourceIp: Fact<string>;
  /** The address of the first client. */
  readonly remoteIp: Fact<string>;
  /** The claims of a valid token that the proxy reads itself. */
  readonly claims: Fact<Claims>;
  /** The name that a TLS client asks for; `undefined` for plain HTTP. */
  readonly serverName: Fact<string | undefined>;
}

/** What is known. */
export function known<T>(value: T): Fact<T> {
  return { value };
}

/** What is not. */
export function unknown(dependsOn: string): Fact<never> {
  return { dependsOn };
}
