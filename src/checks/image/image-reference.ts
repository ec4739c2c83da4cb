import { own } from '../accept/read';
/** A container image, taken apart. */
export interface ImageReference {
  /** The registry's host, with its port; `docker.io` where none is written. */
  readonly registry: string;
  /** The path within the registry; `library/nginx` for `nginx`. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

const HOST_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const HOST = `(?:${HOST_LABEL}(?:\\.${HOST_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const TAG_TEXT = '\\w[\\w.-]{0,127}';
const DOMAIN = new RegExp(`^${HOST}$`);
const COMPONENT = new RegExp(`^${PART}$`);
const TAG = new RegExp(`^${TAG_TEXT}$`);
const ID = /^[a-f0-9]{64}$/;

/** The hexadecimal digits of the digests that registries serve. */
const DIGESTS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** What stands before the name of an image: the host of a registry, perhaps with a path. */
export const IMAGE_HOST = new RegExp(`^${HOST}(?:/${PART})*$`);

/** Each text that {@link parseImage} reads, and little beside: it knows nothing of lengths and of names that look like a host. */
export const IMAGE = new RegExp(
  `^(?!${ID.source.slice(1)})(?:${HOST}/)?${PART}(?:/${PART})*(?::${TAG_TEXT})?(?:@(?:${Object.entries(DIGESTS)
    .map(([algorithm, length]) => `${algorithm}:[a-f0-9]{${length}}`)
    .join('|')}))?$`,
);

/**
 * Reads an image as the kubelet and the container runtimes do.
 *
 * @returns the parts, or what is wrong with the text
 * @see https://github.com/distribution/reference/blob/main/reference.go
 */
export function parseImage(text: string): ImageReference | string {
  if (ID.test(text)) return 'is the id of an image, which cannot be pulled';
  const [named, digest, ...more] = text.split('@');
  if (more.length > 0) return "has more than one '@'";
  if (digest !== undefined) {
    const problem = digestProblem(digest);
    if (problem !== undefined) return problem;
  }
  // A colon after the last slash begins the tag; one before it is a port.
  const colon = named!.indexOf(':', named!.lastIndexOf('/') + 1);
  const name = colon < 0 ? named! : named!.slice(0, colon);
  const tag = colon < 0 ? undefined : named!.slice(colon + 1);
  if (tag !== undefined && !TAG.test(tag)) {
    return `has the tag '${tag}', which is not 1 to 128 letters, digits, '_', '.' and '-', the first no '.' or '-'`;
  }
  if (name === '') return 'has no repository';
  const { registry, path } = splitRegistry(name);
  if (!DOMAIN.test(registry)) return `has the registry '${registry}', which is no host`;
  if (path.toLowerCase() !== path) return 'has upper-case letters in its repository';
  if (path.length > 255) return 'has a repository of more than 255 characters';
  const wrong = path.split('/').find((component) => !COMPONENT.test(component));
  if (wrong !== undefined) {
    return `has '${wrong}' in its repository, where each part is lower-case letters and digits with single '.', '_', '__' or '-' between`;
  }
  return { registry, path, tag, digest };
}

/** The first part is a registry only where it looks like a host; otherwise it is a name on Docker Hub. */
function splitRegistry(name: string): Pick<ImageReference, 'registry' | 'path'> {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first;
  const registry = isHost ? first : 'docker.io';
  const path = isHost ? name.slice(slash + 1) : name;
  if (registry !== 'docker.io' && registry !== 'index.docker.io') return { registry, path };
  return { registry: 'docker.io', path: path.includes('/') ? path : `library/${path}` };
}

function digestProblem(digest: string): string | undefined {
  const [algorithm, hex, ...more] = digest.split(':');
  const length = own(DIGESTS, algorithm!);
  if (length === undefined || hex === undefined || more.length > 0) {
    return `has the digest '${digest}', which is not sha256:, sha384: or sha512: and its digits`;
  }
  if (/^[a-f0-9]+$/.test(hex) && hex.length === length) return undefined;
  return `has a ${algorithm} digest of ${hex.length} characters, which is not ${length} lower-case hexadecimal digits`;
}
