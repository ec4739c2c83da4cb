import { list, record, texts } from '../../accept/read';

/** One rule of a Role or a ClusterRole, with every list there. */
export interface PolicyRule {
  /** What may be done; `*` is everything. */
  readonly verbs: readonly string[];
  /** The core group is empty text. */
  readonly apiGroups: readonly string[];
  /** Resources and subresources, such as `pods`, `pods/log`, `*` and `*` + `/scale`. */
  readonly resources: readonly string[];
  /** Empty: every object. */
  readonly resourceNames: readonly string[];
  /** Paths such as `/metrics`, and beginnings of paths such as `/healthz/*`. */
  readonly nonResourceURLs: readonly string[];
}

/** What is asked of the API server: one verb on a resource, or on a path that is no resource. */
export interface AccessRequest {
  /** What is done, such as `get` or `create`. */
  readonly verb: string;
  /**
   * The namespace of the request.
   * @default '' - all namespaces, or a cluster-scoped resource
   */
  readonly namespace?: string;
  /**
   * The API group of the resource.
   * @default '' - the core group
   */
  readonly group?: string;
  /** The plural, such as `pods`. */
  readonly resource?: string;
  /**
   * The part of the resource that is asked for, such as `log`.
   * @default '' - the resource itself
   */
  readonly subresource?: string;
  /**
   * The name of the one object that is asked for.
   * @default '' - no name, as in a list
   */
  readonly name?: string;
  /** A path such as `/metrics`. It makes the request one of no resource; the fields of resources do not count then. */
  readonly nonResourceURL?: string;
}

/** The rules of a role; whatever is not of their form counts as empty. */
export function rulesOf(value: unknown): PolicyRule[] {
  return list(value).map((one) => {
    const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = record(one);
    return {
      verbs: texts(verbs),
      apiGroups: texts(apiGroups),
      resources: texts(resources),
      resourceNames: texts(resourceNames),
      nonResourceURLs: texts(nonResourceURLs),
    };
  });
}

/**
 * Whether a rule allows a request. It says nothing of where the rule applies: that is up to its binding.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/plugin/pkg/auth/authorizer/rbac/rbac.go
 */
export function ruleAllows(rule: PolicyRule, request: AccessRequest): boolean {
  if (!has(rule.verbs, request.verb)) return false;
  if (request.nonResourceURL !== undefined) return matchesUrl(rule, request.nonResourceURL);
  const { group = '', resource = '', subresource = '', name = '' } = request;
  return has(rule.apiGroups, group) && matchesResource(rule, resource, subresource) && matchesName(rule, name);
}

function has(allowed: readonly string[], asked: string): boolean {
  return allowed.includes('*') || allowed.includes(asked);
}

/** `*` is every resource and every subresource; `pods` is not `pods/log`; `* /scale` (without the blank) is that subresource of each resource. */
function matchesResource({ resources }: PolicyRule, resource: string, subresource: string): boolean {
  const combined = subresource === '' ? resource : `${resource}/${subresource}`;
  return has(resources, combined) || (subresource !== '' && resources.includes(`*/${subresource}`));
}

/** A request without a name is refused by a rule of names, unless one of the names is empty text. `*` is no wildcard here. */
function matchesName({ resourceNames }: PolicyRule, name: string): boolean {
  return resourceNames.length === 0 || resourceNames.includes(name);
}

/** A star counts at the end alone, and there all stars are cut off. */
function matchesUrl({ nonResourceURLs }: PolicyRule, path: string): boolean {
  return nonResourceURLs.some((allowed) => {
    return (
      allowed === '*' || allowed === path || (allowed.endsWith('*') && path.startsWith(allowed.replace(/\*+$/, '')))
    );
  });
}
