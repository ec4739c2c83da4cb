import { fileProblem } from '../../src/facts/file-problem';

const of = (code?: string): Error => Object.assign(new Error('refused'), code === undefined ? {} : { code });

test.each([
  ['EROFS', 'EROFS, the file system can only be read'],
  ['EACCES', 'EACCES, this user may not write there'],
  ['EPERM', 'EPERM, this user may not write there'],
  ['ENOSPC', 'ENOSPC, the disk is full'],
  ['EIO', 'EIO'],
  ['constructor', 'constructor'],
  [undefined, 'refused'],
])('%s', (code, text) => {
  expect(fileProblem(of(code), 'write')).toBe(text);
});

test('what is done with the file decides what it means', () => {
  expect(fileProblem(of('EACCES'), 'read')).toBe('EACCES, this user may not read it');
});
