import type { Rule } from '../../rule';
import { can } from '../escalation/powers';
import { rolePage, writtenRules } from './each-rule';

const NAMELESS = ['create', 'deletecollection'];

/** RBA006: a rule of names has verbs whose requests carry a name. */
export const namesWithoutEffect: Rule = {
  id: 'RBA006',
  title: 'names on a verb whose requests carry none',
  severity: 'warning',
  why: 'a request to create an object, or to delete a collection, has no name when it is authorized, so a rule of names never allows it',
  fix: 'grant the verb in a rule of its own, without resourceNames',
  page: {
    reports:
      '`create` and `deletecollection` in a rule with `resourceNames`, where no other rule of the role grants the verb on the resource. Subresources such as `pods/exec` are not reported: there the name of the pod is known. `list` and `watch` are not either, because a field selector of the name makes them work.',
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
          rule.apiGroups.some((group) => !siblings.some((other) => can(other, [verb], group, resource))),
        );
        if (lost.length === 0) continue;
        const message = `'${verb}' of ${lost.join(', ')} is not granted by a rule with resourceNames, for its requests carry no name`;
        yield { manifest, path: [...path, 'verbs', index], message };
      }
    }
  },
};
