import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { NAMED_AS_EXISTING, declareExternal } from '../core/declare-external';
import { fail, requireKnown, requireMatch, requireSyntax } from '../core/fail';
import { dns1123Subdomain } from '../facts/names';

/**
 * Certificates of authorities, as PEM, in an object that exists in the namespace of the pods: exactly one of `configMap` and `secret`. A program
 * reads them when it starts; it must be restarted when they change.
 */
export interface CaBundle {
  /**
   * The name of the ConfigMap.
   * @default - `secret`
   */
  readonly configMap?: string;

  /**
   * The name of the Secret.
   * @default - `configMap`
   */
  readonly secret?: string;

  /** The key in it, such as `ca.crt`. */
  readonly key: string;
}

/** What the key of the certificates must look like. */
export const BUNDLE_KEY = /^(?!\.\.)[-._a-zA-Z0-9]{1,253}$/;

/** Fails where it does not say one object and a key that a file can be named by. */
export function requireCaBundle(construct: Construct, bundle: CaBundle): void {
  requireKnown(construct, 'caBundle', bundle, ['configMap', 'secret', 'key']);
  const { configMap, secret, key } = bundle;
  if ((configMap === undefined) === (secret === undefined))
    throw fail(
      construct,
      `caBundle has ${configMap === undefined ? 'none' : 'both'} of configMap and secret, allowed is exactly one`,
    );
  requireSyntax(
    construct,
    `caBundle.${configMap === undefined ? 'secret' : 'configMap'}`,
    nameOf(bundle),
    dns1123Subdomain,
  );
  requireMatch(construct, 'caBundle.key', key ?? '', BUNDLE_KEY, 'a key such as ca.crt');
}

/** Says that the object exists, and gives the volume that has the one key as a file. */
export function caVolume(construct: Construct, namespace: string, bundle: CaBundle): k8s.Volume {
  const { configMap, key } = bundle;
  const [kind, name] = [configMap === undefined ? 'Secret' : 'ConfigMap', nameOf(bundle)];
  declareExternal(construct, { kind, namespace, name, keys: [key], reason: NAMED_AS_EXISTING });
  const items = [{ key, path: key }];
  return {
    name: 'ca',
    ...(configMap === undefined ? { secret: { secretName: name, items } } : { configMap: { name, items } }),
  };
}

function nameOf({ configMap, secret }: CaBundle): string {
  return configMap ?? secret ?? '';
}
