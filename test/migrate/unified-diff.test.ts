import { execFileSync } from 'child_process';
import * as fc from 'fast-check';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { unifiedDiff } from '../../src/migrate/unified-diff';

/** What git makes of the old text with the difference. */
function applied(before: string, diff: string): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'diff-'));
  try {
    fs.writeFileSync(path.join(dir, 'a.yaml'), before);
    execFileSync('git', ['apply', '--whitespace=nowarn', '--unidiff-zero', '-'], {
      cwd: dir,
      input: diff,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    return fs.readFileSync(path.join(dir, 'a.yaml'), 'utf8');
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

test('as diff -u writes it', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n';
  expect(unifiedDiff('x/a.yaml', before, before.replace('b\n', 'B\n').replace('k\n', ''))).toBe(`--- a/x/a.yaml
+++ b/x/a.yaml
@@ -1,5 +1,5 @@
 a
-b
+B
 c
 d
 e
@@ -8,4 +8,3 @@
 h
 i
 j
-k
`);
  expect(unifiedDiff('a.yaml', before, before)).toBe('');
});

test.each([
  ['a line end that comes', 'a\nb', 'a\nb\n'],
  ['a line end that goes', 'a\nb\n', 'a\nb'],
  ['a last line without one', 'a\nb', 'A\nb'],
  ['lines of Windows', 'a\r\nb\r\n', 'a\r\nB\r\n'],
  ['one line of nothing', '', 'a\n'],
])('git applies %s', (_name, before, after) => {
  expect(applied(before, unifiedDiff('a.yaml', before, after))).toBe(after);
});

test('git makes the new text of the old one', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 30 })
    .map((lines) => `x\n${lines.join('\n')}\ny\n`);
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after);
      expect(applied(before, unifiedDiff('a.yaml', before, after))).toBe(after);
    }),
    { numRuns: 40 },
  );
});

test('a long text is cut into parts, and git makes the same of it', () => {
  const line = fc.oneof(fc.constantFrom('a', 'b', ''), fc.nat(2000).map(String));
  const text = fc.array(line, { minLength: 500, maxLength: 700 });
  fc.assert(
    fc.property(
      text,
      fc.array(fc.tuple(fc.nat(450), fc.nat(3), fc.array(line, { maxLength: 3 })), { maxLength: 30 }),
      (lines, changes) => {
        const after = [...lines];
        for (const [at, gone, come] of changes) after.splice(at, gone, ...come);
        const [from, to] = [lines, after].map((one) => `${one.join('\n')}\n`) as [string, string];
        fc.pre(from !== to);
        expect(applied(from, unifiedDiff('a.yaml', from, to))).toBe(to);
      },
    ),
    { numRuns: 25 },
  );
});
