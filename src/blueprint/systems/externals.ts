import { Yaml } from 'cdk8s';
import type { External } from '../../checks/declarations';
import { declaredExternals } from '../../core/declare-external';
import { ToolFile } from '../../core/tool-file';
import type { Context } from '../context';

const HEAD = `# What the manifests need and others make, such as Secrets. Checks of the manifests alone are told so by
# cdk8s-ml-platform check MANIFESTS --external externals.yaml
`;

/** Lists what must be there that no manifest makes: for whoever applies the manifests, and for checks that see nothing but YAML. */
export function externals({ app, config }: Context): void {
  const all = (): External[] => distinct([...(config.externals ?? []), ...declaredExternals(app)]);
  if (all().length === 0) return;
  // A program may add to the platform what needs more.
  new ToolFile(app, 'externals', { name: 'externals.yaml', content: () => HEAD + Yaml.stringify(all()) });
}

/** Several constructs may need the same object, each with a reason of its own; the first stands for all. */
function distinct(found: readonly External[]): External[] {
  const byIdentity = new Map<string, External>();
  for (const external of found) {
    const { apiVersion, group, kind, namespace, name, keys, reason } = external;
    const identity = [group ?? apiVersion ?? '', kind, namespace ?? '', name].join('/');
    const known = byIdentity.get(identity);
    // Without keys it has every key.
    const joined = known ? known.keys && keys && [...new Set([...known.keys, ...keys])].sort() : keys;
    const of = { ...(apiVersion !== undefined && { apiVersion }), ...(group !== undefined && { group }) };
    byIdentity.set(identity, {
      ...of,
      kind,
      ...(namespace !== undefined && { namespace }),
      name,
      // A list of its own each: YAML would write one that several have as an alias.
      ...(joined && { keys: [...joined] }),
      reason: known?.reason ?? reason,
    });
  }
  return [...byIdentity.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, external]) => external);
}
