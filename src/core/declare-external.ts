import type { IConstruct } from 'constructs';
import type { External } from '../checks/declarations';

const METADATA = 'cdk8s-ml-platform:external';

/** The reason of what a property names, and takes to be there. */
export const NAMED_AS_EXISTING = 'named as existing, so nothing here makes it';

/**
 * Says, beside the manifests, that an object exists though nothing here renders it. Where the manifests hold it all the same, they count and
 * not this: `outsideOf` of the checks leaves it out.
 */
export function declareExternal(construct: IConstruct, external: External): void {
  construct.node.addMetadata(METADATA, external);
}

/**
 * What the constructs of a tree declare.
 *
 * @param constructs all of the tree
 */
export function declaredExternals(
  root: IConstruct,
  constructs: readonly IConstruct[] = root.node.findAll(),
): External[] {
  return constructs.flatMap(({ node }) =>
    node.metadata.filter(({ type }) => type === METADATA).map(({ data }) => data as External),
  );
}
