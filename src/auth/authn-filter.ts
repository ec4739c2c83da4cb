import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import type { GatewayWorkload } from './gateway-ref';

/** What the filter of a gateway is made of. */
export interface AuthnFilterProps {
  readonly gateway: Required<GatewayWorkload>;
  /** The host of the Service that is asked, and its port. */
  readonly host: string;
  readonly port: number;
  /** How long it may take, such as `10s`. */
  readonly timeout: string;
  /** Headers of a request that it sees; in lower case. */
  readonly allowedHeaders: readonly string[];
  /** Headers of its answer that programs behind get; in lower case. */
  readonly upstreamHeaders: readonly string[];
  /** The name of the filter of connections, whose alias Envoy no longer knows. */
  readonly connectionManager: 'envoy.filters.network.http_connection_manager' | 'envoy.http_connection_manager';
  /** Whether to say that a request is refused where the program does not answer; Envoy's own default. */
  readonly sayFailClosed: boolean;
}

/** Renders the EnvoyFilter `authn-filter`, by which a gateway of Istio asks a program whether a request is allowed. */
export function renderAuthnFilter(construct: Construct, props: AuthnFilterProps): void {
  const { gateway, host, port, timeout, allowedHeaders, upstreamHeaders } = props;
  const exactly = (headers: readonly string[]) => ({ patterns: headers.map((exact) => ({ exact })) });
  const manifest = {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: 'authn-filter', namespace: gateway.namespace },
    spec: {
      workloadSelector: { labels: gateway.labels },
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          match: { context: 'GATEWAY', listener: { filterChain: { filter: { name: props.connectionManager } } } },
          patch: {
            operation: 'INSERT_BEFORE',
            value: {
              name: 'envoy.filters.http.ext_authz',
              typed_config: {
                '@type': 'type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz',
                ...(props.sayFailClosed && { failure_mode_allow: false }),
                http_service: {
                  server_uri: { uri: `http://${host}`, cluster: `outbound|${port}||${host}`, timeout },
                  authorization_request: { allowed_headers: exactly(allowedHeaders) },
                  authorization_response: { allowed_upstream_headers: exactly(upstreamHeaders) },
                },
              },
            },
          },
        },
      ],
    },
  };
  requireSchema(construct, manifest);
  new KubeObject(construct, 'AuthnFilter', manifest);
}
