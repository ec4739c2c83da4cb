/**
 * The release of oauth2-proxy that this library was written against. Releases before 7.15.2 let a forged header skip sign-in
 * (GHSA-7x63-xv5r-3p2x).
 *
 * @see https://github.com/oauth2-proxy/oauth2-proxy/releases
 */
export const OAUTH2_PROXY_IMAGE = 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.4';

/**
 * The release of Dex that this library was written against.
 *
 * @see https://github.com/dexidp/dex/releases
 */
export const DEX_IMAGE = 'ghcr.io/dexidp/dex:v2.45.1';

/** The images that document 003 names or its repository ships. Nobody maintains that of the AuthService. */
export const DOCUMENTED_IMAGES = {
  /** Document 003, "oidc-authservice manifest". */
  authService: 'gcr.io/arrikto/oidc-authservice:0c4ea9a',
  /** Kubeflow 1.8, which the document's repository is a copy of. */
  dex: 'ghcr.io/dexidp/dex:v2.36.0',
} as const;
