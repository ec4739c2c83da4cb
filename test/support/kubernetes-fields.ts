import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

const file = path.join(__dirname, '../../imports/kubernetes.ts');
const source = ts.createSourceFile('kubernetes.ts', fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
const interfaces = new Map(
  source.statements
    .filter(ts.isInterfaceDeclaration)
    .map((node) => [node.name.text, node.members.filter(ts.isPropertySignature)]),
);

/** The fields of a type of `imports/kubernetes.ts`. */
export function fieldsOf(type: string): string[] {
  return membersOf(type).map((member) => member.name.getText());
}

/** A value of a type of `imports/kubernetes.ts` with every field at every depth, save the fields left out, told as `Type.field`. */
export function everyField(type: string, leftOut: readonly string[] = []): Record<string, unknown> {
  return valueOfInterface(type, leftOut, []);
}

function membersOf(type: string): ts.PropertySignature[] {
  const members = interfaces.get(type);
  if (!members) throw new Error(`imports/kubernetes.ts has no interface ${type}`);
  return members;
}

function valueOfInterface(
  type: string,
  leftOut: readonly string[],
  within: readonly string[],
): Record<string, unknown> {
  const fields = membersOf(type).filter((member) => !leftOut.includes(`${type}.${member.name.getText()}`));
  return Object.fromEntries(
    fields.map((member) => [
      member.name.getText(),
      valueOf(member.type!, member.name.getText(), leftOut, [...within, type]),
    ]),
  );
}

function valueOf(type: ts.TypeNode, name: string, leftOut: readonly string[], within: readonly string[]): unknown {
  if (ts.isTypeOperatorNode(type)) return valueOf(type.type, name, leftOut, within);
  if (ts.isArrayTypeNode(type)) return [valueOf(type.elementType, name, leftOut, within)];
  if (ts.isTypeLiteralNode(type)) {
    const [signature] = type.members.filter(ts.isIndexSignatureDeclaration);
    return { [`${name}-key`]: valueOf(signature!.type, name, leftOut, within) };
  }
  switch (type.kind) {
    case ts.SyntaxKind.NumberKeyword:
      return 7;
    case ts.SyntaxKind.BooleanKeyword:
      return true;
    case ts.SyntaxKind.StringKeyword:
      return `${name}-text`;
    default:
      break;
  }
  const called = type.getText();
  if (!interfaces.has(called)) return called === 'Quantity' ? '7' : `${name}-text`;
  // A schema of a claim may contain itself; once is enough.
  return within.includes(called) ? {} : valueOfInterface(called, leftOut, within);
}
