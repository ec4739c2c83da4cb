import type { Finding } from '../../src/checks/finding';
import type { KubernetesObject, Manifest } from '../../src/checks/manifest';

export type Settings =
  | { readonly mode: 'skip'; readonly reason: string }
  | { readonly mode: 'start'; readonly assets: string; readonly kubectl: string }
  | { readonly mode: 'existing'; readonly kubeconfig: string; readonly kubectl: string };

export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: string;
  readonly versions: readonly { name: string; served: boolean; storage: boolean; schema: Record<string, unknown> }[];
}

export interface Answer {
  readonly verdict: 'accepted' | 'refused' | 'unknown';
  readonly message: string;
}

export interface Row {
  readonly object: string;
  readonly server: Answer['verdict'];
  readonly checks: 'accepted' | 'refused';
  readonly result: 'agree' | 'DIFFER' | 'not compared';
  readonly reasons: readonly string[];
}

export function settingsOf(env: Readonly<Record<string, string | undefined>>): Settings;
export function etcdArguments(given: { folder: string; clientPort: number; peerPort: number }): string[];
export function serverArguments(given: { folder: string; clientPort: number; port: number }): string[];
export function kubeconfigOf(given: { folder: string; port: number; token: string }): any;
export function customKinds(): Map<string, CustomKind>;
export function definitionOf(kind: CustomKind): any;
export function definitionsFor(objects: readonly KubernetesObject[]): any[];
export function namespacesFor(objects: readonly KubernetesObject[]): KubernetesObject[];
export function verdictOf(child: { status: number | null; stderr: string }): Answer;
export function refusalsOf(findings: readonly Finding[], manifest: Manifest): Finding[];
export function compare(given: {
  object: KubernetesObject;
  server: Answer;
  refusals: readonly Pick<Finding, 'rule' | 'path' | 'message'>[];
  isKnown: boolean;
}): Row;
export function tableOf(rows: readonly Row[]): string;
export function versionOf(text: string): string;
export function groupOf(apiVersion: unknown): string;
