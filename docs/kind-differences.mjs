// Writes docs/kind.md: in what the platform on kind differs from the one on AKS, object by object. With --check it writes nothing, and ends with 1
// where the page is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import yaml from 'js-yaml';
import { format } from 'prettier';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The objects of a folder, by kind and name. */
function objectsOf(folder) {
  const files = readdirSync(join(root, folder)).filter((file) => file.endsWith('.yaml'));
  const objects = files.flatMap((file) => yaml.loadAll(readFileSync(join(root, folder, file), 'utf8')));
  return new Map(objects.map((object) => [nameOf(object), object]));
}

function nameOf({ kind, metadata: { name, namespace } }) {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The fields in which two values differ, each with both. */
function differences(aks, kind, path = '') {
  if (JSON.stringify(aks) === JSON.stringify(kind)) return [];
  const deep = (value) => typeof value === 'object' && value !== null;
  const alike = deep(aks) && deep(kind) && Array.isArray(aks) === Array.isArray(kind);
  if (!alike || (Array.isArray(aks) && aks.length !== kind.length)) return [[path, aks, kind]];
  const keys = [...new Set([...Object.keys(aks), ...Object.keys(kind)])];
  const step = (key) => (Array.isArray(aks) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
  return keys.flatMap((key) => differences(aks[key], kind[key], step(key)));
}

function show(value) {
  if (value === undefined) return 'none';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.replace(/\|/g, '\\|').replace(/\n/g, ' ')}\``;
}

const aks = objectsOf('dist/manifests');
const kind = objectsOf('dist/kind/manifests');
const both = [...aks.keys()].filter((name) => kind.has(name)).sort();
const changed = both.flatMap((name) =>
  differences(aks.get(name), kind.get(name)).map(
    ([path, left, right]) => `| ${name} | \`${path}\` | ${show(left)} | ${show(right)} |`,
  ),
);
const only = (one, other) =>
  [...one.keys()]
    .filter((name) => !other.has(name))
    .sort()
    .map((name) => `- ${name}`);

const page = `# The platform on kind

\`examples/kind.yaml\` is the platform of \`platform.yaml\` on one machine. \`npm run synth:kind\` writes its manifests to \`dist/kind/manifests\` and the
configuration of the cluster to \`dist/kind/tools\`:

\`\`\`sh
kind create cluster --config dist/kind/tools/kind.yaml
kubectl apply -f dist/kind/manifests # Kubeflow makes the namespaces of profiles now, so the first time 75-profile-contents fails
kubectl wait --for=create namespace/admin
kubectl apply -f dist/kind/manifests/75-profile-contents.k8s.yaml
\`\`\`

Istio, cert-manager, KEDA and Kubeflow are installed after the first of them, as on AKS, and the [Secrets](apply.md#secrets) of
\`dist/kind/tools/externals.yaml\` are made. The gateway then gets the ports that kind maps to the machine:

\`\`\`sh
kubectl patch deployment istio-ingressgateway -n istio-system --patch-file dist/kind/tools/host-port-gateway/deployment-istio-ingressgateway.yaml
\`\`\`

\`https://HOST\` is the \`gateway.host\` of the file: let \`/etc/hosts\` lead it to 127.0.0.1. Of ${both.length} objects that both platforms have,
${both.length - new Set(changed.map((line) => line.split(' | ')[0])).size} are the same to the byte. This page is written by \`npm run docs\` from the two folders.

## Fields that differ

| Object | Field | On AKS | On kind |
| --- | --- | --- | --- |
${changed.join('\n')}

## Only on AKS

${only(aks, kind).join('\n')}

## Only on kind

${only(kind, aks).join('\n')}
`;
const file = join(root, 'docs/kind.md');
const after = await format(page, { filepath: file, printWidth: 120, singleQuote: true, trailingComma: 'all' });
if (!process.argv.includes('--check')) writeFileSync(file, after);
else if (readFileSync(file, 'utf8') !== after) {
  console.error('docs/kind.md is stale: npm run docs');
  process.exitCode = 1;
}
