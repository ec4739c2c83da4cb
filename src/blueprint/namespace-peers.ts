import { NetworkPeers } from '../core/network/peers';
import { at } from './context';
import type { ConfigPath } from './problem';

type Peer = ReturnType<typeof NetworkPeers.namespace>;

/** The pods of namespaces that a list of the configuration names, as peers of a NetworkPolicy. */
export function namespacePeers(names: readonly string[], path: ConfigPath): Peer[] {
  return names.map((name, index) =>
    at([...path, index], () => NetworkPeers.namespace(name), { 'the name of NetworkPeers.namespace': [] }),
  );
}
