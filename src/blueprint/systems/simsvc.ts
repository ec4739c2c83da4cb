import { Simsvc } from '../../simsvc/simsvc';
import type { SimsvcExposure } from '../../simsvc/exposure';
import type { SimsvcConfig } from '../config/simsvc';
import { at } from '../context';
import type { Context } from '../context';
import { namespacePeers } from '../namespace-peers';
import { SIMSVC_NAMESPACE } from './foundation';

/** The keys of the properties that are named otherwise in the file. */
const KEYS = {
  'exposure.htpasswd': ['ingress', 'htpasswd'],
  work: ['workStorageClassName'],
  jobs: ['jobsStorageClassName'],
};

/** Releases of Simsvc, each namespace in a file of its own. */
export function simsvc(context: Context): void {
  for (const [release, config] of Object.entries(context.config.simsvc ?? {})) {
    const {
      namespace = SIMSVC_NAMESPACE,
      image,
      imagePullSecrets,
      workers,
      workStorageClassName,
      jobsStorageClassName,
      virtualNode,
      allowFrom,
    } = config;
    const build = (): unknown =>
      new Simsvc(context.chart(`80-${namespace}`, namespace), release, {
        ...{ image, imagePullSecrets, virtualNode },
        networkPolicy:
          context.networkPolicies &&
          (allowFrom ? { allowFrom: namespacePeers(allowFrom, ['simsvc', release, 'allowFrom']) } : true),
        ...(workers !== undefined && { workers: { replicas: workers } }),
        ...(workStorageClassName !== undefined && { work: { storageClassName: workStorageClassName } }),
        ...(jobsStorageClassName !== undefined && { jobs: { storageClassName: jobsStorageClassName } }),
        ...(config.ingress && { exposure: exposureOf(context, release, config.ingress) }),
      });
    at(['simsvc', release], build, KEYS);
  }
}

function exposureOf(context: Context, release: string, config: NonNullable<SimsvcConfig['ingress']>): SimsvcExposure {
  const { htpasswd, ...ingress } = config;
  return { ingress, htpasswd: context.secret(htpasswd, ['simsvc', release, 'ingress', 'htpasswd']) };
}
