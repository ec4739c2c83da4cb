import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { brand } from '../facts/brand';
import { copy } from './copy';
import { fail, requireMatch } from './fail';
import { requireProps } from './require-props';
import { TOOL_FILE } from './known-props';

/** What a {@link ToolFile} holds: text, written as it is, or plain data, written as YAML, or as JSON where the name ends in `.json`. */
export type ToolFileContent = string | Readonly<Record<string, unknown>> | readonly unknown[];

/** Properties of a {@link ToolFile}. */
export interface ToolFileProps {
  /** The file's name, such as `karpenter-values.yaml`, or a path below the folder of tools, such as `patches/service.yaml`. */
  readonly name: string;

  /**
   * What the file holds, or a function that is asked at synthesis, for content that depends on constructs that come later.
   * The function must return the same at each call.
   */
  readonly content: ToolFileContent | (() => ToolFileContent);
}

/** Neither hidden, nor outside of the folder, nor a name that a file system or a shell takes for something else. */
const NAME = /^[A-Za-z0-9][-._A-Za-z0-9]*(\/[A-Za-z0-9][-._A-Za-z0-9]*)*$/;

/**
 * A file that is no object of the cluster: Helm values, a kind configuration, a mesh configuration, a patch for an object of another
 * installer. `PlatformApp.synth()` writes it beside the manifests, by default into `tools` next to the output directory
 * (`dist/manifests`, `dist/tools`), after all checks have passed and together with the manifests or not at all.
 *
 * It is not a manifest: no check reads it, `kubectl apply -f dist/manifests` never sees it, and `synthYaml()`, `cdk8s synth --stdout`
 * and an app that is a plain cdk8s `App` leave it out. No value of a secret belongs into it: name the Secret instead.
 *
 * @example
 * new ToolFile(chart, 'values', { name: 'karpenter-values.yaml', content: { replicas: 2, logLevel: 'info' } });
 */
export class ToolFile extends Construct {
  /** The file's path below the folder of tools. */
  public readonly name: string;

  private readonly content: () => ToolFileContent;

  /** @throws where the name is no plain file name or path of such names */
  public constructor(scope: Construct, id: string, props: ToolFileProps) {
    super(scope, id);
    requireProps(this, 'a ToolFile', props, TOOL_FILE);
    const { name, content } = props;
    requireMatch(this, 'name', name, NAME, "file names of letters, digits, '-', '_' and '.', with '/' between them");
    this.name = name;
    const copied = typeof content === 'function' ? content : copy(content);
    this.content = typeof copied === 'function' ? copied : () => copied;
  }

  /** The text that is written; it ends with a line break. */
  public toText(): string {
    const content = this.content();
    const text =
      typeof content === 'string'
        ? content
        : this.name.endsWith('.json')
          ? JSON.stringify(content, null, 2)
          : Yaml.stringify(copy(content));
    return text.endsWith('\n') ? text : `${text}\n`;
  }
}

/** Whether it is a {@link ToolFile}, of whichever copy of this library. */
const isToolFile = brand(ToolFile, 'ToolFile');

/**
 * The tool files of a tree, by name.
 *
 * @param constructs all of the tree
 * @throws where two have one name, or one is a folder of the other
 */
export function toolFilesOf(root: IConstruct, constructs: readonly IConstruct[] = root.node.findAll()): ToolFile[] {
  const files = constructs.filter((construct): construct is ToolFile => isToolFile(construct));
  const byName = new Map<string, ToolFile>();
  for (const file of files) {
    const other = byName.get(file.name);
    if (other)
      throw fail(file, `the file '${file.name}' is also written by [${other.node.path}]; rename one of the two`);
    byName.set(file.name, file);
  }
  for (const file of files) {
    const inside = files.find(({ name }) => name.startsWith(`${file.name}/`));
    if (inside)
      throw fail(file, `the file '${file.name}' is a folder of the file '${inside.name}' of [${inside.node.path}]`);
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
