import type * as k8s from '../../imports/kubernetes';
import { NetworkPeers } from '../core/network/peers';
import { at } from './context';
import type { ConfigPath } from './problem';

/** The pods of namespaces that a list of the configuration names, as peers of a NetworkPolicy. */
export function namespacePeers(names: readonly string[], path: ConfigPath): k8s.NetworkPolicyPeer[] {
  return names.map((name, index) =>
    at([...path, index], () => NetworkPeers.namespace(name), { 'the name of NetworkPeers.namespace': [] }),
  );
}
