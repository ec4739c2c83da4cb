import type { Need } from '../../declarations';
import type { AccessRequest } from '../rbac/policy-rule';

/** Every request that a need asks for, one for each verb, group, resource and name. */
export function requestsOf({ rules, serviceAccount }: Need): AccessRequest[] {
  return rules.flatMap(({ apiGroups, resources, verbs, resourceNames = [''], namespace = serviceAccount.namespace }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((combined) => {
        const [resource = '', subresource = ''] = combined.split('/');
        const where = namespace === '*' ? '' : namespace;
        return verbs.flatMap((verb) =>
          resourceNames.map((name) => ({ verb, group, resource, subresource, name, namespace: where })),
        );
      }),
    ),
  );
}
