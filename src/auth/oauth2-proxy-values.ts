import type { Construct } from 'constructs';
import { fail, requireInteger, requireKnown, requireMatch } from '../core/fail';
import { cookieSecretProblem } from './cookie-secret';
import { seconds } from './duration';
import type { OAuth2ProxyProps } from './oauth2-proxy';
import type { MachineTokenIssuer } from './oauth2-proxy-gateway';
import { requireSource } from '../core/secret/require-source';
import { renderedValue } from '../core/secret/rendered-value';
import { endpointProblem } from './web-address';

/** Fails where a value of the properties is not allowed; the redirect, the host and the skip list are judged elsewhere. */
export function requireValues(construct: Construct, props: OAuth2ProxyProps): void {
  const { provider, headers, cookieExpire = '24h', cookieRefresh, cookieSecret } = props;
  if (provider.audiences === undefined) {
    throw fail(
      construct,
      "provider has its client id from a secret and no audiences, so that the gateway would take tokens made for any of the provider's apps; " +
        'allowed are a client id as text, for it is no secret, or audiences',
    );
  }
  if (headers !== undefined && headers.prefix !== '')
    throw fail(
      construct,
      `headers have the prefix '${headers.prefix}', allowed is none: the gateway copies the claim as it is`,
    );
  const [expire, refresh] = [seconds(cookieExpire), cookieRefresh === undefined ? 0 : seconds(cookieRefresh)];
  if (expire === undefined || expire <= 0)
    throw fail(construct, `cookieExpire is '${cookieExpire}', allowed are times such as 24h`);
  if (refresh === undefined)
    throw fail(construct, `cookieRefresh is '${cookieRefresh}', allowed are times such as 59m`);
  if (refresh >= expire)
    throw fail(
      construct,
      `cookieRefresh is '${cookieRefresh}', allowed are times shorter than cookieExpire '${cookieExpire}'`,
    );
  requireMatch(
    construct,
    'cookieName',
    props.cookieName,
    /^[A-Za-z0-9_-]{1,256}$/,
    "up to 256 letters, digits, '-' and '_'",
  );
  requireInteger(construct, 'replicas', props.replicas, 1);
  for (const route of props.apiRoutes ?? []) requirePattern(construct, route);
  for (const domain of props.emailDomains ?? [])
    requireMatch(
      construct,
      'emailDomains',
      domain,
      /^(\*|\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/,
      "a domain such as example.com, or '*'",
    );
  for (const group of props.allowedGroups ?? [])
    requireMatch(construct, 'allowedGroups', group, /\S/, 'the id or the name of a group');
  for (const domain of props.whitelistDomains ?? [])
    requireMatch(
      construct,
      'whitelistDomains',
      domain,
      /^\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d+)?$/,
      'a host, or .example.com with all below it',
    );
  if (props.trustedProxies?.length === 0) {
    const allowed = 'allowed is at least one address, or to leave it out';
    throw fail(construct, `trustedProxies is empty, so that no proxy is believed; ${allowed}`);
  }
  for (const proxy of props.trustedProxies ?? []) {
    const narrow = /^[0-9a-f.:]+(\/(?!0$)\d{1,3})?$/;
    requireMatch(construct, 'trustedProxies', proxy, narrow, 'an address or CIDR of proxies, not of all the world');
  }
  const value = renderedValue(construct, requireSource(construct, 'cookieSecret', cookieSecret).bind(construct));
  const problem = value === undefined ? undefined : cookieSecretProblem(value);
  if (problem !== undefined) throw fail(construct, `cookieSecret ${problem}`);
  for (const rule of props.machineTokens ?? []) requireIssuer(construct, rule);
}

function requireIssuer(construct: Construct, rule: MachineTokenIssuer): void {
  requireKnown(construct, 'machineTokens', rule, ['issuer', 'audiences', 'jwksUri', 'userIdClaim', 'groupsClaim']);
  for (const [name, url] of Object.entries({ issuer: rule.issuer, jwksUri: rule.jwksUri ?? rule.issuer })) {
    const problem = endpointProblem(url);
    if (problem !== undefined) throw fail(construct, `machineTokens.${name} ${problem}`);
  }
  if (rule.audiences.length > 0) return;
  throw fail(
    construct,
    `machineTokens of '${rule.issuer}' have no audiences, so that any of its tokens would be taken`,
  );
}

/** The program does not start with a pattern that it cannot read; what JavaScript cannot read either is surely none. */
function requirePattern(construct: Construct, pattern: string): void {
  try {
    new RegExp(pattern);
  } catch {
    throw fail(construct, `apiRoutes has '${pattern}', allowed are regular expressions such as ^/api/`);
  }
  if (/\(\?(<?[=!])/.test(pattern))
    throw fail(
      construct,
      `apiRoutes has '${pattern}', which looks around, and RE2 does not; allowed are regular expressions such as ^/api/`,
    );
}
