import * as fs from 'fs';
import * as path from 'path';
import { expectNothingLacks } from '../support/lacking';
import {
  committed,
  evaluate,
  FACTS,
  generatedNames,
  IMPORTS,
  removeTempDirs,
  run,
  tempDir,
  testWithFacts,
} from './tool';

afterAll(removeTempDirs);

testWithFacts('the import gives the committed files, byte for byte', () => {
  const out = path.join(tempDir(), 'new');
  expect(run('--from', FACTS, '--out', out)).toMatchObject({ code: 0, err: '' });
  expect(fs.readdirSync(out).sort()).toEqual(generatedNames());
  expectNothingLacks(
    'run `npm run import -- --from ../shared/schemas/crds` and commit what it writes into imports',
    generatedNames().filter((name) => fs.readFileSync(path.join(out, name), 'utf8') !== committed(name)),
  );
});

testWithFacts(
  '--only a group reads the file of the group and no other, and writes what the whole import writes',
  () => {
    const [from, out] = [tempDir(), path.join(tempDir(), 'new')];
    for (const group of ['keda.sh', 'security.istio.io'])
      fs.copyFileSync(path.join(FACTS, `${group}.yaml`), path.join(from, `${group}.yaml`));
    const only = ['--only', 'keda.sh', '--only', 'security.istio.io'];
    expect(run('--from', from, '--out', out, ...only)).toMatchObject({ code: 0, err: '' });
    const names = ['keda.sh.schema.json', 'security.istio.io.schema.json', 'security.istio.io.ts'];
    expect(fs.readdirSync(out).sort()).toEqual(names);
    for (const name of names) expect(fs.readFileSync(path.join(out, name), 'utf8') === committed(name)).toBe(true);
  },
);

test('nothing else is generated, and nothing generated is missing', () => {
  const files = fs.readdirSync(IMPORTS).filter((name) => name !== 'tool' && name !== 'sources.json');
  expect(files.sort()).toEqual(generatedNames());
});

// Upstream's files carry much that the local ones do not; the difference must not reach the output.
testWithFacts('fetched files with descriptions, status and other versions give the same bytes', () => {
  const differing = evaluate<string[]>(
    `
    const { readFileSync } = await import('node:fs');
    const { pathToFileURL } = await import('node:url');
    const { parseAllDocuments, stringify } = (await import('yaml')).default;
    const { readSources } = await tool('sources.mjs');
    const { remoteLoader, addressOf } = await tool('load.mjs');
    const { generate } = await tool('generate.mjs');

    const isSchema = (node) => 'type' in node || 'properties' in node || 'anyOf' in node;
    const describe = (node, isMap = false) => {
      if (Array.isArray(node)) return node.map((item) => describe(item));
      if (node === null || typeof node !== 'object') return node;
      const entries = Object.entries(node).reverse().map(([key, value]) =>
        [key, ['default', 'enum', 'required'].includes(key) && !isMap ? value : describe(value, key === 'properties' && !isMap)]);
      return Object.fromEntries(isMap || !isSchema(node) ? entries : [...entries, ['description', 'words'], ['title', 'a title']]);
    };
    const dress = (crd) => {
      for (const version of crd.spec.versions) {
        version.schema.openAPIV3Schema = describe(version.schema.openAPIV3Schema);
        version.schema.openAPIV3Schema.properties.status = { type: 'object', properties: { phase: { type: 'string' } } };
        version.additionalPrinterColumns = [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }];
      }
      crd.metadata.annotations = { note: 'generated' };
      crd.spec.versions.reverse();
      return crd;
    };
    const upstreamCrds = (source) => parseAllDocuments(readFileSync(input.facts + '/' + source.group + '.yaml', 'utf8'))
      .map((document) => document.toJS()).map((crd) => {
        if (crd.spec.names.kind === 'Notebook') {
          crd.spec.versions.push({ ...structuredClone(crd.spec.versions[0]), name: 'v1beta1', storage: false });
        }
        if (crd.spec.names.kind === 'NodePool') {
          const newer = source.ref.startsWith('v1.');
          crd.spec.versions = crd.spec.versions.filter(({ name }) => !newer || name === 'v1');
          if (!newer) {
            crd.spec.versions[0].schema.openAPIV3Schema = { type: 'object', properties: { old: { type: 'string' } } };
            for (const version of crd.spec.versions) version.storage = true;
          }
        }
        return dress(crd);
      });
    const upstreamDefinitions = (source) => {
      const file = JSON.parse(readFileSync(input.facts + '/../kubernetes/v' + source.release + '.json', 'utf8'));
      for (const [name, definition] of Object.entries(file.definitions)) {
        delete definition.properties?.kind?.enum;
        if (name.endsWith('.Quantity')) file.definitions[name] = { type: 'string' };
        if (name.endsWith('.IntOrString')) file.definitions[name] = { type: 'string', format: 'int-or-string' };
      }
      return describe(file);
    };

    const sources = readSources(pathToFileURL(input.sources));
    const all = [...sources.customResources, ...sources.kubernetes];
    const fetch = async (address) => {
      // One address can serve several kinds, as Istio's does.
      const served = all.filter((candidate) => addressOf(candidate) === address);
      if ('release' in served[0]) return new Response(JSON.stringify(upstreamDefinitions(served[0])));
      const crds = served.flatMap((source) => upstreamCrds(source).filter((crd) => crd.spec.names.kind === source.kind));
      return new Response(crds.map((crd) => stringify(crd, { aliasDuplicateObjects: false })).join('---\\n'));
    };
    const files = await generate(sources, remoteLoader(fetch));
    return [...files].filter(([name, text]) => text !== readFileSync(input.imports + '/' + name, 'utf8')).map(([name]) => name);
  `,
    { facts: FACTS, imports: IMPORTS, sources: path.join(IMPORTS, 'sources.json') },
  );
  expect(differing).toEqual([]);
});
