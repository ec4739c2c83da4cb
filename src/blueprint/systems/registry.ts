import { ApiObject, JsonPatch } from 'cdk8s';
import { parseImage } from '../../checks/image/image-reference';
import { POD_TEMPLATES } from '../../checks/pod-templates';
import { declareExternal } from '../../core/declare-external';
import { ToolFile } from '../../core/tool-file';
import { dns1123Subdomain } from '../../facts/names';
import type { Context } from '../context';
import { ConfigError } from '../problem';

/** What is read of a pod. */
interface PodSpec {
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly containers?: readonly { readonly image?: string }[];
  readonly initContainers?: readonly { readonly image?: string }[];
}

/** What a Secret of the type kubernetes.io/dockerconfigjson has. */
const KEYS = ['.dockerconfigjson'];

const HEAD = `# The images of the manifests, and where their copies have to be. With skopeo, signed in to both registries:
# grep -v '^#' mirror-images.txt | while read -r from to; do skopeo copy --all --preserve-digests "docker://$from" "docker://$to"; done
`;

/** Lets every pod pull its images from a registry of one's own, and says which registry secrets must be there. */
export function registry(context: Context): void {
  if (!context.config.registry) return;
  const { mirror, imagePullSecrets = [] } = context.config.registry;
  const host = mirror === undefined ? undefined : hostOf(mirror);
  for (const [index, name] of imagePullSecrets.entries()) {
    const problem = dns1123Subdomain(name);
    if (problem !== undefined)
      throw new ConfigError([{ path: ['registry', 'imagePullSecrets', index], message: `'${name}' ${problem}` }]);
  }
  const copies = new Map<string, string>();
  const objects = context.app.node.findAll().filter((one) => ApiObject.isApiObject(one));
  for (const object of objects) {
    const path = POD_TEMPLATES[`${object.apiGroup === 'core' ? '' : object.apiGroup}/${object.kind}`];
    if (!path) continue;
    const json = object.toJson() as { readonly metadata?: { readonly namespace?: string } };
    const at = [...path, 'spec'];
    const pod = at.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], json) as PodSpec;
    const pointer = at.map((key) => `/${key}`).join('');
    if (host !== undefined)
      for (const list of ['initContainers', 'containers'] as const)
        for (const [index, { image }] of (pod[list] ?? []).entries()) {
          const copy = image === undefined ? undefined : copyOf(image, host);
          if (copy === undefined || copy === image) continue;
          const [from, to] = transfer(image!, copy);
          copies.set(from, to);
          object.addJsonPatch(JsonPatch.replace(`${pointer}/${list}/${index}/image`, copy));
        }
    // A system that names its own needs no other.
    if (imagePullSecrets.length === 0 || (pod.imagePullSecrets ?? []).length > 0) continue;
    object.addJsonPatch(
      JsonPatch.add(
        `${pointer}/imagePullSecrets`,
        imagePullSecrets.map((name) => ({ name })),
      ),
    );
    for (const name of imagePullSecrets) {
      const reason = 'registry.imagePullSecrets of platform.yaml';
      declareExternal(object, { kind: 'Secret', name, namespace: json.metadata?.namespace, keys: KEYS, reason });
    }
  }
  if (copies.size === 0) return;
  const lines = [...copies].sort(([a], [b]) => (a < b ? -1 : 1)).map((pair) => `${pair.join(' ')}\n`);
  new ToolFile(context.app, 'mirror-images', { name: 'mirror-images.txt', content: HEAD + lines.join('') });
}

/** The mirror without a slash at its end; an image below it must be one that can be pulled. */
function hostOf(mirror: string): string {
  const host = mirror.replace(/\/$/, '');
  const parsed = parseImage(`${host}/a:1`);
  const isHost = typeof parsed !== 'string' && host.startsWith(parsed.registry);
  if (!isHost)
    throw new ConfigError([
      {
        path: ['registry', 'mirror'],
        message: `is '${mirror}', allowed is a host, perhaps with a path, such as ml.azurecr.io or ml.azurecr.io/mirror`,
      },
    ]);
  return host;
}

/** The image in the mirror, under the path that it has in its own registry; one that is there already stays. */
function copyOf(image: string, host: string): string {
  const parsed = parseImage(image);
  if (typeof parsed === 'string' || image.startsWith(`${host}/`)) return image;
  const { path, tag, digest } = parsed;
  return `${host}/${path}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** From where to where an image is copied: with its registry, and by its digest or its tag, for programs that copy take one of the two. */
function transfer(image: string, copy: string): readonly [string, string] {
  const parsed = parseImage(image);
  if (typeof parsed === 'string') return [image, copy];
  const { registry: from, path, tag, digest } = parsed;
  const by = digest === undefined ? `:${tag ?? 'latest'}` : `@${digest}`;
  return [`${from}/${path}${by}`, tag === undefined ? copy : copy.replace(/@.*/, '')];
}
