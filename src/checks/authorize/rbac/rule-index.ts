import type { Grant } from './policy';
import { ruleAllows } from './policy-rule';
import type { AccessRequest } from './policy-rule';
import type { Role } from './objects';

/** The grants of one subject for one scope, by the resources that their rules name, so that a question reads few of them. */
export class RuleIndex {
  private readonly added = new Set<Role>();
  private readonly waiting: Omit<Grant, 'rule'>[] = [];
  private byResource?: Map<string, { readonly order: number; readonly grant: Grant }[]>;

  /** Takes a role in; one that is there already grants nothing more. */
  public add(grant: Omit<Grant, 'rule'>): void {
    if (this.added.has(grant.role)) return;
    this.added.add(grant.role);
    this.waiting.push(grant);
    this.byResource = undefined;
  }

  public get grants(): Iterable<Grant> {
    return this.waiting.flatMap((grant) => grant.role.rules.map((rule) => ({ ...grant, rule })));
  }

  /** The first grant that allows a request. */
  public first(request: AccessRequest): Grant | undefined {
    this.byResource ??= this.index();
    let best: { readonly order: number; readonly grant: Grant } | undefined;
    for (const key of keysOf(request)) {
      const found = this.byResource.get(key)?.find(({ grant }) => ruleAllows(grant.rule, request));
      if (found && (!best || found.order < best.order)) best = found;
    }
    return best?.grant;
  }

  private index(): Map<string, { readonly order: number; readonly grant: Grant }[]> {
    const index = new Map<string, { readonly order: number; readonly grant: Grant }[]>();
    let order = 0;
    for (const grant of this.grants) {
      const { resources, nonResourceURLs } = grant.rule;
      const keys = new Set([...resources, ...(nonResourceURLs.length > 0 ? [URLS] : [])]);
      for (const key of keys) {
        const entry = { order, grant };
        const entries = index.get(key);
        if (entries) entries.push(entry);
        else index.set(key, [entry]);
      }
      order += 1;
    }
    return index;
  }
}

/** No resource has an empty first part. */
const URLS = '/urls';

function keysOf({ nonResourceURL, resource = '', subresource = '' }: AccessRequest): readonly string[] {
  if (nonResourceURL !== undefined) return [URLS];
  return subresource === '' ? ['*', resource] : ['*', `${resource}/${subresource}`, `*/${subresource}`];
}
