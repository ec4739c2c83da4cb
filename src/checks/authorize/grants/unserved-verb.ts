import type { Rule } from '../../rule';
import { ResourceCatalog, SPECIAL_VERBS, VERBS } from '../rbac/resources';
import { rolePage, writtenRules } from './each-rule';

/** RBA005: the verbs of a rule are verbs of its resources. */
export const unservedVerb: Rule = {
  id: 'RBA005',
  title: 'verb that no resource of the rule serves',
  severity: 'warning',
  why: 'RBAC takes any text for a verb: the rule is accepted, and this part of it grants nothing',
  fix: 'use get, list, watch, create, update, patch, delete, deletecollection, or *',
  page: {
    reports:
      'a verb that none of the resources of its rule serves, where all of them are known: `read`, `GET`, `get` of `tokenreviews`. Verbs that Kubernetes asks for beside requests, such as `bind`, `use` and `impersonate`, are not reported, and neither are rules of `*`.',
    mend: 'Write the verb of the API: reading is `get`, `list` and `watch`, writing is `create`, `update` and `patch`. Running a command in a pod is `create` of `pods/exec`.',
    before: rolePage('Role', "apiGroups: ['']\nresources: [pods]\nverbs: [read]"),
    after: rolePage('Role', "apiGroups: ['']\nresources: [pods]\nverbs: [get, list, watch]"),
  },
  *check(model) {
    const catalog = ResourceCatalog.of(model);
    for (const { manifest, rule, path } of writtenRules(model)) {
      const pairs = rule.apiGroups.flatMap((group) => rule.resources.map((resource) => ({ group, resource })));
      const facts = pairs.flatMap(({ group, resource }) => catalog.find(group, resource.split('/')[0]!) ?? []);
      const known =
        rule.apiGroups.every((group) => catalog.isComplete(group)) &&
        !rule.resources.some((one) => one.startsWith('*'));
      if (!known || facts.length === 0) continue;
      // Which verbs a subresource serves is not told apart here.
      const whole = rule.resources.every((one) => !one.includes('/'));
      for (const [index, verb] of rule.verbs.entries()) {
        // Who may act as whom for what, since Kubernetes 1.35: `impersonate:user-info`, `impersonate-on:user-info:list`.
        const special = SPECIAL_VERBS.includes(verb) || /^impersonate(-on)?:/.test(verb);
        const served = facts.some((one) => one.verbs.includes(verb));
        if (verb === '*' || special || served || (!whole && VERBS.includes(verb))) continue;
        const names = [...new Set(facts.map((one) => one.plural))].join(', ');
        yield { manifest, path: [...path, 'verbs', index], message: `'${verb}' is no verb of ${names}` };
      }
    }
  },
};
