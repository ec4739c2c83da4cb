// Draws docs/graph.svg of the reference platform.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import paths from '../dist/lib/src/checks/model/read-paths.js';
import target from '../dist/lib/src/facts/target.js';
import graphs from '../dist/lib/src/graph/graph.js';
import svg from '../dist/lib/src/graph/svg.js';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const manifests = paths.readPaths([here('../dist/manifests')]);
writeFileSync(here('graph.svg'), svg.toSvg(graphs.graph(manifests, target.Target.parse('aks@1.34'))));
