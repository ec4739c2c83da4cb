import { checkOne, configMap } from '../support';

test('REF003 reports each lost patch at its field', () => {
  const lostPatches = [
    { operation: 'add /spec/a', path: '/spec/a' },
    { operation: 'add /spec/b', path: '/spec/b/c' },
  ];
  expect(checkOne(configMap({ name: 'a' }), { lostPatches })).toEqual(['REF003 spec.a', 'REF003 spec.b.c']);
});

test.each([[undefined], [[]]])('REF003 does not report %p', (lostPatches) => {
  expect(checkOne(configMap({ name: 'a' }), { lostPatches })).toEqual([]);
});
