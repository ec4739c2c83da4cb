import { requireCheckOptions } from '../checks/check-options';
import { kindOf, nearest } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import { requireTarget } from '../facts/target';
import type { PlatformAppProps } from './platform-app';

const PROPS: readonly (keyof PlatformAppProps)[] = [
  'target',
  'checks',
  'kustomization',
  'prune',
  'toolsOutdir',
  'outdir',
  'outputFileExtension',
  'recordConstructMetadata',
  'resolvers',
  'yamlOutputType',
];

/**
 * Fails where the properties of an app would do nothing: what a compiler says to those who have one. A property of a later cdk8s is its matter;
 * what is nearly one of these is a slip.
 */
export function requireAppProps(props: PlatformAppProps): void {
  const given: unknown = props;
  if (!isMapping(given))
    throw new Error(`a PlatformApp is given ${kindOf(given)}, allowed is an object of ${PROPS.join(', ')}`);
  const known: readonly string[] = PROPS;
  for (const name of Object.keys(given)) {
    const near = known.includes(name) ? undefined : nearest(name, known);
    if (near !== undefined) throw new Error(`a PlatformApp has the unknown field '${name}'; did you mean '${near}'?`);
  }
  if (props.target !== undefined) requireTarget('target of a PlatformApp', props.target);
  if (props.checks !== false) requireCheckOptions('checks of a PlatformApp', props.checks);
}
