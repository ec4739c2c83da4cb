import * as fc from 'fast-check';
import { AMOUNT_PATTERNS, amountProblem, sizeProblem } from '../../src/core/amount';

const BYTES = 'allowed are quantities such as 512Mi or 16Gi';
const CPUS = 'allowed are quantities such as 500m or 4';

test.each([
  ['memory', '16Gi', undefined],
  ['memory', 0, undefined],
  ['memory', '1Mi', undefined],
  ['memory', 17179869184, undefined],
  ['memory', '64', `less than 1Mi; ${BYTES}`],
  ['memory', '64m', `less than 1Mi; ${BYTES}`],
  ['limits.ephemeral-storage', '10k', `less than 1Mi; ${BYTES}`],
  ['memory', '64GB', `${BYTES}; did you mean 64Gi or 64G?`],
  ['memory', '64gi', `${BYTES}; did you mean 64Gi?`],
  ['memory', '64 kb', `${BYTES}; did you mean 64Ki?`],
  ['memory', 'much', BYTES],
  ['memory', '-1Gi', BYTES],
  ['memory', 'Gi', BYTES],
  ['memory', 'E3', BYTES],
  ['requests.cpu', '500m', undefined],
  ['cpu', '100Gi', CPUS],
  ['cpu', '8 cores', CPUS],
  ['pods', '10', undefined],
  ['pods', 'ten', 'allowed are quantities such as 500m, 4 or 16Gi'],
])('%s of %s', (resource, value, problem) => {
  expect(amountProblem(resource, value)).toBe(problem);
});

test.each([
  ['1Mi', undefined],
  ['20', 'less than 1Mi; allowed is a quantity such as 20Gi'],
  ['0', 'allowed is a quantity such as 20Gi'],
  ['100GB', 'allowed is a quantity such as 20Gi; did you mean 100Gi or 100G?'],
])('a volume of %s', (size, problem) => {
  expect(sizeProblem(size, '20Gi')).toBe(problem);
});

test('the patterns for editors take each text that is an amount', () => {
  const text = fc
    .tuple(
      fc.constantFrom('', '', '+', '-', ' '),
      fc.oneof(fc.nat(3_000_000).map(String), fc.constantFrom('', '0', '00', '.5', '5.', '0.0', '.', '1.5', '007')),
      fc.constantFrom('', '', 'm', 'k', 'Ki', 'M', 'Gi', 'G', 'e3', 'E-2', 'e', 'i', 'n', 'GB', ' '),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (it) => {
      const { cpu, bytes, size } = AMOUNT_PATTERNS;
      const isTaken = {
        cpu: amountProblem('cpu', it) !== undefined || cpu.test(it),
        bytes: amountProblem('memory', it) !== undefined || bytes.test(it),
        size: sizeProblem(it, '20Gi') !== undefined || size.test(it),
      };
      expect([it, isTaken]).toEqual([it, { cpu: true, bytes: true, size: true }]);
    }),
    { numRuns: 5000 },
  );
  expect.hasAssertions();
});
