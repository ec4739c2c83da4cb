const fs = require('node:fs');
const path = require('node:path');

/** A namespace that users import is a system. */
const EXPORTS = fs.readFileSync(path.join(__dirname, 'src/index.ts'), 'utf8');

/** Imports point one way only: facts <- checks <- core <- systems <- blueprint <- main. */
const SYSTEMS = [...EXPORTS.matchAll(/^export \* as (\w+) from/gm)].map((match) => match[1]).join('|');

const only = (room, allowed, comment) => ({
  name: `${room}-imports`,
  comment,
  severity: 'error',
  from: { path: `^src/(${room})/` },
  to: { path: '^src/', pathNot: `^src/(${allowed})/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'what both files need belongs to a third one',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('facts', 'facts', 'facts are true of the world and know nothing of this program'),
    only('checks', 'checks|facts', 'checks see manifests, never constructs'),
    only('core', 'core|checks|facts', 'core knows no system'),
    {
      name: 'systems-import',
      comment: 'a system takes what it needs of another one as a value: a placement, a pool, a secret source',
      severity: 'error',
      from: { path: `^src/(${SYSTEMS})/` },
      to: { path: '^src/', pathNot: '^src/($1|core|checks|facts)/' },
    },
    only('blueprint', `blueprint|core|checks|facts|${SYSTEMS}`, 'the blueprint is used by main and by other apps'),
    only('fleet', 'fleet|blueprint|core|checks|facts', 'a fleet is many platforms; it knows no system'),
    {
      name: 'checks-without-cdk8s',
      comment: 'checks read YAML of any origin',
      severity: 'error',
      from: { path: '^src/checks/' },
      to: { path: 'node_modules/(cdk8s|constructs)' },
    },
    {
      name: 'facts-without-cdk8s',
      comment: 'only the type of a construct, to find its target',
      severity: 'error',
      from: { path: '^src/facts/' },
      to: { path: 'node_modules/(cdk8s|constructs)', dependencyTypesNot: ['type-only'] },
    },
    only('diff', 'diff|checks|facts', 'changes are judged by manifests alone'),
    only('graph', 'graph|checks|facts', 'pictures are made of manifests alone'),
    only('report', 'report|graph|diff|checks|facts', 'a page is made of manifests alone, by the engines of the others'),
    only('migrate', 'migrate|checks|facts', 'a migration sees manifests and their text, never constructs'),
    only(
      'commands',
      'commands|fleet|blueprint|migrate|report|diff|graph|core|checks|facts',
      'commands read manifests, never constructs of a system',
    ),
    {
      name: 'fleet-by-its-command',
      comment: 'one command writes platforms, the others read manifests; platform.yaml tells them the target alone',
      severity: 'error',
      from: { path: '^src/commands/', pathNot: '^src/commands/(fleet(-actions)?|target-of-file)[.]ts$' },
      to: { path: '^src/(fleet|blueprint)/' },
    },
    { name: 'no-tests-in-src', severity: 'error', from: { path: '^(src|imports)/' }, to: { path: '^test/' } },
    {
      name: 'no-dev-dependency',
      comment: 'what is shipped runs without development tools',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only', 'npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(imports/tool|src/(blueprint|fleet)/schema[.]mjs)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
  },
};
