import type { Migration } from '../../migration';
import { metadataOf } from '../../pods';
import { renameKey } from '../rename-key';

const OLD = 'certmanager.k8s.io/';

/** What did not just change its group. */
const ACME: Readonly<Record<string, string>> = {
  'certmanager.k8s.io/acme-http01-edit-in-place': 'acme.cert-manager.io/http01-edit-in-place',
  'certmanager.k8s.io/acme-http01-ingress-class': 'acme.cert-manager.io/http01-ingress-class',
};

/** What solvers in the issuer replaced. */
const GONE = ['certmanager.k8s.io/acme-challenge-type', 'certmanager.k8s.io/acme-dns01-provider'];

/** Annotations and labels of cert-manager's first group, on any object. @see https://cert-manager.io/docs/releases/upgrading/upgrading-0.10-0.11/ */
export const CERT_MANAGER_ANNOTATIONS: Migration = {
  id: 'cert-manager-annotations',
  title: 'Annotations and labels of certmanager.k8s.io to cert-manager.io',
  changes: ['Keys get the new group; those of HTTP01 get acme.cert-manager.io.'],
  warnings: [
    'acme-challenge-type and acme-dns01-provider have no successor and stay until solvers of the issuer replace them.',
  ],
  apply(object) {
    for (const metadata of metadataOf(object))
      for (const map of ['annotations', 'labels'])
        for (const key of Object.keys(object.mapping([...metadata, map]))) {
          if (!key.startsWith(OLD)) continue;
          if (GONE.includes(key))
            object.leave(
              [...metadata, map, key],
              'was replaced by solvers of the issuer in cert-manager 0.11; write them there, and take it away',
            );
          else renameKey(object, [...metadata, map], key, ACME[key] ?? `cert-manager.io/${key.slice(OLD.length)}`);
        }
  },
};
