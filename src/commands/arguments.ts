import { parseArgs } from 'util';
import { nearest } from '../facts/given';
import { KUBERNETES_VERSIONS, Target } from '../facts/target';
import { hostOfFile, targetOfFile } from './target-of-file';

/** Thrown where the command line is wrong. */
export class UsageError extends Error {}

/** The options of a command by name; `multiple` ones may be given again and again, `once` ones may not: of others the last counts. */
export type Options = Readonly<
  Record<
    string,
    {
      readonly type: 'string' | 'boolean';
      readonly multiple?: boolean;
      readonly once?: boolean;
      readonly short?: string;
    }
  >
>;

type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: { [K in keyof O]: O[K] }; allowPositionals: true }>
>;

/**
 * Reads the arguments of a command. Node's own messages explain its parser; here the option is named, and those that are allowed.
 *
 * @throws `UsageError`
 */
export function parseOptions<const O extends Options>(
  args: string[],
  options: O,
): Pick<Parsed<O>, 'values' | 'positionals'> {
  const known: Options = options;
  const written = args.map((word) => withoutEquals(word, known));
  const parsed = parseArgs({ args: written, options: known, allowPositionals: true, strict: false, tokens: true });
  const { tokens } = parsed;
  const given = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(known, token.name)) {
      const names = [...Object.keys(known), 'help'];
      const allowed = names.map((name) => `--${name}`).join(', ');
      const near = token.name.length > 2 ? nearest(token.name, names) : undefined;
      const hint = near === undefined ? '' : `; did you mean '--${near}'?`;
      throw new UsageError(`${token.rawName} is no option, allowed are ${allowed}${hint}`);
    }
    const { type, once } = known[token.name]!;
    if (once && given.has(token.name)) throw new UsageError(`${token.rawName} is given twice, and takes one`);
    given.add(token.name);
    if (type === 'boolean' && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
    if (type === 'string' && (token.value === undefined || token.value === ''))
      throw new UsageError(`${token.rawName} needs a value`);
    // The word behind it is more likely the next option than its value.
    if (token.value !== undefined && !token.inlineValue && /^-./.test(token.value))
      throw new UsageError(
        `${token.rawName} needs a value; one that begins with - is written ${token.rawName}=${token.value}`,
      );
  }
  if (parsed.positionals.includes(''))
    throw new UsageError('an argument is empty, as where a variable of the shell is not set');
  return parsed as unknown as Parsed<O>;
}

/** The value of an option that takes one of a few. */
export function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  if ((allowed as readonly string[]).includes(value)) return value as T;
  const near = value.length > 2 ? nearest(value, allowed) : undefined;
  const hint = near === undefined ? '' : `; did you mean '${near}'?`;
  throw new UsageError(`${option} is '${value}', allowed are ${allowed.join(', ')}${hint}`);
}

/** `-n=team` is `-n team`, as kubectl and helm take it; Node's parser has the sign in the value. */
function withoutEquals(word: string, options: Options): string {
  const [, short, value] = /^-(\w)=(.*)$/s.exec(word) ?? [];
  const found = Object.entries(options).find(([, { type, short: own }]) => type === 'string' && own === short);
  return short === undefined || found === undefined ? word : `--${found[0]}=${value}`;
}

/** The target that is meant where none is given. */
export const DEFAULT_TARGET = `generic@${KUBERNETES_VERSIONS.newest}`;

/** The value of `--target`: a provider and a version, or the `platform.yaml` that says them. */
export function targetOf(text: string = DEFAULT_TARGET): Target {
  try {
    return isFile(text) ? targetOfFile(text) : Target.parse(text);
  } catch (error) {
    throw new UsageError(`--target: ${(error as Error).message}`);
  }
}

/** The host of the gateway that the `platform.yaml` of `--target` says; `undefined` where it says none, or is no file. */
export function hostOf(text: string): string | undefined {
  return isFile(text) ? hostOfFile(text) : undefined;
}

function isFile(text: string): boolean {
  return /\.ya?ml$/.test(text);
}
