import type { Rule } from '../../rule';
import { claimDataSource } from './claim-data-source';
import { csiDriver } from './csi-driver';
import { persistentVolume } from './persistent-volume';
import { persistentVolumeClaim } from './persistent-volume-claim';
import { storageClass } from './storage-class';
import { volumeAttachment } from './volume-attachment';
import { volumeAttributesClass } from './volume-attributes-class';
import { volumeNodeAffinity } from './volume-node-affinity';
import { volumeSource } from './volume-source';

/** In the order of the ids. */
export const STORAGE_RULES: readonly Rule[] = [
  persistentVolume,
  volumeSource,
  volumeNodeAffinity,
  persistentVolumeClaim,
  claimDataSource,
  storageClass,
  csiDriver,
  volumeAttributesClass,
  volumeAttachment,
];
