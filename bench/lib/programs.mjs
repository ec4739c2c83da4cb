// Writes the program, chart or overlays of each contestant that says the workload.
import { dump } from 'js-yaml';
import fs from 'node:fs';
import path from 'node:path';
import { fill, places } from './shape.mjs';

const MARK = /"@(\w+)@"/g;

/** A function of JavaScript that makes the objects of one stack. */
const objectsOf = (tree, wrap = (key, text) => text) =>
  `const objects = (s) => (${code(
    fill(tree, ({ name }) => `@${name}@`),
    [],
    wrap,
  ).replace(MARK, 's.$1')});\n`;

function code(value, keys, wrap) {
  if (Array.isArray(value)) return `[${value.map((item) => code(item, keys, wrap)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return wrap(keys, JSON.stringify(value));
  const fields = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${code(item, [...keys, key], wrap)}`,
  );
  return `{ ${fields.join(', ')} }`;
}

const HEAD = `const { writeFileSync, readFileSync, mkdirSync } = require('node:fs');
const rows = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const outdir = process.argv[3];
`;

/** Objects as text, one file a stack: less a program cannot do. */
export const jsonFloor = ({ tree }) => `${HEAD}${objectsOf(tree)}
mkdirSync(outdir, { recursive: true });
rows.forEach((s, i) => writeFileSync(outdir + '/' + i + '.json', JSON.stringify(objects(s))));
`;

/** What generated classes want as an instance of a class of their own. */
function wrapUnions(keys, text) {
  const [last, before] = [keys.at(-1), keys.at(-2)];
  if (keys[0] === 'spec' && before === 'limits' && keys.length === 3) return `limit(${text})`;
  if (before === 'limits' || before === 'requests' || last === 'sizeLimit') return `quantity(${text})`;
  const port = last === 'port' && ['httpGet', 'tcpSocket'].includes(before);
  if (port || ['targetPort', 'maxSurge', 'maxUnavailable'].includes(last)) return `intOrString(${text})`;
  return text;
}

/** The classes that \`cdk8s import\` makes, in a stock app; the classes of Kubernetes itself are those within cdk8s-plus. */
export const importedClasses = ({ tree }) => `${HEAD}const { App, Chart } = require('cdk8s');
const { k8s } = require('cdk8s-plus-27');
const modules = [
  k8s,
  ...['karpenter.sh', 'karpenter.azure.com', 'networking.istio.io'].map((g) => require('cdk8s-ml-platform/imports/' + g)),
];
const classes = new Map();
for (const one of modules)
  for (const type of Object.values(one)) if (type && type.GVK) classes.set(type.GVK.apiVersion + '/' + type.GVK.kind, type);
const union = (type) => (value) => (typeof value === 'number' ? type.fromNumber(value) : type.fromString(value));
const quantity = union(k8s.Quantity), intOrString = union(k8s.IntOrString), limit = union(modules[1].NodePoolSpecLimits);
${objectsOf(tree, wrapUnions)}
const app = new App({ outdir });
for (const [i, s] of rows.entries()) {
  const chart = new Chart(app, 'stack-' + i);
  for (const [j, { apiVersion, kind, ...props }] of objects(s).entries())
    new (classes.get(apiVersion + '/' + kind))(chart, 'object-' + j, props);
}
app.synth();
`;

/** A chart of Helm with all stacks in one list of values. */
export function helmChart({ tree, rows }, folder) {
  fs.mkdirSync(path.join(folder, 'templates'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: stacks\nversion: 0.1.0\n');
  fs.writeFileSync(path.join(folder, 'values.yaml'), JSON.stringify({ stacks: rows }));
  const types = {};
  const marked = fill(tree, ({ name, sample }) => {
    types[name] = typeof sample;
    return `@${name}@`;
  });
  const documents = marked.map((object) => `---\n${dump(object, { lineWidth: -1 })}`).join('');
  const text = documents.replace(
    /'?@(\w+)@'?/g,
    (_, name) => `{{ .${name} | ${types[name] === 'string' ? 'quote' : 'int'} }}`,
  );
  fs.writeFileSync(path.join(folder, 'templates/stack.yaml'), `{{- range .Values.stacks }}\n${text}{{- end }}\n`);
}

/** A base, an overlay for each stack that patches what differs, and a list of all overlays. */
export function overlays({ tree, rows }, folder) {
  const write = (file, data) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), JSON.stringify(data));
  };
  const base = fill(tree, ({ name }) => rows[0][name]);
  fs.mkdirSync(path.join(folder, 'base'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'base/stack.yaml'), base.map((object) => `---\n${dump(object)}`).join(''));
  const head = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
  write('base/kustomization.yaml', { ...head, resources: ['stack.yaml'] });
  rows.forEach((row, index) => {
    const patches = tree.flatMap((object, at) => {
      const operations = places(object).map(({ pointer, variable }) => ({
        op: 'replace',
        path: pointer,
        value: row[variable.name],
      }));
      const { kind, metadata } = base[at];
      const target = { kind, name: metadata.name };
      const options = { allowNameChange: true };
      return operations.length === 0 ? [] : [{ target, options, patch: JSON.stringify(operations) }];
    });
    write(`stack-${index}/kustomization.yaml`, { ...head, resources: ['../base'], patches });
  });
  write('kustomization.yaml', { ...head, resources: rows.map((_, index) => `stack-${index}`) });
}
