/** A patch release of each minor version for which the project publishes a node image. */
const NODE: Readonly<Record<number, string>> = {
  27: 'v1.27.16',
  28: 'v1.28.15',
  29: 'v1.29.14',
  30: 'v1.30.13',
  31: 'v1.31.12',
  32: 'v1.32.8',
  33: 'v1.33.4',
  34: 'v1.34.11',
  35: 'v1.35.8',
  36: 'v1.36.4',
};

/**
 * The node image of kind for a minor version of Kubernetes, such as 34. Its tag is published anew for releases of kind; only a digest from
 * the notes of the release that is installed says which one.
 *
 * @see https://github.com/kubernetes-sigs/kind/releases
 */
export function kindNodeImage(minor: number): string {
  return `kindest/node:${NODE[minor]}`;
}
