import { ENV_VAR, RESOURCES, VOLUME_MOUNT } from '../core/pod/known-props';
import { PEER } from '../core/network/peers';
import { TEXTS, listOf, objectOf } from '../core/prop-words';
import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { SimsvcExposure } from './exposure';
import type { SimsvcPodOptions } from './pod-options';
import type { SimsvcProps } from './simsvc';
import type { SimsvcVolume } from './volumes';

const PODS: PropShapes<SimsvcPodOptions> = {
  resources: { 'fields?': RESOURCES },
  env: { 'each?': ENV_VAR },
  volumes: listOf('volumes with name and a source, such as emptyDir'),
  volumeMounts: { 'each?': VOLUME_MOUNT },
  placement: PLACEMENT,
  annotations: TEXTS,
};

const VOLUME: PropShapes<SimsvcVolume> = { size: 'value?', storageClassName: 'value?' };

const EXPOSURE: PropShapes<SimsvcExposure> = {
  ingress: objectOf('host', 'form', 'ingressClassName', 'clusterIssuer', 'tlsSecretName'),
  gateway: objectOf('host', 'gateway', 'form'),
  route: { 'fields?': { host: 'text?', allowedClients: 'texts?' } },
  htpasswd: 'secret?',
};

/** The properties of Simsvc. */
export const SIMSVC: PropShapes<SimsvcProps> = {
  release: 'value?',
  image: 'value?',
  imagePullSecrets: 'texts?',
  workers: { 'fields?': { ...PODS, replicas: 'value?', threads: 'value?' } },
  scheduler: { 'fields?': PODS },
  server: { 'fields?': { ...PODS, debug: 'value?' } },
  work: { 'false?': VOLUME },
  jobs: { 'fields?': VOLUME },
  exposure: { 'fields?': EXPOSURE },
  virtualNode: 'value?',
  networkPolicy: { 'boolean?': { allowFrom: { each: PEER } } },
  user: 'value?',
  edition: 'value?',
};
