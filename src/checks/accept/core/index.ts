import type { Rule } from '../../rule';
import { configMap } from './config-map';
import { limitRange } from './limit-range';
import { namespaceLabels } from './namespace';
import { objectMetadata } from './object-metadata';
import { priorityClass } from './priority-class';
import { resourceQuota } from './resource-quota';
import { runtimeClass } from './runtime-class';
import { secretData } from './secret';
import { secretType } from './secret-type';
import { webhookConfiguration } from './webhook-configuration';

/** In the order of the ids. */
export const CORE_RULES: readonly Rule[] = [
  objectMetadata,
  namespaceLabels,
  configMap,
  secretData,
  secretType,
  resourceQuota,
  limitRange,
  priorityClass,
  runtimeClass,
  webhookConfiguration,
];
