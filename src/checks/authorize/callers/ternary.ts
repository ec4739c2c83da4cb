/** Whether something holds: for every request, for none, or for some, which depends on what is not known, such as a header. */
export type Ternary = 'yes' | 'no' | 'some';

/** The opposite. */
export function not(value: Ternary): Ternary {
  return value === 'some' ? 'some' : value === 'yes' ? 'no' : 'yes';
}

/** Yes where all are; of nothing yes. */
export function all(values: Iterable<Ternary>): Ternary {
  let result: Ternary = 'yes';
  for (const value of values) {
    if (value === 'no') return 'no';
    if (value === 'some') result = 'some';
  }
  return result;
}

/** Yes where one is; of nothing no. */
export function any(values: Iterable<Ternary>): Ternary {
  return not(all([...values].map(not)));
}

/** A plain answer as one of three. */
export function sure(value: boolean): Ternary {
  return value ? 'yes' : 'no';
}
