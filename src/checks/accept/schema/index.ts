import type { Rule } from '../../rule';
import { celRule } from './cel-rule';
import { duplicateKey } from './duplicate-key';
import { fieldType } from './field-type';
import { listEntry } from './list-entry';
import { removedVersion } from './removed-version';
import { servedKind } from './served-kind';
import { unknownFieldRule } from './unknown-field';

/** In the order of the ids. */
export const SCHEMA_RULES: readonly Rule[] = [
  servedKind,
  fieldType,
  unknownFieldRule,
  duplicateKey,
  celRule,
  listEntry,
  removedVersion,
];
