import { labelSyntax } from './accept/label-syntax';
import { nameSyntax } from './accept/name-syntax';
import { clusterScopedNamespace } from './reference/cluster-scoped-namespace';
import { duplicateIdentity } from './reference/duplicate-identity';
import { patchWithoutEffect } from './reference/patch-without-effect';
import type { Rule } from './rule';

/** Every rule, in the order of the ids. */
export const RULES: readonly Rule[] = [
  nameSyntax,
  labelSyntax,
  duplicateIdentity,
  clusterScopedNamespace,
  patchWithoutEffect,
];
