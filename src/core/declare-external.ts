import type { IConstruct } from 'constructs';
import type { External } from '../checks/declarations';

const METADATA = 'cdk8s-ml-platform:external';

/** Says, beside the manifests, that an object exists though nothing here renders it. */
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
