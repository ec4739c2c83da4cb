import * as path from 'path';
import * as ts from 'typescript';

const ROOT = path.resolve(__dirname, '../..');
const ENTRIES = ['src/index.ts', 'src/jest.ts'];

/** One name that users can import, or a member of it, as the compiler sees it. */
export interface PublicName {
  /** `istio` for what is in a namespace, otherwise nothing. */
  readonly namespace?: string;
  /** `RouteTable`, or `RouteTable.add` for a member. */
  readonly name: string;
  /** What its comment says, without tags. */
  readonly description: string;
  /** Where it is declared, from the root of the repository. */
  readonly at: string;
}

/** All that `src/index.ts` and `src/jest.ts` export. */
export interface PublicApi {
  readonly names: readonly PublicName[];
  readonly members: readonly PublicName[];
}

/** Reads the exports by the compiler, and not by what writes the reference. */
export function publicApi(): PublicApi {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(ROOT, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
      },
    },
  )!;
  const program = ts.createProgram(
    ENTRIES.map((entry) => path.join(ROOT, entry)),
    config.options,
  );
  const reader = new Reader(program.getTypeChecker());
  for (const entry of ENTRIES) reader.module(program.getSourceFile(path.join(ROOT, entry))!);
  return reader;
}

class Reader implements PublicApi {
  public readonly names: PublicName[] = [];
  public readonly members: PublicName[] = [];

  public constructor(private readonly checker: ts.TypeChecker) {}

  public module(file: ts.SourceFile): void {
    const module = this.checker.getSymbolAtLocation(file)!;
    for (const exported of this.checker.getExportsOfModule(module)) {
      const symbol = this.followed(exported);
      if (symbol.flags & ts.SymbolFlags.ValueModule) {
        for (const inner of this.checker.getExportsOfModule(symbol)) this.name(inner, exported.name);
      } else this.name(exported);
    }
  }

  private followed(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  private name(exported: ts.Symbol, namespace?: string): void {
    const symbol = this.followed(exported);
    this.names.push(this.said(symbol, exported.name, namespace));
    for (const member of this.ownMembers(symbol))
      this.members.push(this.said(member, `${exported.name}.${member.name}`, namespace));
  }

  /** Properties and methods that it declares itself, and that a user can see. */
  private ownMembers(symbol: ts.Symbol): ts.Symbol[] {
    const statics = symbol.flags & ts.SymbolFlags.Class ? [...(symbol.exports?.values() ?? [])] : [];
    return [...(symbol.members?.values() ?? []), ...statics].filter((member) => {
      const [declaration] = member.declarations ?? [];
      if (!declaration || !(member.flags & (ts.SymbolFlags.Property | ts.SymbolFlags.Method | ts.SymbolFlags.Accessor)))
        return false;
      const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
      const internal = ts.getJSDocTags(declaration).some((tag) => tag.tagName.text === 'internal');
      return !(ts.getCombinedModifierFlags(declaration) & hidden) && !internal;
    });
  }

  private said(symbol: ts.Symbol, name: string, namespace?: string): PublicName {
    const declaration = symbol.declarations![0]!;
    const file = declaration.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(declaration.getStart());
    return {
      namespace,
      name,
      description: ts.displayPartsToString(symbol.getDocumentationComment(this.checker)).trim(),
      at: `${path.relative(ROOT, file.fileName)}:${line + 1}`,
    };
  }
}
