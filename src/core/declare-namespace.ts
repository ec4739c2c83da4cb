import type { IConstruct } from 'constructs';
import { declareExternal } from './declare-external';

/** What comes with the installation of another program. */
const INSTALLED: Readonly<Record<string, string>> = {
  'cert-manager': 'made by the installation of cert-manager',
  'istio-system': 'made by the installation of Istio',
  kubeflow: 'made by the installation of Kubeflow',
};

/** Says that a namespace exists, where it is one that the installation of another program makes. */
export function declareNamespace(construct: IConstruct, name: string): void {
  const reason = INSTALLED[name];
  if (reason !== undefined) declareExternal(construct, { kind: 'Namespace', name, reason });
}
