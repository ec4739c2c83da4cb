import type { Construct } from 'constructs';
import { fail } from '../core/fail';
import { Target } from '../facts/target';
import type { Provider } from '../facts/target';

/**
 * Classes that clusters of a provider have from the start.
 *
 * @see https://learn.microsoft.com/azure/aks/concepts-storage#storage-classes
 */
const BUILT_IN: Readonly<Record<Provider, readonly string[]>> = {
  aks: [
    ...['default', 'managed', 'managed-premium', 'managed-csi', 'managed-csi-premium'],
    ...['azurefile', 'azurefile-premium', 'azurefile-csi', 'azurefile-csi-premium'],
    ...['azureblob-fuse-premium', 'azureblob-nfs-premium'],
  ],
  eks: ['gp2'],
  kind: ['standard'],
  generic: [],
};

/** Fails where the cluster has a class of this name already: what a class says cannot be changed, so the API server refuses another one. */
export function requireOwnClass(construct: Construct, field: string, name: string): void {
  const { provider } = Target.of(construct);
  if (!BUILT_IN[provider].includes(name)) return;
  throw fail(
    construct,
    `${field} is '${name}', a class that ${provider} brings, which cannot be changed; allowed is a name of its own`,
  );
}
