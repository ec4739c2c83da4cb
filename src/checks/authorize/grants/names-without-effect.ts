import type { Rule } from '../../rule';
import { can } from '../escalation/powers';
import type { PolicyRule } from '../rbac/policy-rule';
import { rolePage, writtenRules } from './each-rule';

const NAMELESS = ['create', 'deletecollection'];

/**
 * RBA006: a rule of names has verbs whose requests carry a name.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go for the `create` with a name that server-side apply asks for
 */
export const namesWithoutEffect: Rule = {
  id: 'RBA006',
  title: 'names on a verb whose requests carry none',
  severity: 'warning',
  why: 'a request to create an object, or to delete a collection, has no name when it is authorized, so a rule of names never allows it',
  fix: 'grant the verb in a rule of its own, without resourceNames',
  page: {
    reports:
      '`create` and `deletecollection` in a rule with `resourceNames`, where no other rule of the role grants the verb on the resource. Subresources such as `pods/exec` are not reported: there the name of the pod is known. `list` and `watch` are not either, because a field selector of the name makes them work. Nor is `create` beside `patch` and without `update`: that is what a program needs that uses server-side apply alone, whose request to create carries the name.',
    mend: 'Divide the rule: `create` without names, and the other verbs with them.',
    before: rolePage(
      'Role',
      'apiGroups: [coordination.k8s.io]\nresources: [leases]\nresourceNames: [agent]\nverbs: [create, get, update]',
    ),
    after: rolePage('Role', 'apiGroups: [coordination.k8s.io]\nresources: [leases]\nverbs: [create, get, update]'),
  },
  *check(model) {
    for (const { manifest, rule, siblings, path } of writtenRules(model)) {
      if (rule.resourceNames.length === 0 || rule.resourceNames.includes('')) continue;
      const whole = rule.resources.filter((resource) => !resource.includes('/'));
      for (const [index, verb] of rule.verbs.entries()) {
        if (!NAMELESS.includes(verb)) continue;
        const lost = whole.filter((resource) =>
          rule.apiGroups.some(
            (group) =>
              !siblings.some((other) => can(other, [verb], group, resource)) &&
              !(verb === 'create' && isApplied(siblings, group, resource)),
          ),
        );
        if (lost.length === 0) continue;
        const message = `'${verb}' of ${lost.join(', ')} is not granted by a rule with resourceNames, for its requests carry no name`;
        yield { manifest, path: [...path, 'verbs', index], message };
      }
    }
  },
};

/** Whether a role has what server-side apply needs on a resource and lacks what programs need that create an object by its own verb. */
function isApplied(rules: readonly PolicyRule[], group: string, resource: string): boolean {
  const has = (verb: string): boolean =>
    rules.some((rule) => can({ ...rule, resourceNames: [] }, [verb], group, resource));
  return has('patch') && !has('update');
}
