// Makes the built index load a module when something of it is first asked for: an app of one construct loads no fleet, no blueprint
// and none of the other systems. The compiler has no way to say this and keep the types. `lazy-index.mjs FOLDER`
import fs from 'node:fs';
import path from 'node:path';

const file = path.resolve(process.argv[2] ?? 'dist/lib', 'src/index.js');

const LAZILY = 'function lazily(name, get) { Object.defineProperty(exports, name, { enumerable: true, get: get }); }';
// The assignment is what tells Node the name, for an `import` of ECMAScript, which takes all values at once.
const getter = (name, value) => `exports.${name} = void 0; lazily("${name}", function () { return ${value}; });`;

/** What the compiler writes for `export { Member } from './module'` and for `export * as name from './module'`. */
const MODULE = /^(?:var|const) (\w+) = (require\("\.[^"]+"\));$/;
const MEMBER = /^Object\.defineProperty\(exports, "(\w+)", .* return (\w+)\.(\w+); \} \}\);$/;
const NAMESPACE = /^exports\.(\w+) = __importStar\((require\("\.[^"]+"\))\);$/;

const modules = new Map();
const lines = fs
  .readFileSync(file, 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, variable, loaded] = MODULE.exec(line) ?? [];
    if (variable) {
      modules.set(variable, loaded);
      return [];
    }
    const [, name, all] = NAMESPACE.exec(line) ?? [];
    if (name) return [getter(name, all)];
    const [, member, from, of] = MEMBER.exec(line) ?? [];
    return [modules.has(from) ? getter(member, `${modules.get(from)}.${of}`) : line];
  });

// A line that the compiler writes otherwise one day must not load all of it again unseen.
const left = lines.find((line) => /^(?!exports\.\w+ = void 0;).*require\(/.test(line));
if (modules.size === 0 || left !== undefined)
  throw new Error(`${file}: .ci/lazy-index.mjs does not know the form of ${left ?? 'any line'}`);
fs.writeFileSync(file, [...lines, LAZILY, ''].join('\n'));
