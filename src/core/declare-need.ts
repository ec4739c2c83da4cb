import type { IConstruct } from 'constructs';
import { requireNeed } from '../checks/check-options';
import { requireConstruct } from '../facts/given';
import type { Need } from '../checks/declarations';
import { fail } from './fail';

const METADATA = 'cdk8s-ml-platform:need';

/**
 * Says, beside the manifests, what a program asks of the API server, so that the checks hold it against what its account is granted.
 *
 * @throws where the need lacks a field, or has one that nothing reads
 * @example
 * import { Chart } from 'cdk8s';
 * import { declareNeed } from 'cdk8s-ml-platform';
 * declare const chart: Chart;
 * declareNeed(chart, {
 *   serviceAccount: { namespace: 'studioml', name: 'studioml-account' },
 *   rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
 *   reason: 'runners watch their state map',
 * });
 */
export function declareNeed(construct: IConstruct, need: Need): void {
  requireConstruct('the construct of declareNeed', construct);
  try {
    requireNeed('a need', need);
  } catch (error) {
    throw fail(construct, (error as Error).message);
  }
  construct.node.addMetadata(METADATA, need);
}

/**
 * What the constructs of a tree declare.
 *
 * @param constructs all of the tree
 */
export function declaredNeeds(root: IConstruct, constructs: readonly IConstruct[] = root.node.findAll()): Need[] {
  return constructs.flatMap(({ node }) =>
    node.metadata.filter(({ type }) => type === METADATA).map(({ data }) => data as Need),
  );
}
