/**
 * The command line of AWS, with a shell and `base64`.
 *
 * @see https://gallery.ecr.aws/aws-cli/aws-cli
 */
export const AWS_CLI_IMAGE = 'public.ecr.aws/aws-cli/aws-cli:2.37.1';

/** A patch release of each minor version, which are the newest that this library was written against. */
const KUBECTL: Readonly<Record<number, string>> = {
  // The project publishes the image from 1.28 on, and kubectl may be one version away from the API server.
  27: 'v1.28.15',
  28: 'v1.28.15',
  29: 'v1.29.15',
  30: 'v1.30.14',
  31: 'v1.31.12',
  32: 'v1.32.9',
  33: 'v1.33.5',
  34: 'v1.34.3',
  35: 'v1.35.7',
  36: 'v1.36.4',
};

const AUTOSCALER: Readonly<Record<number, string>> = {
  27: 'v1.27.8',
  28: 'v1.28.7',
  29: 'v1.29.5',
  30: 'v1.30.4',
  31: 'v1.31.2',
  32: 'v1.32.7',
  33: 'v1.33.5',
  34: 'v1.34.4',
  35: 'v1.35.2',
  36: 'v1.36.1',
};

/**
 * kubectl for a minor version of Kubernetes, such as 34. The image has no shell.
 *
 * @see https://kubernetes.io/releases/version-skew-policy/#kubectl
 */
export function kubectlImage(minor: number): string {
  return `registry.k8s.io/kubectl:${KUBECTL[minor]}`;
}

/**
 * The cluster autoscaler for a minor version of Kubernetes, such as 34; it contains that version's scheduler, so the two must agree.
 *
 * @see https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler#releases
 */
export function autoscalerImage(minor: number): string {
  return `registry.k8s.io/autoscaling/cluster-autoscaler:${AUTOSCALER[minor]}`;
}
