/**
 * Amounts of a configuration, with CPUs as every object takes them: YAML reads `1.5` as a number, and schemas of custom resources have whole
 * numbers and text alone.
 */
export function withCpus<T extends { readonly cpu?: number | string }>(amounts: T): T {
  const { cpu } = amounts;
  return typeof cpu === 'number' && !Number.isInteger(cpu) ? { ...amounts, cpu: String(cpu) } : amounts;
}
