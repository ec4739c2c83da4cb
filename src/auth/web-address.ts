import { kindOf } from '../facts/given';

const ADDRESS = 'allowed is an absolute URL such as https://login.example.com/oauth2';
const HOST = 'allowed is a host such as kubeflow.example.com, without scheme and path';

/** Whether a host is a Service of the cluster, which may be asked without TLS. */
export function isInCluster(host: string): boolean {
  return /\.svc(\.[a-z0-9.-]+)?$/.test(host);
}

/** What an address that a provider is asked at must look like at least: browsers take other spaces and slashes, programs do not. */
export const ENDPOINT = /^https?:\S+$/i;

/**
 * The problem of an address that a provider is asked at, in words that follow its name; `undefined` where there is none.
 * Without TLS whoever is between can hand out keys and so sign anybody in.
 */
export function endpointProblem(text: unknown): string | undefined {
  if (typeof text !== 'string') return `is ${kindOf(text)}, ${ADDRESS}`;
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    // The same as one of another scheme.
  }
  if (!url || /\s/.test(text)) return `is '${text}', ${ADDRESS}`;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return 'has a user, a query or a fragment, allowed are scheme, host, port and path';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:' && isInCluster(url.hostname)) return undefined;
  return `is '${text}', allowed is https; http only for a Service of the cluster, such as dex.auth.svc.cluster.local`;
}

/** The problem of an issuer that is the address of its own description, which browsers show and people copy. */
export function discoveryProblem(issuer: string): string | undefined {
  const [before, after] = issuer.split('/.well-known/');
  if (after === undefined) return undefined;
  return `is '${issuer}', the address of its description; allowed is the issuer as that says it, likely ${before}`;
}

/** The problem of a host that users type into their browser, with a port or without. */
export function hostProblem(host: unknown): string | undefined {
  if (typeof host !== 'string') return `is ${kindOf(host)}, ${HOST}`;
  const [name = '', port, ...rest] = host.split(':');
  const labels = name.split('.');
  const named =
    name.length <= 253 &&
    labels.every((label) => /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(label)) &&
    rest.length === 0;
  const ported = port === undefined || (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65535);
  if (named && ported) return undefined;
  return `is '${host}', ${HOST}`;
}

/** Whether a list of hosts, as a gateway has it, takes requests for a host. */
export function hostsCover(hosts: readonly string[], host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return hosts.some((pattern) => {
    if (pattern === '*' || pattern === name) return true;
    return pattern.startsWith('*.') && name.endsWith(pattern.slice(1));
  });
}
