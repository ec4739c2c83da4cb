import { Yaml } from 'cdk8s';
import type { Construct } from 'constructs';
import { ToolFile } from '../core/tool-file';

/** A strategic merge patch: the identity of an object of another installer, and the fields to change. */
export interface StrategicPatch {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: object;
}

/**
 * A patch as a file among the tools. To apply the object itself would take it from its installer, which writes it again at the next
 * upgrade; so it is for a kustomization of that installer, or for `kubectl patch` after each upgrade.
 */
export function patchFile(scope: Construct, folder: string, patch: StrategicPatch): ToolFile {
  const { kind, metadata } = patch;
  const file = `${kind.toLowerCase()}-${metadata.name}.yaml`;
  const namespace = metadata.namespace === undefined ? '' : ` -n ${metadata.namespace}`;
  const usage = [
    `# A patch: list it under "patches" in the kustomization that installs this ${kind}, or run`,
    `# kubectl patch ${kind.toLowerCase()} ${metadata.name}${namespace} --patch-file ${file}`,
  ];
  return new ToolFile(scope, `Patch-${kind}-${metadata.name}`, {
    name: `${folder}/${file}`,
    content: `${usage.join('\n')}\n${Yaml.stringify(patch)}`,
  });
}
