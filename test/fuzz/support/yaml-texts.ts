import * as fc from 'fast-check';
import { TEXTS } from './corpus';

/** Scalars that readers of YAML have words for, or read in another way than each other. */
const SCALAR = fc.oneof(
  fc.constantFrom(
    ...[
      'a',
      'yes',
      'on',
      'y',
      'NO',
      'Off',
      'true',
      'null',
      '~',
      '',
      '0',
      '-0',
      '00',
      '0755',
      '08',
      '0o17',
      '0x1F',
      '0b11',
    ],
    ...['1e3', '1_000', '1.', '.5', '-.5e-3', '.inf', '-.INF', '.nan', '9223372036854775807', '18446744073709551616'],
    ...[
      '1e400',
      '123456789012345678901234567890',
      '2001-12-14t21:59:43.10-05:00',
      '2001-1-1',
      '12:30:45',
      '190:20:30.15',
    ],
    ...[
      '"\\u0000"',
      '"\\ud83d"',
      '"\\x41\\n"',
      "'it''s'",
      '"open',
      "'open",
      '"a\\q"',
      '\u{1F600}',
      '\uFEFF',
      '\u2028',
      '\u0085',
    ],
    ...[
      'constructor',
      '__proto__',
      'toString',
      '<<',
      '=',
      '!',
      '!!str 1',
      '!!int "1"',
      '!!binary YQ==',
      '!!binary "?"',
    ],
    ...[
      '!!timestamp 2001-01-01',
      '!!set {a}',
      '!!omap [a: 1]',
      '!!map',
      '!!seq {}',
      '!Ref a',
      '!<tag:a> b',
      '!!float x',
    ],
    ...[
      '@a',
      '`a',
      '%a',
      '- a',
      '? a',
      ': a',
      'a: b',
      'a #b',
      'a:',
      '#a',
      '[a',
      '{a',
      'a]',
      '&a',
      '&a b',
      '*a',
      '*b',
      '&b',
    ],
    ...[
      '|\n  text\n',
      '>-\n  folded\n  text\n',
      '|2\n    two\n',
      '|+\n\n',
      '>9\n a\n',
      '|\n\ttab\n',
      '|-',
      '{{ .Values.a }}',
    ],
  ),
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.double().map(String),
  fc.bigInt().map(String),
);

const KEY = fc.oneof(
  fc.constantFrom(
    'apiVersion',
    'kind',
    'metadata',
    'name',
    'spec',
    'data',
    'items',
    'a',
    'a',
    '<<',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom('? ', '"a"', "'a'", '1', 'null', '~', '[a]', '{a: b}', '*a', '&a a', 'yes', '!!str a', '? |\n  a\n'),
);

/** One node in flow style, on one line. */
const { flow } = fc.letrec<{ flow: string }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 3 },
    SCALAR,
    fc.array(tie('flow'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc.array(fc.tuple(KEY, tie('flow')), { maxLength: 3 }).map((pairs) => {
      return `{${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')}}`;
    }),
  ),
}));

const ANCHOR = fc.constantFrom('', '', '', '', '', '&a ', '&b ', '!!map ', '!t ');
const INDENT = fc.constantFrom('  ', '  ', '  ', '  ', ' ', '    ', '\t', '');

function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}

/** Mappings and lists in block style. */
const { block } = fc.letrec<{ block: string }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 4 },
    flow.map((text) => `${text}\n`),
    fc.array(fc.tuple(KEY, ANCHOR, flow), { minLength: 1, maxLength: 5 }).map((pairs) => {
      return pairs.map(([key, anchor, value]) => `${key}: ${anchor}${value}\n`).join('');
    }),
    fc.array(fc.tuple(KEY, ANCHOR, INDENT, tie('block')), { minLength: 1, maxLength: 3 }).map((pairs) => {
      return pairs.map(([key, anchor, by, value]) => `${key}: ${anchor}\n${indented(value, by)}`).join('');
    }),
    fc.array(tie('block'), { minLength: 1, maxLength: 3 }).map((items) => {
      return items.map((item) => `- ${indented(item, '  ').trimStart()}`).join('');
    }),
  ),
}));

