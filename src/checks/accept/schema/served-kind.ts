import type { Rule } from '../../rule';
import { olderVersion } from './older-releases';
import { notServed } from './served';
import type { NotServed } from './served';

/** ACC003: the target's Kubernetes version, or the kind's definition, serves the kind in this version. */
export const servedKind: Rule = {
  id: 'ACC003',
  title: 'kind and version',
  severity: 'error',
  fix: 'write an apiVersion and a kind that the target serves',
  why: 'the API server refuses an object of a kind or version that it does not serve, so that it is never made',
  page: {
    reports:
      "`apiVersion` or `kind` that is missing or not text. A kind that Kubernetes' own groups do not have, also where only a capital is wrong. A version that the target's Kubernetes version no longer serves, does not serve yet, or serves only where the API server is told to, as is true of all alpha and most beta versions. A version of a custom kind that its definition does not serve (what older releases of an operator serve is ACC009), and a custom kind whose name is nearly that of a known one. A kind that its makers removed, such as Karpenter's Provisioner or Istio's ServiceRole, and a ComponentStatus, which can only be read. A group that is no domain (`app/v1`, `Batch/v1`) and not Kubernetes' own. Of any other group that is neither Kubernetes' own nor among the known custom resources nothing is reported.",
    mend: 'Write the version that the report names. A newer version may have other fields: what it does not know is reported then by ACC005.',
    before: `apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata:
  name: studio
spec:
  defaultBackend:
    service:
      name: studio
      port:
        number: 80
`,
    after: [['apiVersion: networking.k8s.io/v1beta1', 'apiVersion: networking.k8s.io/v1']],
  },
  *check(model, target) {
    const problems = new Map<string, NotServed | undefined>();
    for (const manifest of model.manifests) {
      const { apiVersion, kind }: { apiVersion?: unknown; kind?: unknown } = manifest.object;
      if ((apiVersion ?? '') === '' && (kind ?? '') === '') {
        // Settings of Helm and of other tools stand in the same folders.
        yield { manifest, path: [], message: NO_MANIFEST, fix: LEAVE_OUT };
      } else if (typeof apiVersion !== 'string' || apiVersion === '') {
        yield { manifest, path: ['apiVersion'], message: missing('apiVersion', apiVersion) };
      } else if (typeof kind !== 'string' || kind === '') {
        yield { manifest, path: ['kind'], message: missing('kind', kind) };
      } else {
        // Few kinds have many objects.
        const key = JSON.stringify([apiVersion, kind]);
        if (!problems.has(key)) problems.set(key, problemOf(apiVersion, kind, target.minor));
        const problem = problems.get(key);
        if (problem) yield { manifest, ...problem };
      }
    }
  },
};

/** What an older release of the operator serves may be served: ACC009 warns of it. */
function problemOf(apiVersion: string, kind: string, minor: number): NotServed | undefined {
  return olderVersion(apiVersion, kind) ? undefined : notServed(apiVersion, kind, minor);
}

const LEAVE_OUT = 'leave the file out, in a command by --exclude, or write apiVersion and kind';
const NO_MANIFEST = "neither 'apiVersion' nor 'kind' is set, so this is no manifest";

function missing(field: string, value: unknown): string {
  return (value ?? '') === '' ? `'${field}' is not set` : `${field} ${JSON.stringify(value)} is not text`;
}
