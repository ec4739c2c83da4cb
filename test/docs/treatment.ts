import { loadAll } from 'js-yaml';
import type { Schema } from 'js-yaml';
import { GO_YAML } from '../../src/checks/model/go-yaml';
import type { Block } from './blocks';
import { read } from './blocks';

/** What a test does with a block. */
export type Treatment =
  /** TypeScript or JavaScript: compiled, and run. */
  | 'code'
  /** Lines of a shell, and of a console with what they print: each is run, or is in the list of those that are not. */
  | 'commands'
  /** What the block before prints. */
  | 'output'
  /** What a program says of a mistake; the table in `texts.test.ts` has how it comes about. */
  | 'text'
  /** Kubernetes objects: checked. */
  | 'manifests'
  /** A part of a platform.yaml, or all of it: synthesized. */
  | 'platform'
  /** A fleet.yaml: held against its schema. */
  | 'fleet'
  /** The configuration of the cdk8s CLI: its plugin is made with it. */
  | 'cdk8s'
  /** A workflow of GitHub: its commands are run. */
  | 'workflow'
  /** Objects that exist elsewhere, for `--external`. */
  | 'externals'
  | 'json'
  /** No test knows it: write the block so that it can be executed. */
  | 'unknown';

/** The keys of a platform.yaml or a fleet.yaml. */
function keysOf(schema: string): string[] {
  const { properties } = JSON.parse(read(`dist/${schema}.schema.json`)) as { properties: object };
  return Object.keys(properties);
}

const PLATFORM = keysOf('platform');

const has = (value: object, ...keys: string[]): boolean => keys.every((key) => key in value);

/** The documents of a text, or none where it is no YAML. */
function documentsOf(text: string, schema?: Schema): unknown[] {
  try {
    return loadAll(text, undefined, { schema, json: true });
  } catch {
    return [];
  }
}

/** What the YAML of a block is, by its keys. */
function treatmentOfYaml(block: Block): Treatment {
  const documents = documentsOf(block.text, GO_YAML);
  if (documents.length === 0) return 'unknown';
  if (documents.every((one) => typeof one === 'object' && one !== null && has(one, 'apiVersion', 'kind')))
    return 'manifests';
  if (documents.length > 1) return 'unknown';
  // GitHub takes `on` for text, as YAML 1.2 does.
  const [value] = documentsOf(block.text);
  if (Array.isArray(value)) return 'externals';
  const mapping = Object(value) as object;
  if (has(mapping, 'jobs', 'on')) return 'workflow';
  if (has(mapping, 'app', 'validations')) return 'cdk8s';
  if (has(mapping, 'clusters', 'base')) return 'fleet';
  const keys = Object.keys(mapping);
  return keys.length > 0 && keys.every((key) => PLATFORM.includes(key)) ? 'platform' : 'unknown';
}

/** What a test does with a block. */
export function treatmentOf(block: Block, previous?: Block): Treatment {
  // Generated from the rules, each block of YAML by itself; one of them is a part of an object.
  if (block.page === 'docs/rules.md' && block.language === 'yaml') return 'manifests';
  switch (block.language) {
    case 'ts':
    case 'js':
      return 'code';
    case 'sh':
    case 'console':
      return 'commands';
    case 'json':
      return 'json';
    case 'yaml':
      return treatmentOfYaml(block);
    case '':
    case 'text':
      return previous?.language === 'sh' && previous.heading === block.heading ? 'output' : 'text';
    default:
      return 'unknown';
  }
}