const OBJECT = block.map((text) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n${text}`);
const LIST = fc
  .array(block, { maxLength: 3 })
  .map((items) => `kind: List\nitems:\n${items.map((item) => `- kind: A\n${indented(item, '  ')}`).join('')}`);

/** `a0: &a0 [x, x]`, `a1: &a1 [*a0, *a0]` and so on: some are small and some go off. */
const BOMB = fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 9 })).map(([levels, width]) => {
  const rows = Array.from({ length: levels }, (_, level) => {
    const items = Array.from({ length: width }, () => (level === 0 ? 'x' : `*a${level - 1}`));
    return `  a${level}: &a${level} [${items.join(', ')}]\n`;
  });
  return `kind: A\ndata:\n${rows.join('')}`;
});

const DEEP = fc
  .tuple(fc.integer({ min: 1, max: 1500 }), fc.constantFrom('[', '{a: ', '- ', '{"a":', '[[', '? '))
  .map(
    ([depth, open]) =>
      `kind: A\nspec: ${open.startsWith('-') || open.startsWith('?') ? '\n ' : ''}${open.repeat(depth)}`,
  );

const DOCUMENT = fc.oneof(
  { weight: 6, arbitrary: OBJECT },
  { weight: 3, arbitrary: block },
  { weight: 2, arbitrary: LIST },
  { weight: 1, arbitrary: BOMB },
  { weight: 1, arbitrary: fc.constantFrom('', '\n', '# nothing\n', 'null\n', '~\n', '{}\n', '[]\n', 'text\n') },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2, '\t')).map(([value, by]) => {
      return `${JSON.stringify(typeof value === 'object' ? value : { kind: 'A', value }, null, by)}\n`;
    }),
  },
);

const SEPARATOR = fc.constantFrom(
  '---\n',
  '---\n',
  '--- # a\n',
  '---\r\n',
  '...\n',
  '...\n---\n',
  '--- text\n',
  '----\n',
  '%YAML 1.2\n---\n',
);

/** A file of documents, near to what people write. */
const MADE = fc
  .array(fc.tuple(SEPARATOR, DOCUMENT), { maxLength: 4 })
  .map((parts) => parts.map(([separator, document], index) => (index === 0 ? '' : separator) + document).join(''));

const PIECE = fc.oneof(
  fc.constantFrom(
    '',
    '\n',
    '  ',
    '\t',
    ': ',
    '- ',
    '*a',
    '&a ',
    '!!map ',
    '|\n',
    '"',
    "'",
    '{',
    ']',
    '---\n',
    '...\n',
    '%',
    '#',
  ),
  fc.constantFrom('? ', '<<: ', '\r', '\0', '\uFEFF', '\ud800', '{{ a }}', ',', '\\', 'kind: List\n', 'items:\n'),
  fc.string({ maxLength: 4 }),
);

/** A file of real manifests with a few edits. */
const EDITED = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(20), PIECE), { minLength: 1, maxLength: 4 }),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [place, length, by]) => {
      const at = Math.floor(place * edited.length);
      return edited.slice(0, at) + by + edited.slice(at + length);
    }, text),
  );

const LINE_ENDS = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text,
  (text) => text,
  (text) => text.replace(/\n/g, '\r\n'),
  (text) => `\uFEFF${text}`,
  (text) => text.trimEnd(),
);

/** Texts of files: YAML, nearly YAML, and JSON. */
export const yamlText = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: MADE },
      { weight: 3, arbitrary: EDITED },
      { weight: 1, arbitrary: fc.oneof({ weight: 9, arbitrary: BOMB }, { weight: 1, arbitrary: DEEP }) },
    ),
    LINE_ENDS,
  )
  .map(([text, ends]) => ends(text));
