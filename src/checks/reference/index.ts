import type { Rule } from '../rule';
import { clusterScopedNamespace } from './cluster-scoped-namespace';
import { duplicateIdentity } from './duplicate-identity';
import { patchWithoutEffect } from './patch-without-effect';

/** In the order of the ids. */
export const REFERENCE_RULES: readonly Rule[] = [duplicateIdentity, clusterScopedNamespace, patchWithoutEffect];
