import * as fs from 'fs';
import * as path from 'path';
import { check } from '../../../src/checks/check';
import type { Finding } from '../../../src/checks/finding';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Target } from '../../../src/facts/target';

/** A manifest that a real kube-apiserver 1.36 judged; the last object is the judged one, the others are its cluster. */
export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly mutation: string;
  readonly objects: readonly KubernetesObject[];
  readonly verdict: 'accept' | 'reject';
  readonly stage?: string;
  readonly field?: string;
  readonly message?: string;
}

const FILE = path.resolve(__dirname, '../../../../shared/cases/accept/cases.jsonl');

/** The labelled cases; none where they are not beside this checkout. */
export function labelledCases(): Case[] {
  if (!fs.existsSync(FILE)) return [];
  const lines = fs.readFileSync(FILE, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
}

/** The errors that the accept family finds in the judged object; none means that it is accepted. */
export function rejections({ objects }: Case): Finding[] {
  const manifests = objects.map((object, document) => ({ object, origin: { file: 'case.yaml', document } }));
  return check(manifests, Target.generic('1.36')).filter(
    ({ rule, severity, document }) => rule.startsWith('ACC') && severity === 'error' && document === objects.length - 1,
  );
}
