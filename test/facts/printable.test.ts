import { oneLine, printable, visible } from '../../src/facts/printable';

describe('visible', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['\u009b31m', '\\u009b31m'],
    ['a\rb\u0000\u0007\u007f', 'a\\u000db\\u0000\\u0007\\u007f'],
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['half \ud83d of one', 'half \\ud83d of one'],
  ])('%j', (given, shown) => {
    expect(visible(given)).toBe(shown);
  });

  test('keeps words of any script, signs, line breaks and tabs', () => {
    const text = 'Größe 名前 שם 🙂 é\n\t"<>&';
    expect(visible(text)).toBe(text);
  });

  test('keeps JSON the same JSON', () => {
    const value = { name: 'a\u009b\u2028\u202e\u001b\n"' };
    expect(JSON.parse(visible(JSON.stringify(value)))).toEqual(value);
  });
});

describe('oneLine', () => {
  test('writes line breaks and tabs out', () => {
    expect(oneLine('a\n\tb')).toBe('a\\n\\tb');
  });
});

describe('printable', () => {
  test.each([
    ['a\n::error file=a::b', 'a\n\\::error file=a::b'],
    ['  ::set-output name=a::b', '  \\::set-output name=a::b'],
    ['see ##[group]', 'see #\\#[group]'.replace('#\\#', '\\##')],
    ['##vso[task.setvariable variable=x]', '\\##vso[task.setvariable variable=x]'],
  ])('%j is no command', (given, shown) => {
    expect(printable(given)).toBe(shown);
  });

  test.each(['a::b', ' fe80::1', '::1', '## heading', 'std::error::x'])('%j stays', (text) => {
    expect(printable(text)).toBe(text);
  });
});
