import { list, record, text, texts } from '../../accept/read';
import { all, any, not, sure } from './ternary';
import type { Ternary } from './ternary';

/** What is known of a request to a pod in the mesh. */
export interface MeshRequest {
  /** As `cluster.local/ns/team/sa/web`; `undefined` where the connection has no mutual TLS. */
  readonly principal?: string;
  readonly namespace?: string;
  readonly account?: string;
  /** The port of the pod. */
  readonly port: number;
  readonly http: boolean;
  /** Unknown where it is not given. */
  readonly method?: string;
  readonly path?: string;
  /** Whether a RequestAuthentication applies, so that a request may carry the claims of a token. */
  readonly tokens: boolean;
}

/**
 * Whether one rule of an AuthorizationPolicy matches a request: one of its sources, one of its operations, and every condition.
 *
 * @param denies whether the rule is one of DENY or CUSTOM: on a port of bytes what asks for HTTP is left out there, and never matches in ALLOW
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function ruleMatches(rule: unknown, request: MeshRequest, policyNamespace: string, denies: boolean): Ternary {
  const { from, to, when } = record(rule);
  const http = (answer: () => Ternary): Ternary => (request.http ? answer() : sure(denies));
  const source = (one: unknown): Ternary => sourceMatches(record(record(one).source), request, policyNamespace, http);
  const operation = (one: unknown): Ternary => operationMatches(record(record(one).operation), request, http);
  return all([
    list(from).length === 0 ? 'yes' : any(list(from).map(source)),
    list(to).length === 0 ? 'yes' : any(list(to).map(operation)),
    ...list(when).map((one) => conditionMatches(record(one), request, http)),
  ]);
}

type Fields = Readonly<Record<string, unknown>>;
type OfHttp = (answer: () => Ternary) => Ternary;

function sourceMatches(source: Fields, request: MeshRequest, policyNamespace: string, http: OfHttp): Ternary {
  const account = (pattern: string): boolean => accountFits(pattern, request, policyNamespace);
  return all([
    both(source, 'principals', 'notPrincipals', (pattern) => sure(fits(pattern, request.principal))),
    both(source, 'namespaces', 'notNamespaces', (pattern) => sure(fits(pattern, request.namespace))),
    both(source, 'serviceAccounts', 'notServiceAccounts', (pattern) => sure(account(pattern))),
    both(source, 'requestPrincipals', 'notRequestPrincipals', () => claims(request), http),
    both(source, 'ipBlocks', 'notIpBlocks', block),
    both(source, 'remoteIpBlocks', 'notRemoteIpBlocks', block, http),
  ]);
}

function operationMatches(operation: Fields, request: MeshRequest, http: OfHttp): Ternary {
  const known = (value: string | undefined) => (pattern: string) =>
    value === undefined ? ('some' as const) : sure(fits(pattern, value));
  return all([
    both(operation, 'hosts', 'notHosts', known(undefined), http),
    both(operation, 'ports', 'notPorts', (pattern) => sure(pattern === String(request.port))),
    both(operation, 'methods', 'notMethods', known(request.method), http),
    both(operation, 'paths', 'notPaths', (pattern) => pathFits(pattern, request.path), http),
  ]);
}

function conditionMatches(condition: Fields, request: MeshRequest, http: OfHttp): Ternary {
  const key = text(condition.key) ?? '';
  const on = (answer: (pattern: string) => Ternary, kind?: OfHttp): Ternary =>
    both(condition, 'values', 'notValues', answer, kind);
  if (key === 'source.namespace') return on((pattern) => sure(fits(pattern, request.namespace)));
  if (key === 'source.principal') return on((pattern) => sure(fits(pattern, request.principal)));
  if (key === 'destination.port') return on((pattern) => sure(pattern === String(request.port)));
  if (key.startsWith('request.auth.')) return on(() => claims(request), http);
  if (key.startsWith('request.') || key === 'remote.ip') return on(() => 'some', http);
  return on(() => 'some');
}

/** One of the values, and none of those that are ruled out. */
function both(
  fields: Fields,
  field: string,
  notField: string,
  answer: (pattern: string) => Ternary,
  http: OfHttp = (given) => given(),
): Ternary {
  const wanted = texts(fields[field]);
  const unwanted = texts(fields[notField]);
  if (wanted.length === 0 && unwanted.length === 0) return 'yes';
  return http(() =>
    all([
      wanted.length === 0 ? 'yes' : any(wanted.map(answer)),
      unwanted.length === 0 ? 'yes' : not(any(unwanted.map(answer))),
    ]),
  );
}

/** `*` is any value that is there; a star may stand at the beginning or at the end. */
export function fits(pattern: string, value: string | undefined): boolean {
  if (value === undefined || value === '') return false;
  if (pattern === '*') return true;
  if (pattern.endsWith('*')) return value.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? value.endsWith(pattern.slice(1)) : value === pattern;
}

/** `team/web`, or `web` of the policy's namespace. */
function accountFits(pattern: string, { namespace, account }: MeshRequest, policyNamespace: string): boolean {
  const [first = '', second] = pattern.split('/');
  const [wanted, name] = second === undefined ? [policyNamespace, first] : [first, second];
  return account !== undefined && account === name && namespace === wanted;
}

/** `{*}` is one segment of a path, `{**}` any number. */
function pathFits(pattern: string, path: string | undefined): Ternary {
  if (path === undefined) return pattern === '*' ? 'yes' : 'some';
  if (!pattern.includes('{')) return sure(fits(pattern, path));
  const parts = pattern.split(/(\{\*\*?\})/).map((part) => {
    if (part === '{*}') return '[^/]+';
    return part === '{**}' ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return sure(new RegExp(`^${parts.join('')}$`).test(path));
}

function block(cidr: string): Ternary {
  return cidr === '0.0.0.0/0' ? 'yes' : 'some';
}

/** Without a RequestAuthentication no request has a principal or claims. */
function claims({ tokens }: MeshRequest): Ternary {
  return tokens ? 'some' : 'no';
}
