import type { Rule } from '../rule';
import { credentialsInUrl } from './credentials-in-url';
import { dockerConfiguration } from './docker-configuration';
import { keyMaterial } from './key-material';
import { namedSecret } from './named-secret';
import { publicDefault } from './public-default';
import { secretManifest } from './secret-manifest';

/** In the order of the ids. */
export const SECRET_RULES: readonly Rule[] = [
  secretManifest,
  credentialsInUrl,
  keyMaterial,
  namedSecret,
  publicDefault,
  dockerConfiguration,
];
