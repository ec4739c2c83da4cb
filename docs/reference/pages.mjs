// What is on which page of docs/api. TypeDoc makes a page of each module; here modules are made by subject.
import { readdirSync } from 'node:fs';
import {
  Comment,
  Converter,
  DeclarationReflection,
  IntrinsicType,
  PageEvent,
  ReferenceType,
  ReflectionKind,
  UnionType,
} from 'typedoc';

/** Pages beside those of the systems: what is declared in one of the folders is on the page, in the first that fits. */
const PAGES = [
  {
    name: 'questions',
    folders: /^src\/(questions|diff\/|graph\/|report\/|checks\/(schedule|route|authorize)\/)/,
    text: 'One question each to manifests, without a cluster: what may an account do, who can call what, where do pods run, where does a request go, what changes; and pictures and a page of the answers.',
    guides: ['can-i', 'schedule', 'route', 'diff', 'graph', 'report'],
  },
  {
    name: 'checks',
    folders: /^src\/(checks\/|plugin)/,
    text: 'The checks of manifests: what they are told, what they find, and the plugin of `cdk8s synth`.',
    guides: ['checks', 'rules'],
  },
  {
    name: 'platform',
    folders: /^src\/(blueprint|fleet)\//,
    text: 'A whole platform from one configuration, `platform.yaml`, and many from one file, `fleet.yaml`.',
    guides: ['platform-yaml', 'fleet'],
  },
  {
    name: 'core',
    folders: /^src\//,
    text: 'The app, the target, and what all systems share: pods and workloads, placements and taints, sources of secrets, routes.',
    guides: ['architecture'],
  },
];

/** Types that stay without a description: declared beside what uses them, or constants that only a type is made of. */
const LEFT_OUT = [
  'src/plugin.ts:Violation',
  'src/fleet/fleet-source.ts:FleetSource',
  'src/runner/host-gpu-libraries.ts:LIBRARIES',
  'src/storage/azure-files.ts:AZURE_FILES_SKUS',
];

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.on('bootstrapEnd', () => {
    app.options.setValue('intentionallyNotExported', LEFT_OUT);
  });
  // Types of Kubernetes' own kinds are described where they are declared.
  app.converter.addUnknownSymbolResolver((_reference, _reflection, _part, id) =>
    id?.packagePath === 'imports/kubernetes.ts' ? '../../imports/kubernetes.ts' : undefined,
  );
  app.renderer.on(PageEvent.END, (page) => (page.contents = mendAnchors(page.contents)), -1000);
  app.converter.on(
    Converter.EVENT_RESOLVE_BEGIN,
    (context) => {
      shorten(context);
      arrange(context.project);
    },
    1000,
  );
}

/**
 * Overrides of a platform are every key of it once more, each optional. The compiler forgets the alias, and the reference would write them out
 * wherever there are some.
 *
 * @param {import('typedoc').Context} context
 */
function shorten({ project }) {
  const all = project.getReflectionsByKind(ReflectionKind.All);
  const aliases = all.filter(
    ({ name, kind }) => kind === ReflectionKind.TypeAlias && /^(Platform|Delivery)Overrides$/.test(name),
  );
  for (const property of all.filter(
    ({ kind, parent }) => kind === ReflectionKind.Property && /^(Fleet|Group|Cluster)Config$/.test(parent.name),
  )) {
    const name = { base: 'PlatformOverrides', overrides: 'PlatformOverrides', delivery: 'DeliveryOverrides' }[
      property.name
    ];
    if (name === undefined) continue;
    const reference = ReferenceType.createResolvedReference(
      name,
      aliases.find((alias) => alias.name === name),
      project,
    );
    project.removeTypeReflections(property.type);
    property.type = property.name === 'base' ? new UnionType([new IntrinsicType('string'), reference]) : reference;
  }
}

/** @param {import('typedoc').ProjectReflection} project */
function arrange(project) {
  const module = (name) => project.children.find((child) => child.name === name);
  const [index, jest] = ['index', 'jest'].map(module);
  const systems = index.children.filter((child) => child.kindOf(ReflectionKind.Namespace));
  for (const system of systems) {
    move(system, project);
    system.kind = ReflectionKind.Module;
    const text = `The namespace \`${system.name}\`: \`import { ${system.name} } from 'cdk8s-ml-platform'\`.`;
    describe(system, text, guidesOf(system.name));
  }
  const pages = PAGES.map(({ name, text, guides }) => {
    const page = new DeclarationReflection(name, ReflectionKind.Module, project);
    project.registerReflection(page, undefined, undefined);
    project.addChild(page);
    describe(page, text, guides);
    return page;
  });
  for (const child of [...index.children]) {
    const file = project.getSymbolIdFromReflection(child).packagePath;
    const system = systems.find(({ name }) => file.startsWith(`src/${name}/`));
    if (file === 'src/questions.ts' && child.comment) ownComment(child);
    move(child, system ?? pages[PAGES.findIndex(({ folders }) => folders.test(file))]);
  }
  jest.name = 'jest';
  const text =
    'Every export of `cdk8s-ml-platform`, by subject, from the comments in its code. What the systems are for is in [docs/systems](../systems).';
  project.comment = new Comment([{ kind: 'text', text }]);
  describe(
    jest,
    "The matcher of jest: `import 'cdk8s-ml-platform/jest'`, or `cdk8s-ml-platform/jest-globals` for tests that import `expect` of `@jest/globals`.",
    ['checks'],
  );
  project.removeReflection(index);
}

/** The pages of a system: `runner`, `runner-scaling`, ... */
function guidesOf(system) {
  const files = readdirSync(new URL('../systems', import.meta.url)).map((file) => file.replace(/\.md$/, ''));
  return files
    .filter((file) => file.split('-')[0] === system)
    .sort()
    .map((file) => `systems/${file}`);
}

/** A function that is loaded when it is called has a comment of its own; that of the one behind it knows the parameters. */
function ownComment({ comment, signatures: [signature] }) {
  const parameters = signature.comment?.blockTags.filter(({ tag }) => tag === '@param') ?? [];
  signature.comment = comment.clone();
  signature.comment.blockTags.push(...parameters);
}

/** TypeDoc counts a function and its signature, where a page has one heading; so a link to a function may miss it. */
function mendAnchors(contents) {
  const anchors = new Set();
  const functions = new Map();
  for (const [, heading] of contents.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)) {
    const slug = heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let times = 1; anchors.has(anchor); times++) anchor = `${slug}-${times}`;
    anchors.add(anchor);
    if (heading.endsWith('()')) functions.set(slug, anchor);
  }
  const mended = (link, anchor, name) =>
    anchors.has(anchor) || !functions.has(name) ? link : `](#${functions.get(name)})`;
  return contents.replace(/\]\(#(([a-z]+)-\d+)\)/g, mended);
}

function move(reflection, to) {
  reflection.parent.children.splice(reflection.parent.children.indexOf(reflection), 1);
  reflection.parent = to;
  to.addChild(reflection);
}

function describe(module, text, guides) {
  const links = guides.map((guide) => `[${guide}](../${guide}.md)`).join(', ');
  module.comment = new Comment([{ kind: 'text', text: `${text}\n\nGuide: ${links}.` }]);
}
