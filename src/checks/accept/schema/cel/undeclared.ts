import { isNode } from './scope';
import type { Known, Node, Scope } from './scope';

/** Names of types, and what stands before the functions of libraries. */
const GLOBAL = new Set(
  'bool bytes double dyn int list map null_type string type uint google optional optional_type cel ip sets format math lists strings base64 regex jsonpatch kubernetes net'.split(
    ' ',
  ),
);

/** Functions and methods by name: those of CEL, of its extensions and of Kubernetes up to 1.36, whatever the version. */
const FUNCTIONS = new Set(
  [
    'bool bytes double duration dyn goDuration goInt goMatches has int string timestamp type uint size contains endsWith startsWith matches',
    'getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds',
    'all exists exists_one existsOne filter map transformList transformMap transformMapEntry bind',
    'charAt format indexOf join lastIndexOf lowerAscii quote replace reverse split substring trim upperAscii',
    'find findAll isSorted max min sum distinct flatten range slice sort sortBy first last equivalent intersects',
    'abs bitAnd bitNot bitOr bitShiftLeft bitShiftRight bitXor ceil floor greatest isFinite isInf isNaN least round sign sqrt trunc',
    'decode encode extract extractAll escapeKey unescapeKey',
    'getEscapedPath getHost getHostname getPort getQuery getScheme isURL url',
    'allowed check error errored fieldSelector group labelSelector name namespace path reason resource serviceAccount subresource',
    'add asApproximateFloat asInteger compareTo div divInt isGreaterThan isInteger isLessThan isQuantity mul quantity sub',
    'cidr containsCIDR containsIP family ip isCanonical isCIDR isGlobalUnicast isIP isLinkLocalMulticast isLinkLocalUnicast isLoopback',
    'isUnspecified masked prefixLength isSemver major minor patch semver digest identifier image isImage registry repository tag',
    'hasValue none of ofNonZeroValue optFlatMap optMap or orValue unwrapOpt value includes',
    'byte date datetime dns1035Label dns1035LabelPrefix dns1123Label dns1123LabelPrefix dns1123Subdomain dns1123SubdomainPrefix labelValue',
    'named qualifiedName uri uuid validate',
  ].flatMap((line) => line.split(' ')),
);

/** How many of the first arguments of a macro are names that its last ones know. */
const BOUND: Readonly<Record<string, number>> = {
  'all/2': 1,
  'all/3': 2,
  'exists/2': 1,
  'exists/3': 2,
  'exists_one/2': 1,
  'exists_one/3': 2,
  'existsOne/2': 1,
  'existsOne/3': 2,
  'filter/2': 1,
  'map/2': 1,
  'map/3': 1,
  'optMap/2': 1,
  'optFlatMap/2': 1,
  'transformList/3': 2,
  'transformList/4': 2,
  'transformMap/3': 2,
  'transformMap/4': 2,
  'transformMapEntry/3': 2,
  'transformMapEntry/4': 2,
};

/**
 * The first name of an expression that stands for nothing: a variable, a field of one whose fields are known, or a function.
 *
 * @param ast the expression as the library read it
 * @returns what is wrong as the API server says it
 */
export function firstUndeclared(ast: unknown, scope: Scope): string | undefined {
  if (Array.isArray(ast)) return firstOf(ast as readonly unknown[], scope);
  if (!isNode(ast)) return undefined;
  const { op, args } = ast;
  if (op === 'id') return isDeclared(String(args), scope) ? undefined : reference(String(args));
  if (op === 'value' || !Array.isArray(args)) return op === 'value' ? undefined : firstUndeclared(args, scope);
  const parts = args as readonly unknown[];
  if (op === 'call')
    return FUNCTIONS.has(String(parts[0])) ? firstUndeclared(parts[1], scope) : reference(String(parts[0]));
  if (op === 'rcall') return inCall(String(parts[0]), parts[1], parts[2] as readonly unknown[], scope);
  if (op === '.' || op === '.?') return inField(parts[0], String(parts[1]), scope);
  return firstOf(parts, scope);
}

function firstOf(parts: readonly unknown[], scope: Scope): string | undefined {
  for (const part of parts) {
    const found = firstUndeclared(part, scope);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inCall(name: string, receiver: unknown, args: readonly unknown[], scope: Scope): string | undefined {
  if (!FUNCTIONS.has(name)) return reference(name);
  if (name === 'bind' && args.length === 3) {
    return firstUndeclared(args[1], scope) ?? firstUndeclared(args[2], within(scope, args.slice(0, 1)));
  }
  const bound = BOUND[`${name}/${args.length}`] ?? 0;
  const names = args.slice(0, bound);
  return firstUndeclared(receiver, scope) ?? firstOf(args.slice(bound), within(scope, names));
}

function inField(holder: unknown, field: string, scope: Scope): string | undefined {
  const fields = isNode(holder) && holder.op === 'id' ? scope.get(String(holder.args))?.fields : undefined;
  if (fields && !fields.has(field)) return `undefined field '${field}'`;
  return firstUndeclared(holder, scope);
}

function within(scope: Scope, names: readonly unknown[]): Scope {
  const bound = names.filter((name) => isNode(name) && name.op === 'id') as Node[];
  return new Map<string, Known>([...scope, ...bound.map(({ args }) => [String(args), {}] as const)]);
}

function isDeclared(name: string, scope: Scope): boolean {
  return scope.has(name) || GLOBAL.has(name);
}

function reference(name: string): string {
  return `undeclared reference to '${name.replace(/^go(Int|Duration|Matches)$/, (_, own: string) => own.toLowerCase())}'`;
}
