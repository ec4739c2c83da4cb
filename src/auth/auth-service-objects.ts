import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';

/** What is the same in all editions. */
export interface AuthServiceObjects {
  readonly namespace: string;
  /** The size of the volume; none where sessions are elsewhere. */
  readonly storage?: { readonly size: string; readonly storageClassName?: string };
  /** Whether it may ask Kubernetes of whom a token is. */
  readonly reviewsTokens: boolean;
  readonly settings: Readonly<Record<string, string>>;
  /** Whether its pages are served too. */
  readonly web: boolean;
}

/** The name of the account and of the Service; in the Service's host it is part of the gateway's filter. */
export const SERVICE = 'authservice';
/** The port of the Service that the gateway asks. */
export const JUDGE_PORT = 8080;
/** The port of the Service with its pages. */
export const WEB_PORT = 8082;
/** The claim of the volume. */
export const CLAIM = 'authservice-pvc';
/** The ConfigMap of the settings. */
export const PARAMETERS = 'oidc-authservice-parameters';
/** The labels of its pods. */
export const LABELS = { app: 'authservice' } as const;

/** Renders account, rights, settings, volume claim and Service. */
export function renderObjects(construct: Construct, objects: AuthServiceObjects): void {
  const { namespace, storage, reviewsTokens, settings, web } = objects;
  new KubeObject(construct, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: SERVICE, namespace },
  });
  if (reviewsTokens) renderTokenReview(construct, namespace);
  new KubeObject(construct, 'Parameters', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: PARAMETERS, namespace },
    data: settings,
  });
  if (storage) {
    new KubeObject(construct, 'Claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: CLAIM, namespace },
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(storage.storageClassName !== undefined && { storageClassName: storage.storageClassName }),
        resources: { requests: { storage: storage.size } },
      },
    });
  }
  new KubeObject(construct, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: SERVICE, namespace },
    spec: {
      type: 'ClusterIP',
      selector: LABELS,
      ports: [
        { port: JUDGE_PORT, name: 'http-authservice', targetPort: 'http-api' },
        ...(web ? [{ port: WEB_PORT, name: 'http-web', targetPort: 'http-web' }] : []),
      ],
      // The gateway gets an answer that says to wait, rather than none.
      publishNotReadyAddresses: true,
    },
  });
}

function renderTokenReview(construct: Construct, namespace: string): void {
  const apiGroup = 'rbac.authorization.k8s.io';
  new KubeObject(construct, 'TokenReview', {
    apiVersion: `${apiGroup}/v1`,
    kind: 'ClusterRole',
    metadata: { name: 'authn-delegator' },
    rules: [{ apiGroups: ['authentication.k8s.io'], resources: ['tokenreviews'], verbs: ['create'] }],
  });
  new KubeObject(construct, 'TokenReviewBinding', {
    apiVersion: `${apiGroup}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: 'authn-delegators' },
    roleRef: { apiGroup, kind: 'ClusterRole', name: 'authn-delegator' },
    subjects: [{ kind: 'ServiceAccount', name: SERVICE, namespace }],
  });
}
