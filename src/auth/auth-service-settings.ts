import type { Construct } from 'constructs';
import { fail, requireInteger, requireKnown, requireOneOf, quote } from '../core/fail';
import { requireTexts } from '../core/require-props';
import { kindOf } from '../facts/given';
import { isMapping } from '../facts/is-mapping';

/** The two builds that Kubeflow and document 003 used: `e236439` of Kubeflow 1.8, and `0c4ea9a`, the last one. */
export type AuthServiceVersion = '0c4ea9a' | 'e236439';

/** The builds whose settings are known, newest first. */
export const AUTH_SERVICE_VERSIONS: readonly AuthServiceVersion[] = ['0c4ea9a', 'e236439'];

/** A rule by which a claim becomes a name of a user; the first that matches is applied. */
export interface UserIdTransformer {
  /** A regular expression (RE2). */
  readonly matches: string;
  /** What replaces the part that matched. */
  readonly replaces: string;
}

/**
 * Settings of the program, each under the name of its environment variable in camel case; `†` is read by build 0c4ea9a alone. What is
 * derived from provider, host, headers and store (OIDC_PROVIDER, REDIRECT_URL, USERID_HEADER, SESSION_STORE_TYPE, ...) is not among them.
 *
 * @see https://github.com/arrikto/oidc-authservice#options
 */
export interface AuthServiceSettings {
  /** Asks the provider at each request whether the session still holds. @default false */
  readonly strictSessionValidation?: boolean;
  /** The header in which programs send a token. @default 'Authorization' */
  readonly authHeader?: string;
  /** † The header that tells programs behind how the user signed in. @default 'Auth-Method' */
  readonly authMethodHeader?: string;
  /** For whom service account tokens must be made. @default - istio-ingressgateway.istio-system.svc.cluster.local */
  readonly audiences?: readonly string[];
  /** Where a user is sent who signed out. @default - the page `site/homepage` below the prefix */
  readonly homepageUrl?: string;
  /** Where users go after signing in. @default - where they wanted to */
  readonly afterLoginUrl?: string;
  /** Where users go after signing out. @default - the page `site/after_logout` below the prefix */
  readonly afterLogoutUrl?: string;
  /** † @default - `verify` below the prefix */
  readonly verifyAuthUrl?: string;
  /** † @default 'INFO' */
  readonly logLevel?: 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG';
  /** How the claim becomes the name. @default - as it is */
  readonly useridTransformers?: readonly UserIdTransformer[];
  /** The header in which programs behind get the id token. @default - none */
  readonly useridTokenHeader?: string;
  /** The header in which programs send an id token. @default 'Authorization' */
  readonly idTokenHeader?: string;
  /** The address to listen at. @default - all */
  readonly serverHostname?: string;
  /** The port that Envoy asks. @default 8080 */
  readonly serverPort?: number;
  /** The port of the pages for users. @default 8082 */
  readonly webServerPort?: number;
  /** The port that the readiness probe asks. @default 8081 */
  readonly readinessProbePort?: number;
  /** A file in /var/lib/authservice. @default '/var/lib/authservice/data.db' */
  readonly sessionStorePath?: string;
  /** A file in /var/lib/authservice. @default '/var/lib/authservice/data.db' */
  readonly oidcStateStorePath?: string;
  /** How long a session lasts, in seconds. @default 86400, a day */
  readonly sessionMaxAge?: number;
  /** The attribute SameSite of the session's cookie. @default 'Lax' */
  readonly sessionSameSite?: 'Lax' | 'None' | 'Strict';
  /** The name on its pages. @default 'AuthService' */
  readonly clientName?: string;
  /** Where the themes of its pages are found. @default 'themes' */
  readonly themesUrl?: string;
  /** The theme of its pages. @default 'kubeflow' */
  readonly theme?: string;
  /** Folders with templates of pages. @default - those of the image */
  readonly templatePath?: readonly string[];
  /** What templates may use, by name. @default - nothing */
  readonly templateContext?: Readonly<Record<string, string>>;
  /** † Remembers who a token is of. @default false */
  readonly cacheEnabled?: boolean;
  /** † For how many minutes. @default 5 */
  readonly cacheExpirationMinutes?: number;
  /** † Whether id tokens of the provider sign programs in. @default true */
  readonly idtokenAuthnEnabled?: boolean;
  /** † Whether tokens of service accounts do; only then may it ask Kubernetes of whom a token is. @default true */
  readonly kubernetesAuthnEnabled?: boolean;
  /** † Whether access tokens of the provider do. @default true */
  readonly accessTokenAuthnEnabled?: boolean;
  /** † What an access token is. @default 'jwt' */
  readonly accessTokenAuthn?: 'jwt' | 'opaque';
  /**
   * Groups of which a user has at least one. Service accounts are of the group `system:serviceaccounts`.
   * @default ['*'], everybody
   */
  readonly groupsAllowlist?: readonly string[];
  /** † A program that has the last word on each request. @default - none */
  readonly externalAuthzUrl?: string;
}

type Kind = 'text' | 'list' | 'boolean' | 'port' | 'count' | 'data' | 'json' | 'context' | readonly string[];

interface Setting {
  readonly kind: Kind;
  /** Whether build e236439 lacks it. */
  readonly late?: boolean;
}

