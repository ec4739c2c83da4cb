import type { PolicyRule } from '../policy-rule';

/** A role of a table. */
export interface TableRole {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The label whose roles it gathers, such as `rbac.authorization.k8s.io/aggregate-to-view`. */
  readonly gathers?: string;
  readonly rules: readonly PolicyRule[];
}

const AGGREGATE = 'rbac.authorization.k8s.io/aggregate-to-';

/**
 * Reads a table of roles. A line that is not indented begins a role: its name, then `label=view` for the role that it is gathered into and
 * `gathers=view` for the roles that it gathers. An indented line is a rule: verbs, groups (`core` is the core group), resources, and names;
 * or `get url /path`. `@34` before a line is the minor version from which on it holds, `@27-35` the first and the last.
 */
export function readRoles(table: string, minor: number, namespace = ''): TableRole[] {
  const roles: { role: Omit<TableRole, 'rules'>; rules: PolicyRule[] }[] = [];
  let skipping = false;
  for (const line of table.split('\n')) {
    if (line.trim() === '') continue;
    const indented = line.startsWith(' ');
    const words = line.trim().split(/ +/);
    const holds = !words[0]!.startsWith('@') || isWithin(words.shift()!.slice(1), minor);
    if (!indented) skipping = !holds;
    if (skipping || !holds) continue;
    if (indented) roles.at(-1)!.rules.push(rule(words));
    else roles.push({ role: role(words, namespace), rules: [] });
  }
  return roles.map(({ role: head, rules }) => ({ ...head, rules }));
}

function isWithin(range: string, minor: number): boolean {
  const [first, last] = range.split('-').map(Number);
  return minor >= first! && (last === undefined || minor <= last);
}

function role([name, ...options]: string[], namespace: string): Omit<TableRole, 'rules'> {
  const value = (key: string): string | undefined =>
    options.find((option) => option.startsWith(`${key}=`))?.slice(key.length + 1);
  const label = value('label');
  const gathers = value('gathers');
  return {
    name: name!,
    namespace,
    labels: {
      'kubernetes.io/bootstrapping': 'rbac-defaults',
      ...(label !== undefined && { [`${AGGREGATE}${label}`]: 'true' }),
    },
    ...(gathers !== undefined && { gathers: `${AGGREGATE}${gathers}` }),
  };
}

function rule([verbs, groups, resources, names]: string[]): PolicyRule {
  const split = (text: string | undefined): string[] => (text === undefined ? [] : text.split(','));
  if (groups === 'url') {
    return { verbs: split(verbs), apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: split(resources) };
  }
  return {
    verbs: split(verbs).flatMap((verb) => VERBS[verb] ?? verb),
    apiGroups: split(groups).map((group) => (group === 'core' ? '' : group)),
    resources: split(resources),
    resourceNames: split(names),
    nonResourceURLs: [],
  };
}

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];
/** Short words for verbs that go together. */
const VERBS: Readonly<Record<string, readonly string[]>> = { READ, WRITE };
