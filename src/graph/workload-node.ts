import { describe } from '../checks/manifest';
import type { Manifest } from '../checks/manifest';
import { count } from '../facts/count';
import { idOf, namespaceGroup, sourceOf } from './builder';
import type { GraphBuilder } from './builder';

/** What is known of the pods of a workload. */
interface Known {
  /** GPUs, shares and parts of them, that one pod asks for. */
  readonly gpus?: number;
  /** Why no pool and no node takes it. */
  readonly stuck?: string;
}

/** Adds a workload; one that is there already stays as it is. */
export function workloadNode(
  builder: GraphBuilder,
  { manifest, replicas }: { readonly manifest: Manifest; readonly replicas?: number },
  { gpus = 0, stuck }: Known = {},
): string {
  const { kind = '', metadata } = manifest.object;
  const pods =
    replicas === undefined || kind === 'DaemonSet' || kind === 'Pod'
      ? ''
      : ` · ${kind === 'ScaledJob' ? 'up to ' : ''}${count(replicas, 'pod')}`;
  const each = gpus === 0 ? '' : `${count(gpus, 'GPU')} each`;
  const of = sourceOf(manifest);
  const what = [`${kind}${pods}`, ...(each === '' ? [] : [each])];
  return builder.node({
    id: idOf(manifest),
    kind: stuck === undefined ? 'workload' : 'problem',
    lines: [metadata?.name ?? metadata?.generateName ?? '', ...what, ...(stuck === undefined ? [] : ['no place'])],
    title: [
      describe(manifest.object),
      ...what,
      ...(stuck === undefined ? [] : ['no pool and no node takes it', stuck]),
    ].join('\n'),
    group: namespaceGroup(of.namespace),
    of,
  });
}
