import { amountProblem, sizeProblem } from '../../src/core/amount';

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
