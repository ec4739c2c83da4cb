import * as fs from 'fs';
import * as path from 'path';
import { Model } from '../../../src/checks/model/model';
import type { KubernetesObject } from '../../../src/checks/manifest';

/** A question of the labelled cases, and of `can-i --questions`. */
export interface CaseQuestion {
  readonly subject: {
    readonly kind: string;
    readonly name: string;
    readonly namespace?: string;
    readonly groups?: string[];
  };
  readonly namespace?: string;
  readonly verb: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly name?: string;
  readonly nonResourceURL?: string;
  readonly allowed: boolean;
  readonly tag?: string;
}

/** Objects that a real kube-apiserver 1.36 held, and its answers. */
export interface RbacCase {
  readonly id: string;
  readonly objects: readonly KubernetesObject[];
  readonly questions: readonly CaseQuestion[];
}

const FILE = path.resolve(__dirname, '../../../../shared/cases/rbac/cases.jsonl');

/** The labelled cases; none where they are not beside this checkout. */
export function labelledCases(): RbacCase[] {
  if (!fs.existsSync(FILE)) return [];
  const lines = fs.readFileSync(FILE, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as RbacCase);
}

/** A model of plain objects. */
export function modelOf(objects: readonly unknown[]): Model {
  return new Model(
    objects.map((object, document) => ({ object: object as KubernetesObject, origin: { file: 'all.yaml', document } })),
  );
}
