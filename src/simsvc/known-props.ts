import type { PropShapes } from '../core/require-props';
import type { SimsvcProps } from './simsvc';

/** The properties of Simsvc. */
export const SIMSVC: PropShapes<SimsvcProps> = {
  release: 'value?',
  image: 'value?',
  imagePullSecrets: 'list?',
  workers: 'object?',
  scheduler: 'object?',
  server: 'object?',
  work: 'value?',
  jobs: 'object?',
  exposure: 'object?',
  virtualNode: 'value?',
  networkPolicy: 'value?',
  user: 'value?',
  edition: 'value?',
};
