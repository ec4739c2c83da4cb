import { isStrictSubset, parseCidr, parseIp } from '../../../../src/checks/accept/network/ip';

test.each<[string, 4 | 6, bigint]>([
  ['10.0.0.1', 4, 0x0a000001n],
  ['010.0.0.1', 4, 0x0a000001n],
  ['::', 6, 0n],
  ['::1', 6, 1n],
  ['2001:db8::ffff', 6, 0x20010db800000000000000000000ffffn],
  ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
  ['fe80::', 6, 0xfe80n << 112n],
  ['64:ff9b::10.0.0.1', 6, (0x64ff9bn << 96n) + 0x0a000001n],
  ['::ffff:10.0.0.1', 4, 0x0a000001n],
])('%s is an address', (text, family, value) => {
  expect(parseIp(text)).toMatchObject({ family, value });
});

test.each(['', '10.0.0', '10.0.0.256', '10.0.0.1.', 'localhost', 'fe80::1%eth0', '10.0.0.1/8', ':::'])(
  "'%s' is no address",
  (text) => {
    expect(parseIp(text)).toBeUndefined();
  },
);

test.each(['', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '/8', '::/129', '10.0.0.0/-1'])("'%s' is no range", (text) => {
  expect(parseCidr(text)).toBeUndefined();
});

test.each<[string, string, boolean]>([
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '10.0.0.0/8', false],
  ['11.0.0.0/16', '10.0.0.0/8', false],
  ['10.0.0.0/7', '10.0.0.0/8', false],
  ['2001:db8:1::/48', '2001:db8::/32', true],
  ['2001:db8::/48', '10.0.0.0/8', false],
])('%s within %s: %s', (inner, outer, expected) => {
  expect(isStrictSubset(parseCidr(inner)!, parseCidr(outer)!)).toBe(expected);
});
