import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';

/** A request as a client outside of the cluster sends it. */
export interface RouteRequest {
  /**
   * The HTTP method.
   * @default 'GET'
   */
  readonly method?: string;
  /** With scheme and host; the port is that of the scheme where none is given. */
  readonly url: string;
  /** By name, in any case. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The address that the gateway sees as that of the client, for policies of Istio that ask for one.
   * @default - not known; the answer says where it depends on it
   */
  readonly sourceIp?: string;
  /**
   * The claims of a valid token that the request carries, such as `{ iss: 'https://issuer.example', sub: 'alice', groups: ['team'] }`.
   * @default - none, and not known where the request has a header or a parameter that a RequestAuthentication reads
   */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Which gateway of Istio is asked. */
export interface AskedGateway {
  /** The namespace of its pods. */
  readonly namespace: string;
  /** The labels of its pods, which a Gateway selects. */
  readonly labels: Readonly<Record<string, string>>;
}

/** How {@link route} follows a request. */
export interface RouteOptions {
  /**
   * The gateway of Istio that the request reaches. It is no part of the question for HTTPRoutes and Ingresses.
   * @default - the pods `istio: ingressgateway` of `istio-system`
   */
  readonly gateway?: AskedGateway;
}

/** What a hop is. */
export type HopKind =
  'listener' | 'sign-in' | 'policy' | 'host' | 'route' | 'rewrite' | 'redirect' | 'answer' | 'destination' | 'pods';

/** One step of a request on its way. */
export interface Hop {
  /** What the request meets here. */
  readonly kind: HopKind;
  /** The object that decides, such as `VirtualService app/web`. */
  readonly object?: string;
  /** Where its file is. */
  readonly file?: string;
  /** The line of the deciding field, from 1. */
  readonly line?: number;
  /** What happens here, in a few words. */
  readonly text: string;
}

/** A policy of Istio that refuses a request. */
export interface Denial {
  /** Where it is refused: at the gateway, at the waypoint of the Service, or at the pods that it reached. */
  readonly by: 'gateway' | 'waypoint' | 'pods';
  /** The policy, such as `AuthorizationPolicy app/web`; where no ALLOW policy allows it, all of them. */
  readonly policy: string;
  /** The place of the rule that refuses it in `rules`; `undefined` where none allows it. */
  readonly rule?: number;
  /** Why it is refused, in words. */
  readonly reason: string;
}

/** What becomes of the requests that weights send to one of several destinations. */
export interface WeightedOutcome {
  /** As `destination` of {@link RouteAnswer} has it. */
  readonly destination: string;
  /** The subset of a DestinationRule. */
  readonly subset?: string;
  /** Its part of the sum of all weights of the route, above 0. */
  readonly weight: number;
  /** What the client gets instead of an answer of the pods: 503 or 500 without a backend, 403 of a policy; `null` where the pods answer. */
  readonly status: number | null;
  /** What a 503 or 500 lacks. */
  readonly missing?: string;
  /** The policy that refuses these requests. */
  readonly denied?: Denial;
  /** Facts that decide whether policies let these requests pass and that the question does not give. */
  readonly dependsOn?: readonly string[];
}

/** Where a request goes. `destination`, `redirect` and `status` say it; the hops say why. */
export interface RouteAnswer {
  /** The method of the request, as it was asked. */
  readonly method: string;
  /** The URL of the request, as it was asked. */
  readonly url: string;
  /** The headers of the request, by name. */
  readonly headers: Readonly<Record<string, string>>;
  /** `service.namespace.svc:port`, or `host:port` outside of the cluster. `null` where the gateway answers itself. */
  readonly destination: string | null;
  /** All destinations, where weights choose one; `destination` is the heaviest. */
  readonly destinations?: readonly string[];
  /** What becomes of a request at each destination, where weights choose one of several. */
  readonly outcomes?: readonly WeightedOutcome[];
  /** The path, with its query, that the destination sees. */
  readonly path: string | null;
  /** The host that the destination sees, where it is rewritten. */
  readonly host?: string;
  /** The subset of a DestinationRule. */
  readonly subset?: string;
  /** The `Location` of a redirect. */
  readonly redirect: string | null;
  /** What the gateway answers itself: a redirect, a fixed answer, 404 without a route, 503 and 500 without a backend, 403 of a policy. */
  readonly status: number | null;
  /** The policy of Istio that refuses the request, whichever destination is chosen; `status` is what the client gets then. */
  readonly denied?: Denial;
  /** Facts that decide whether the request passes and that the question does not give, such as the address of the client. */
  readonly dependsOn?: readonly string[];
  /** What a 503 or 500 lacks, as `destination` would have it. */
  readonly missing?: string;
  /** What the request meets, from the gateway on. */
  readonly hops: readonly Hop[];
}

/** Where a route stands in the manifests. */
export interface Place {
  readonly manifest: Manifest;
  readonly path: FieldPath;
}

/** What an engine says of a request, before the request is put beside it. */
export type Outcome = Omit<RouteAnswer, 'method' | 'url' | 'headers'>;
