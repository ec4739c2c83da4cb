import type { Construct } from 'constructs';
import { SUPPRESS } from '../checks/suppression';
import { copy } from '../core/copy';
import { fail } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { NetworkEgress } from '../core/network/egress';
import { labelsOf, labelsOfRelease } from './names';
import type { SimsvcNames } from './names';
import type { SimsvcProps } from './simsvc';

/** Dask asks nobody for a password, so only the release's own pods may speak to its scheduler and workers. */
export function renderDaskPolicy(simsvc: Construct, names: SimsvcNames): void {
  const own = labelsOfRelease(names);
  new KubeObject(simsvc, 'Policy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${names.fullname}-dask`, labels: own },
    spec: {
      podSelector: {
        matchLabels: own,
        matchExpressions: [{ key: 'component', operator: 'In', values: ['scheduler', 'worker'] }],
      },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: { matchLabels: own } }] }],
    },
  });
}

/**
 * Renders who reaches the web server, and cert-manager's proof of the host, where that is asked for. Out the pods get everywhere but to where a
 * cloud gives away the credentials of the node, for a model is somebody's program.
 */
export function renderPolicies(simsvc: Construct, names: SimsvcNames, props: SimsvcProps): void {
  const { networkPolicy, exposure } = props;
  if (networkPolicy === undefined || networkPolicy === false) return;
  const from = networkPolicy === true ? undefined : networkPolicy.allowFrom;
  if (from?.length === 0)
    throw fail(simsvc, 'networkPolicy.allowFrom is empty, which lets nobody in; give networkPolicy true for everyone');
  const labels = labelsOf(names, 'server');
  new KubeObject(simsvc, 'ServerPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${names.fullname}-server`, labels },
    spec: {
      podSelector: { matchLabels: labels },
      policyTypes: ['Ingress'],
      // An ingress controller may run in the network of its node, which no selector of pods matches.
      ingress: [{ ...(from && { from: copy(from) }), ports: [{ port: 'http', protocol: 'TCP' }] }],
    },
  });
  new KubeObject(simsvc, 'EgressPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${names.fullname}-egress`, labels: labelsOfRelease(names) },
    spec: {
      podSelector: { matchLabels: labelsOfRelease(names) },
      policyTypes: ['Egress'],
      egress: [NetworkEgress.dns(), NetworkEgress.anywhereButMetadata()],
    },
  });
  if (exposure?.ingress?.clusterIssuer !== undefined) renderSolverPolicy(simsvc, names);
}

/**
 * An issuer that proves names over HTTP starts a pod for it beside the Ingress, to which the ingress controller leads the question of the
 * authority. Which kind the issuer is, no manifest here tells.
 *
 * @see https://cert-manager.io/docs/configuration/acme/http01/
 */
function renderSolverPolicy(simsvc: Construct, names: SimsvcNames): void {
  new KubeObject(simsvc, 'SolverPolicy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: `${names.fullname}-http01`,
      labels: labelsOfRelease(names),
      annotations: { [`${SUPPRESS}REF022`]: 'cert-manager makes these pods while it proves the name of the host' },
    },
    spec: {
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ port: 8089, protocol: 'TCP' }] }],
    },
  });
}
