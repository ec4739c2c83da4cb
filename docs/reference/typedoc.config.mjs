// How docs/api is written: `npm run docs:api`.
import { OptionDefaults } from 'typedoc';
import { load } from './pages.mjs';

/** What ts-json-schema-generator reads in comments, and a reader too. */
const SCHEMA_TAGS = ['@minimum', '@maximum', '@minItems', '@minProperties', '@maxProperties', '@pattern'];

/** @type {Partial<import('typedoc').TypeDocOptions & import('typedoc-plugin-markdown').PluginOptions>} */
export default {
  entryPoints: ['../../src/index.ts', '../../src/jest.ts'],
  tsconfig: 'tsconfig.json',
  plugin: ['typedoc-plugin-markdown', load],
  out: '../api',
  name: 'API reference',
  readme: 'none',

  blockTags: [...OptionDefaults.blockTags, ...SCHEMA_TAGS, '@asType'],
  excludeTags: [...OptionDefaults.excludeTags, '@asType'],
  excludePrivate: true,
  excludeProtected: true,
  excludeInternal: true,
  excludeExternals: true,

  // What differs from one checkout to the next is no part of it.
  disableSources: true,
  disableGit: true,
  hideGenerator: true,

  treatWarningsAsErrors: true,
  treatValidationWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, rewrittenLink: true },

  fileExtension: '.md',
  entryFileName: 'README',
  outputFileStrategy: 'modules',
  flattenOutputFiles: true,
  hidePageHeader: true,
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  parametersFormat: 'table',
  indexFormat: 'table',
  tableColumnSettings: { hideModifiers: true },
};
