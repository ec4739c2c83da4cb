import type { Construct } from 'constructs';
import type { IdentityHeaders } from '../core/identity-headers';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import type { GatewayWorkload } from './gateway-ref';
import type { OidcProvider } from './oidc-provider';

/** Who else may make tokens for programs that sign in without a browser. */
export interface MachineTokenIssuer {
  /** The issuer, exactly as it stands in tokens. */
  readonly issuer: string;
  /** For whom the tokens must be made; at least one. */
  readonly audiences: readonly string[];
  /**
   * Where its keys are.
   * @default - discovery by Istio
   */
  readonly jwksUri?: string;
  /**
   * The claim that names the user.
   * @default 'sub'
   */
  readonly userIdClaim?: string;
  /**
   * The claim that lists the groups.
   * @default 'groups'
   */
  readonly groupsClaim?: string;
}

/** A provider of external authorization, as the mesh configuration of Istio has it. */
export interface ExtensionProvider {
  /** The name that policies of the action CUSTOM give. */
  readonly name: string;
  /** How Envoy asks the service, in the fields of Istio's MeshConfig. */
  readonly envoyExtAuthzHttp: Readonly<Record<string, unknown>>;
}

/**
 * The entry of `meshConfig.extensionProviders` that a policy names. Without it istiod denies every request that the policy is about.
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider-EnvoyExternalAuthorizationHttpProvider
 */
export function extensionProvider(name: string, service: string, port: number): ExtensionProvider {
  return {
    name,
    envoyExtAuthzHttp: {
      service,
      port,
      timeout: '10s',
      // `accept` tells requests of scripts from those of people.
      includeRequestHeadersInCheck: ['accept', 'authorization', 'cookie'],
      headersToUpstreamOnAllow: [
        'authorization',
        'x-auth-request-email',
        'x-auth-request-groups',
        'x-auth-request-user',
      ],
      // A session that was refreshed reaches the browser.
      headersToDownstreamOnAllow: ['set-cookie'],
      headersToDownstreamOnDeny: ['content-type', 'set-cookie'],
    },
  };
}

/** What the objects of the gateway are made of. */
export interface GatewayObjects {
  readonly name: string;
  readonly gateway: Required<GatewayWorkload>;
  readonly provider: OidcProvider;
  readonly headers: IdentityHeaders;
  /** Prefixes that need no sign-in, checked; that of oauth2-proxy itself is among them. */
  readonly open: readonly string[];
  readonly machineTokens: readonly MachineTokenIssuer[];
}

/** Renders what makes a gateway of Istio ask oauth2-proxy, refuse requests without a token, and name the user in headers. */
export function renderGatewayObjects(construct: Construct, objects: GatewayObjects): void {
  const { name, gateway, provider, headers, open, machineTokens } = objects;
  const selector = { matchLabels: gateway.labels };
  const closed = [{ operation: { notPaths: open.map((path) => `${path}*`) } }];
  render(construct, 'SignIn', 'AuthorizationPolicy', {
    metadata: { name: `istio-ingressgateway-${name}`, namespace: gateway.namespace },
    spec: {
      action: 'CUSTOM',
      provider: { name },
      selector,
      rules: [
        {
          to: closed,
          // A program's own token is judged below; oauth2-proxy would send it to the sign-in page.
          ...(machineTokens.length > 0 && { when: [{ key: 'request.headers[authorization]', notValues: ['*'] }] }),
        },
      ],
    },
  });
  render(construct, 'RequireToken', 'AuthorizationPolicy', {
    metadata: { name: 'istio-ingressgateway-require-jwt', namespace: gateway.namespace },
    spec: {
      action: 'DENY',
      selector,
      rules: [{ from: [{ source: { notRequestPrincipals: ['*'] } }], to: closed }],
    },
  });
  const own = {
    issuer: provider.issuer,
    audiences: provider.audiences,
    jwksUri: provider.endpoints?.jwks,
    userIdClaim: provider.userIdClaim,
    groupsClaim: provider.groupsClaim,
  };
  render(construct, 'Tokens', 'RequestAuthentication', {
    metadata: { name: `istio-ingressgateway-${name}`, namespace: gateway.namespace },
    spec: { selector, jwtRules: [own, ...machineTokens].map((rule) => jwtRule(headers, rule)) },
  });
}

function jwtRule(headers: IdentityHeaders, rule: Partial<MachineTokenIssuer>): object {
  const { issuer, audiences, jwksUri, userIdClaim = 'sub', groupsClaim = 'groups' } = rule;
  return {
    issuer,
    audiences,
    ...(jwksUri !== undefined && { jwksUri }),
    fromHeaders: [{ name: 'Authorization', prefix: 'Bearer ' }],
    // Programs behind the gateway ask Kubernetes with it.
    forwardOriginalToken: true,
    // Also replaces what a client sent in these headers.
    outputClaimToHeaders: [
      { header: headers.userId, claim: userIdClaim },
      { header: headers.groups, claim: groupsClaim },
    ],
  };
}

function render(construct: Construct, id: string, kind: string, object: { metadata: object; spec: object }): void {
  const manifest = { apiVersion: 'security.istio.io/v1', kind, ...object };
  requireSchema(construct, JSON.parse(JSON.stringify(manifest)) as typeof manifest);
  new KubeObject(construct, id, manifest);
}
