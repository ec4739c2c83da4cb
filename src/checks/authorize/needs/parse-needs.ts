import type { NeedRule } from '../../declarations';

/** By this annotation a ServiceAccount or a workload says what its program asks of the API server. */
export const NEEDS = 'cdk8s-ml-platform/needs';

/** What an annotation says, or what is wrong with it. */
export type ParsedNeeds = { readonly rules: readonly NeedRule[] } | { readonly problem: string };

/**
 * Reads `VERBS RESOURCES [named NAMES] [in NAMESPACE]`, several of them divided by `;` or line ends. Verbs, resources and names are divided
 * by commas, a resource is `pods`, `pods/log`, `deployments.apps` or `deployments.apps/scale`, and `in *` is every namespace, or a
 * cluster-scoped resource. `none` says that nothing is asked for.
 * An example is `get,list,watch configmaps; get secrets named queue; list nodes in *`.
 */
export function parseNeeds(text: string): ParsedNeeds {
  const parts = text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 1 && parts[0] === 'none') return { rules: [] };
  if (parts.length === 0) return { problem: `is empty; ${FORM}` };
  const rules: NeedRule[] = [];
  for (const part of parts) {
    const match = /^(\S+)\s+(\S+)(?:\s+named\s+(\S+))?(?:\s+in\s+(\S+))?$/.exec(part);
    if (!match) return { problem: `'${part}' cannot be read; ${FORM}` };
    const [, verbs, resources, names, namespace] = match;
    for (const resource of resources!.split(',')) {
      const { group, name } = divide(resource);
      rules.push({
        apiGroups: [group],
        resources: [name],
        verbs: verbs!.split(','),
        ...(names !== undefined && { resourceNames: names.split(',') }),
        ...(namespace !== undefined && { namespace }),
      });
    }
  }
  return { rules };
}

const FORM = "the form is 'VERBS RESOURCES [named NAMES] [in NAMESPACE]; ...', or 'none'";

/** `deployments.apps/scale` is `deployments/scale` of `apps`. */
function divide(text: string): { group: string; name: string } {
  const [resource = '', subresource] = text.split('/');
  const dot = resource.indexOf('.');
  const plural = dot < 0 ? resource : resource.slice(0, dot);
  return {
    group: dot < 0 ? '' : resource.slice(dot + 1),
    name: subresource === undefined ? plural : `${plural}/${subresource}`,
  };
}
