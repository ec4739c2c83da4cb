// Writes the tables of options into docs/systems: of each construct that a page names between its markers, every property with type, default
// and meaning, from the comments in the code. With --check it writes nothing, and ends with 1 where a page is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');
const pages = join(root, 'docs/systems');
const MARKED = /(<!-- options: ([\w., ]+) -->\n)[\s\S]*?(<!-- end of options -->)/g;

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const program = ts.createProgram([join(src, 'index.ts')], { ...options, noEmit: true });
const checker = program.getTypeChecker();

/** What a module exports, by name. */
function exportsOf(symbol) {
  return new Map(checker.getExportsOfModule(symbol).map((one) => [one.name, aliased(one)]));
}

function aliased(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

const library = exportsOf(checker.getSymbolAtLocation(program.getSourceFile(join(src, 'index.ts'))));

/** The type whose properties are the options of `system.Name`: that of a constructor's last parameter, or the interface itself. */
function propsOf(path) {
  const [system, name] = path.split('.');
  const symbol = exportsOf(library.get(system)).get(name);
  if (!symbol) throw new Error(`${path} is not exported`);
  if (!(symbol.flags & ts.SymbolFlags.Class)) return checker.getDeclaredTypeOfSymbol(symbol);
  const [signature] = checker.getTypeOfSymbol(symbol).getConstructSignatures();
  const parameter = signature.parameters.at(-1);
  return checker.getNonNullableType(checker.getTypeOfSymbol(parameter));
}

function textOf(parts) {
  return ts.displayPartsToString(parts).replace(/\s+/g, ' ').trim();
}

/** A text of a comment as Markdown: what is linked to is code. */
function prose(text) {
  return text.replace(/\{@link (?:[^}|\s]*\|)?\s*([^}]+?)\s*\}/g, '`$1`');
}

function cell(text) {
  return text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}

/** The type as it is written, without `readonly`. Names of one's own types stay names. */
function typeOf(property) {
  const [declaration] = property.declarations ?? [];
  const written = declaration?.type?.getText() ?? checker.typeToString(checker.getTypeOfSymbol(property));
  const text = written.replace(/\s+/g, ' ').replace(/\breadonly /g, '');
  return text.replace(/\bReadonly<(Record<.*>)>/g, '$1').replace(/^\| /, '');
}

/** A value alone; what has words beside it is no code. */
const LITERAL = /^('[^']*'|[\w.]+|\{[^}]*\}|\[[^\]]*\]|`[^`]*`)$/;

/** The default as behaviour: code where the comment has code, else its words. */
function defaultOf(property) {
  const tag = property.getJsDocTags(checker).find(({ name }) => name === 'default');
  if (tag) {
    const text = textOf(tag.text);
    if (text.startsWith('- ')) return prose(text.slice(2));
    return LITERAL.test(text) ? `\`${text.replace(/`/g, '')}\`` : prose(text);
  }
  return property.flags & ts.SymbolFlags.Optional ? '' : 'required';
}

function rowOf(property) {
  const says = prose(textOf(property.getDocumentationComment(checker)));
  return `| \`${property.name}\` | \`${cell(typeOf(property))}\` | ${cell(defaultOf(property))} | ${cell(says)} |`;
}

/** The members of a union have some properties in common; each property of any of them is an option. */
function propertiesOf(type) {
  const types = type.isUnion() ? type.types : [type];
  const found = new Map();
  for (const property of types.flatMap((one) => checker.getPropertiesOfType(one)))
    if (!found.has(property.name)) found.set(property.name, property);
  const options = [...found.values()].filter((property) => !(property.flags & ts.SymbolFlags.Method));
  return options.filter((property) => !/\bnever\b/.test(typeOf(property)));
}

/** The interfaces of the same system that the types of properties name, and those that these name. */
function typesBeside(path, seen) {
  const [system] = path.split('.');
  const exported = new Map([...exportsOf(library.get(system))].map(([name, symbol]) => [symbol, name]));
  const found = [];
  const visit = (node) => {
    if (ts.isTypeReferenceNode(node)) {
      const symbol = checker.getSymbolAtLocation(node.typeName);
      const named = symbol && aliased(symbol);
      const name = named && exported.get(named);
      if (name !== undefined && !seen.has(`${system}.${name}`)) {
        seen.add(`${system}.${name}`);
        if (named.flags & ts.SymbolFlags.Interface) found.push(`${system}.${name}`);
        for (const declaration of named.declarations ?? []) if (!ts.isClassDeclaration(declaration)) visit(declaration);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const property of propertiesOf(propsOf(path)))
    for (const declaration of property.declarations ?? []) visit(declaration);
  return found;
}

function tableOf(path) {
  const properties = propertiesOf(propsOf(path));
  if (properties.length === 0) throw new Error(`${path} has no properties`);
  const required = (property) => !(property.flags & ts.SymbolFlags.Optional);
  const sorted = [...properties.filter(required), ...properties.filter((property) => !required(property))];
  const rows = sorted.map(rowOf).join('\n');
  return `\n**\`${path}\`**\n\n| Option | Type | Default | What |\n| --- | --- | --- | --- |\n${rows}\n\n`;
}

/** Tables whose columns are not aligned: a longer word would change every line of them. */
const IGNORED = ['<!-- prettier-ignore-start -->\n', '<!-- prettier-ignore-end -->\n'];

/** The tables of a page, and below each the types that its options have. */
function tablesOf(paths) {
  const seen = new Set(paths);
  return paths.map((path) => {
    const beside = typesBeside(path, seen);
    if (beside.length === 0) return tableOf(path);
    // By name: the reference, which a link would lead to, is not in the package, and these pages are.
    return `${tableOf(path)}Types: ${beside.map((one) => `\`${one}\``).join(', ')}\n\n`;
  });
}

let stale = 0;
for (const file of readdirSync(pages)
  .filter((name) => name.endsWith('.md'))
  .sort()) {
  const path = join(pages, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(MARKED, (_all, start, names, end) => {
    return `${start}${IGNORED[0]}${tablesOf(names.split(', ')).join('')}${IGNORED[1]}${end}`;
  });
  if (after === before) continue;
  if (!process.argv.includes('--check')) writeFileSync(path, after);
  else {
    stale += 1;
    console.error(`${relative(root, path)} is stale: npm run docs`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
