/** Functions that Kubernetes' CEL has in another way than the library; each has a name of its own in the environment. */
const RENAMED: Readonly<Record<string, string>> = {
  'int(': 'goInt(',
  'duration(': 'goDuration(',
  '.matches(': '.goMatches(',
};

/** A string literal with its quotes, or a place where a renamed function is called. */
const TOKENS =
  /[rR]?("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\b(?:int|duration)\(|\.matches\(/g;

/** `has(a[0].b)`, which the library does not read. */
const HAS_INDEX = /\bhas\(((?:\w+\.)*\w+\[\d+\](?:\.\w+)*)\.(\w+)\)/g;

/** Syntax of CEL that the library does not have: objects of a type, entries that may be missing, names in backticks, raw bytes, `.5`. */
const BEYOND = /\w\s*\{|[{[,]\s*\?|`|\b(?:[rR][bB]|[bB][rR])['"]|(?:^|[^\w.)\]])\.\s*\w|\d\.(?!\d)/;

/** Whether an expression that the library can't read may be one nevertheless. */
export function mayBeBeyondLibrary(source: string): boolean {
  return BEYOND.test(source.replace(TOKENS, (token) => RENAMED[token] ?? token.replace(/(['"])[\s\S]*/, '$1$1')));
}

/** A rule as the library reads it. */
export function librarySource(rule: string): string {
  const named = rule.replace(TOKENS, (token) => RENAMED[token] ?? token);
  return named.replace(HAS_INDEX, '[$1].all(only_, has(only_.$2))');
}
