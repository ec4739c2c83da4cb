import * as fs from 'fs';
import * as path from 'path';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { toEntry } from '../../../src/checks/schedule/engine/karpenter/catalogue';
import { schedule } from '../../../src/checks/schedule/schedule';
import type { ScheduleAnswer } from '../../../src/checks/schedule/schedule';
import { Target } from '../../../src/facts/target';

/** A pod that a real kube-scheduler 1.36 or a real Karpenter 1.13 judged, with its cluster. */
export interface Case {
  readonly id: string;
  readonly part: 'scheduler' | 'karpenter';
  readonly objects: readonly KubernetesObject[];
  readonly ask: { readonly kind: string; readonly name: string; readonly namespace: string };
  readonly expect: {
    readonly schedulable: boolean;
    readonly nodes?: readonly string[];
    readonly pools?: readonly string[];
    readonly message?: string;
    readonly instanceTypes?: readonly string[];
    readonly rejected?: readonly { readonly pool: string; readonly reason: string }[];
  };
}

const FOLDER = path.resolve(__dirname, '../../../../shared/cases/schedule');

/** The labelled cases; none where they are not beside this checkout. */
export function labelledCases(): Case[] {
  const file = path.join(FOLDER, 'cases.jsonl');
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
}

/** The answer for the pod that a case asks of. */
export function answerOf({ part, objects, ask }: Case): ScheduleAnswer | undefined {
  const manifests = objects.map((object, document) => ({ object, origin: { file: 'case.yaml', document } }));
  const sizes = part === 'karpenter' ? sizesOfCases() : undefined;
  const answers = schedule(manifests, Target.generic('1.36'), { sizes });
  return answers.find(
    ({ object: { kind, name, namespace } }) =>
      kind === ask.kind && name === ask.name && (namespace ?? 'default') === ask.namespace,
  );
}

function sizesOfCases(): ReturnType<typeof toEntry>[] {
  const entries = JSON.parse(fs.readFileSync(path.join(FOLDER, 'sizes.json'), 'utf8')) as unknown[];
  return entries.map(toEntry);
}
