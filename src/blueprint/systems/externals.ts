import { ApiObject, Chart, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { External } from '../../checks/declarations';
import type { KubernetesObject } from '../../checks/manifest';
import { mayHold, outsideOf } from '../../checks/reference/outside';
import { declaredExternals } from '../../core/declare-external';
import { render } from '../../core/synth/render';
import { ToolFile } from '../../core/tool-file';
import { groupOf } from '../../facts/kinds';
import type { Context } from '../context';

const HEAD = `# What the manifests need and others make, such as Secrets. Checks of the manifests alone are told so by
# cdk8s-ml-platform check MANIFESTS --external externals.yaml
`;

/** Lists what must be there that no manifest makes: for whoever applies the manifests, and for checks that see nothing but YAML. */
export function externals({ app, config }: Context): void {
  const own = config.externals ?? [];
  if (own.length === 0 && declaredExternals(app).length === 0) return;
  // A program may add to the platform what needs more, and what was missing.
  const all = (): External[] => distinct([...own, ...missing(app)]);
  new ToolFile(app, 'externals', { name: 'externals.yaml', content: () => HEAD + Yaml.stringify(all()) });
}

/** What constructs take to exist and no manifest holds. */
function missing(app: IConstruct): External[] {
  const constructs = app.node.findAll();
  const declared = declaredExternals(app, constructs);
  const isWanted = mayHold(declared);
  return outsideOf(declared, () =>
    constructs
      .filter((one): one is ApiObject => ApiObject.isApiObject(one))
      .filter(({ apiVersion, kind }) => isWanted(groupOf(apiVersion), kind))
      .map((one): KubernetesObject => render(one, Chart.of(one)).object),
  );
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
