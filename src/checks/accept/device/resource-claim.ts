import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import type { Report, Rule } from '../../rule';
import { objectsOf } from '../core/each-object';
import { forbidden } from '../field-error';
import type { Sink } from '../field-error';
import { metadataErrors } from '../pod/claim-template';
import { record, text } from '../read';
import { validateDeviceClaim } from './claim-spec';

const ADMIN_LABEL = 'resource.kubernetes.io/admin-access';

/** ACC105: which devices a ResourceClaim asks for, or the claims of a ResourceClaimTemplate. */
export const resourceClaim: Rule = {
  id: 'ACC105',
  title: 'device requests of a ResourceClaim',
  severity: 'error',
  why: 'the API server refuses a claim that no scheduler could understand, so that no pod with it starts',
  fix: 'write each request as the API has it: a name, a device class, and expressions that ask of `device`',
  page: {
    reports:
      'a request without a name, with a name that is no DNS label or that of another one; one that has not exactly one of `exactly` and `firstAvailable`; no device class; a mode of allocation other than `ExactCount` and `All`, a negative count, and a count beside `All`; a selector that is missing, of more than 10 KiB, or whose expression can not be compiled: its syntax, a variable other than `device`, a field that devices do not have, a function that there is not, a result that is no bool; more than 32 requests, constraints, selectors or configurations, or eight alternatives; a constraint without an attribute, or of one that has no domain; constraints and configurations of a request that there is not; configurations without a driver or parameters; tolerations that are none; and `adminAccess` in a namespace of the manifests that lacks the label for it.',
    mend: 'Ask `device.attributes["gpu.nvidia.com"].type == "gpu"` of the attributes that the driver publishes; `kubectl get resourceslices -o yaml` shows them.',
    before: `apiVersion: resource.k8s.io/v1
kind: ResourceClaim
metadata:
  name: gpu
  namespace: ml
spec:
  devices:
    requests:
      - name: gpu
        deviceClassName: gpu.nvidia.com
`,
    after: [
      [
        '        deviceClassName: gpu.nvidia.com',
        `        exactly:
          deviceClassName: gpu.nvidia.com`,
      ],
    ],
  },
  *check(model, { minor }) {
    for (const kind of ['ResourceClaim', 'ResourceClaimTemplate']) {
      for (const manifest of model.ofKind('resource.k8s.io', kind)) {
        if (manifest.object.apiVersion !== 'resource.k8s.io/v1') continue;
        yield* judge(model, manifest, kind === 'ResourceClaim' ? ['spec'] : ['spec', 'spec'], minor);
      }
    }
  },
};

function judge(model: Model, manifest: Manifest, path: readonly string[], minor: number): readonly Report[] {
  const found: Report[] = [];
  const sink: Sink = (error) => found.push({ manifest, ...error });
  const outer = record(manifest.object.spec);
  const spec = path.length === 1 ? outer : outer.spec;
  if (path.length > 1) metadataErrors(record(outer.metadata), ['spec', 'metadata'], sink);
  validateDeviceClaim(spec, path, minor, sink);
  adminAccess(model, manifest, spec, path, sink);
  return found;
}

/** A namespace that the manifests do not have may have the label. */
function adminAccess(model: Model, manifest: Manifest, spec: unknown, path: readonly string[], sink: Sink): void {
  const namespace = model.find('', 'Namespace', '', text(manifest.object.metadata?.namespace) ?? 'default');
  if (!namespace || record(namespace.object.metadata?.labels)[ADMIN_LABEL] === 'true') return;
  const requests = objectsOf(record(record(spec).devices).requests, [...path, 'devices', 'requests']);
  const asking = requests.find(([request]) => record(request.exactly).adminAccess === true);
  if (!asking) return;
  const message = `admin access to devices requires the \`${ADMIN_LABEL}: true\` label on the containing namespace`;
  sink(forbidden([...asking[1], 'exactly', 'adminAccess'], message));
}
