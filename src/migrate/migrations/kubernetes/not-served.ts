import { isOffByDefault } from '../../../checks/accept/schema/removed-apis';
import { notServed } from '../../../checks/accept/schema/served';
import { builtInSchemas } from '../../../facts/schemas';
import type { Migration } from '../../migration';

/** What no API server has, and no migration knows: it cannot be called current, and only its author knows what was meant. */
export const NOT_SERVED: Migration = {
  id: 'not-served',
  title: 'Kinds that the target does not serve',
  changes: [],
  warnings: [],
  onlyWhereNothingIsLeft: true,
  apply(object, { target }) {
    const { apiVersion, kind } = object;
    // Settings of other tools stand in the same folders and are none of the cluster's objects.
    if (apiVersion === '' && kind === '') return;
    if (apiVersion === '' || kind === '') {
      const field = kind === '' ? 'kind' : 'apiVersion';
      object.refuse([field], 'is not set; write an apiVersion and a kind that the target serves');
    }
    // An API server may have been told to serve it, and then it is as it should be.
    if (Object.hasOwn(builtInSchemas(target.minor).kinds, `${apiVersion}/${kind}`) && isOffByDefault(apiVersion))
      return;
    const problem = notServed(apiVersion, kind, target.minor);
    if (problem)
      object.refuse(
        problem.path,
        `${problem.message}; ${problem.fix ?? 'write an apiVersion and a kind that the target serves'}`,
      );
  },
};