/** Each setting; the variable is its name in capitals with underscores. */
const SETTINGS: Readonly<Record<keyof AuthServiceSettings, Setting>> = {
  strictSessionValidation: { kind: 'boolean' },
  authHeader: { kind: 'text' },
  authMethodHeader: { kind: 'text', late: true },
  audiences: { kind: 'list' },
  homepageUrl: { kind: 'text' },
  afterLoginUrl: { kind: 'text' },
  afterLogoutUrl: { kind: 'text' },
  verifyAuthUrl: { kind: 'text', late: true },
  logLevel: { kind: ['FATAL', 'ERROR', 'WARN', 'INFO', 'DEBUG'], late: true },
  useridTransformers: { kind: 'json' },
  useridTokenHeader: { kind: 'text' },
  idTokenHeader: { kind: 'text' },
  serverHostname: { kind: 'text' },
  serverPort: { kind: 'port' },
  webServerPort: { kind: 'port' },
  readinessProbePort: { kind: 'port' },
  sessionStorePath: { kind: 'data' },
  oidcStateStorePath: { kind: 'data' },
  sessionMaxAge: { kind: 'count' },
  sessionSameSite: { kind: ['Lax', 'None', 'Strict'] },
  clientName: { kind: 'text' },
  themesUrl: { kind: 'text' },
  theme: { kind: 'text' },
  templatePath: { kind: 'list' },
  templateContext: { kind: 'context' },
  cacheEnabled: { kind: 'boolean', late: true },
  cacheExpirationMinutes: { kind: 'count', late: true },
  idtokenAuthnEnabled: { kind: 'boolean', late: true },
  kubernetesAuthnEnabled: { kind: 'boolean', late: true },
  accessTokenAuthnEnabled: { kind: 'boolean', late: true },
  accessTokenAuthn: { kind: ['jwt', 'opaque'], late: true },
  groupsAllowlist: { kind: 'list' },
  externalAuthzUrl: { kind: 'text', late: true },
};

/** Names that look like settings and that the program never reads, with what it reads instead (KKA-15). */
const NEVER_READ: Readonly<Record<string, string>> = {
  port: 'SERVER_PORT, which is serverPort',
  storePath: 'SESSION_STORE_PATH, which is sessionStorePath',
  skipAuthUri: 'SKIP_AUTH_URLS, which is skipAuth of the construct',
};

/** The environment variables of settings, checked for a build. */
export function settingsToEnv(
  construct: Construct,
  version: AuthServiceVersion,
  settings: AuthServiceSettings,
): Record<string, string> {
  for (const [field, instead] of Object.entries(NEVER_READ)) {
    if (!(field in settings)) continue;
    throw fail(
      construct,
      `settings has '${field}', and the program does not read ${variableOf(field)}; it reads ${instead}`,
    );
  }
  requireKnown(construct, 'settings', settings, Object.keys(SETTINGS));
  const env: Record<string, string> = {};
  for (const [field, value] of Object.entries(settings) as [keyof AuthServiceSettings, unknown][]) {
    if (value === undefined) continue;
    const { kind, late = false } = SETTINGS[field];
    if (late && version === 'e236439') {
      throw fail(
        construct,
        `settings.${field} is given, and version 'e236439' does not read ${variableOf(field)}; version '0c4ea9a' does`,
      );
    }
    Object.assign(env, render(construct, field, kind, value));
  }
  return env;
}

function render(construct: Construct, field: string, kind: Kind, value: unknown): Record<string, string> {
  const [name, path] = [variableOf(field), `settings.${field}`];
  if (typeof kind === 'object') requireOneOf(construct, path, value, kind);
  switch (kind) {
    case 'boolean':
      requireOneOf(construct, path, value, [true, false]);
      return { [name]: String(value) };
    case 'port':
      requireInteger(construct, path, value, 1024, 65535);
      return { [name]: String(value) };
    case 'count':
      requireInteger(construct, path, value, 1);
      return { [name]: String(value) };
    case 'list':
      requireTexts(construct, path, value);
      return { [name]: (value as readonly string[]).map((item) => requireItem(construct, path, item)).join(',') };
    case 'json':
      return { [name]: JSON.stringify(value) };
    case 'context':
      if (!isMapping(value)) throw fail(construct, `${path} is ${kindOf(value)}, allowed is an object of text`);
      return contextToEnv(construct, value as Readonly<Record<string, string>>);
    case 'data':
      if (!/^\/var\/lib\/authservice\/[\w.-]+$/.test(String(value)))
        throw fail(
          construct,
          `${path} is ${quote(value)}, allowed is a file in /var/lib/authservice, where the volume is`,
        );
      return { [name]: String(value) };
    default:
      return { [name]: String(value) };
  }
}

function contextToEnv(construct: Construct, context: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(context).map(([key, text]) => {
    if (!/^\w+$/.test(key))
      throw fail(construct, `settings.templateContext has '${key}', allowed are names of letters, digits and '_'`);
    if (typeof text !== 'string')
      throw fail(construct, `settings.templateContext.${key} is ${kindOf(text)}, allowed is text`);
    // The program reads a variable up to its second '='.
    if (text.includes('='))
      throw fail(construct, `settings.templateContext.${key} has a '=', behind which the program reads nothing`);
    return [`TEMPLATE_CONTEXT_${key}`, text] as const;
  });
  return Object.fromEntries(entries);
}

function requireItem(construct: Construct, path: string, item: string): string {
  if (item.trim() !== '' && !item.includes(',')) return item;
  throw fail(construct, `${path} has '${item}', allowed is one value an item, without a comma`);
}

/** `sessionMaxAge` is SESSION_MAX_AGE. */
function variableOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
