import { ENV_VAR, RESOURCES, VOLUME_MOUNT } from '../core/pod/known-props';
import { PLACEMENT } from '../core/require-props';
import type { PropShapes } from '../core/require-props';
import type { SimsvcExposure } from './exposure';
import type { SimsvcPodOptions } from './pod-options';
import type { SimsvcProps } from './simsvc';

const PODS: PropShapes<SimsvcPodOptions> = {
  resources: { 'fields?': RESOURCES },
  env: { 'each?': ENV_VAR },
  volumes: 'list?',
  volumeMounts: { 'each?': VOLUME_MOUNT },
  placement: PLACEMENT,
  annotations: 'object?',
};

const EXPOSURE: PropShapes<SimsvcExposure> = {
  ingress: 'object?',
  gateway: 'object?',
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
  work: 'value?',
  jobs: 'object?',
  exposure: { 'fields?': EXPOSURE },
  virtualNode: 'value?',
  networkPolicy: 'value?',
  user: 'value?',
  edition: 'value?',
};
