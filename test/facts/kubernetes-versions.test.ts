import * as fs from 'fs';
import * as path from 'path';
import { REMOVED_IN, isOffByDefault } from '../../src/checks/accept/schema/removed-apis';
import { autoscalerImage, kubectlImage } from '../../src/cluster/images';
import { kindNodeImage } from '../../src/cluster/kind-cluster-image';
import { kindFacts } from '../../src/facts/kinds';
import { builtInSchemas, KNOWN_RELEASES } from '../../src/facts/schemas';
import { KUBERNETES_VERSIONS } from '../../src/facts/target';
import { expectNothingLacks } from '../support/lacking';

/** What a new version of Kubernetes must be written into by hand; CONTRIBUTING.md has the same list. */
const ROOT = path.resolve(__dirname, '../..');
const { oldest, newest } = KUBERNETES_VERSIONS;
const minorOf = (version: string): number => Number(version.split('.')[1]);
const MINORS = Array.from({ length: minorOf(newest) - minorOf(oldest) + 1 }, (_, at) => minorOf(oldest) + at);

test('the releases of imports/sources.json are KNOWN_RELEASES of src/facts/schemas.ts, and reach the oldest and the newest target', () => {
  const { kubernetes } = JSON.parse(fs.readFileSync(path.join(ROOT, 'imports/sources.json'), 'utf8')) as {
    kubernetes: { release: string }[];
  };
  expect(kubernetes.map(({ release }) => minorOf(release))).toEqual(KNOWN_RELEASES);
  expect([`1.${KNOWN_RELEASES[0]}`, `1.${KNOWN_RELEASES.at(-1)}`]).toEqual([oldest, newest]);
});

/** The versions and kinds of a release, as `apps/v1/Deployment`. */
const kindsOf = (minor: number): string[] => Object.keys(builtInSchemas(minor).kinds);
const split = (one: string): [apiVersion: string, kind: string] => {
  const at = one.lastIndexOf('/');
  return [one.slice(0, at), one.slice(at + 1)];
};

/** Kinds that are asked or done and never kept, or that only describe others. */
const NOT_KEPT = /Review$|^(Binding|ComponentStatus|Eviction|Scale|TokenRequest)$/;

test.each(KNOWN_RELEASES)('src/facts/kinds.ts has each kind of Kubernetes 1.%d', (minor) => {
  const kinds = kindsOf(minor);
  expect(kinds.length).toBeGreaterThan(50);
  const kept = kinds.filter((one) => !NOT_KEPT.test(split(one)[1]));
  expect(kept.filter((one) => kindFacts(...split(one)) === undefined)).toEqual([]);
});

test.each(KNOWN_RELEASES.slice(1))(
  'REMOVED_IN says what Kubernetes 1.%d no longer has of the release before',
  (minor) => {
    const before = KNOWN_RELEASES[KNOWN_RELEASES.indexOf(minor) - 1]!;
    const now = kindsOf(minor);
    const gone = kindsOf(before).filter((one) => !now.includes(one) && !isOffByDefault(split(one)[0]));
    expect(gone.filter((one) => !(one in REMOVED_IN) && !(split(one)[0] in REMOVED_IN))).toEqual([]);
  },
);

test.each(MINORS)('kubectl, the cluster autoscaler and the node of kind have an image for 1.%d', (minor) => {
  const images = {
    'kubectl, in src/cluster/images.ts': kubectlImage(minor),
    'the autoscaler, in src/cluster/images.ts': autoscalerImage(minor),
    'kindest/node, in src/cluster/kind-cluster-image.ts': kindNodeImage(minor),
  };
  expectNothingLacks(
    `give Kubernetes 1.${minor} an image`,
    Object.entries(images).flatMap(([what, image]) => (/:v1\.\d+\.\d+$/.test(image) ? [] : [what])),
  );
});

test('comments and pages name the range of versions and the default target as they are', () => {
  const files = ['src', 'docs'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|md)$/.test(name) && !name.startsWith('api'))
      .map((name) => path.join(folder, name)),
  );
  const named = files.flatMap((file) =>
    [
      ...fs
        .readFileSync(path.join(ROOT, file), 'utf8')
        .matchAll(/["`]*1\.27["`]* to ["`]*(1\.\d+)|default .*generic@(1\.\d+)/g),
    ].map(([, range, target]) => [file, range ?? target]),
  );
  expect(named.map(([file]) => file)).toContain('docs/platform-yaml.md');
  expect(named.length).toBeGreaterThan(4);
  expectNothingLacks(
    `the newest version is ${newest} (KUBERNETES_VERSIONS of src/facts/target.ts); write it where another one is named`,
    named.flatMap(([file, version]) => (version === newest ? [] : [`${file} names ${version}`])),
  );
});

test('the schema of platform.yaml takes the versions of the targets, and no other', () => {
  const schema = JSON.parse(fs.readFileSync(path.join(ROOT, 'dist/platform.schema.json'), 'utf8')) as {
    definitions: { TargetConfig: { properties: { kubernetes: { pattern: string } } } };
  };
  const pattern = new RegExp(schema.definitions.TargetConfig.properties.kubernetes.pattern);
  const [first, last] = [KUBERNETES_VERSIONS.oldest, newest].map((version) => Number(version.slice(2))) as [
    number,
    number,
  ];
  const around = Array.from({ length: last - first + 3 }, (_, at) => first - 1 + at);
  expectNothingLacks(
    '`npm run schema` writes the versions of KUBERNETES_VERSIONS into the pattern of `kubernetes`',
    around
      .filter((minor) => pattern.test(`1.${minor}`) !== (minor >= first && minor <= last))
      .map((minor) => `1.${minor}`),
  );
});
