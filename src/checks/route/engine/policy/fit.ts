/** Whether something fits a request: it does, it does not for a reason, or it depends on facts that the question does not give. */
export type Fit =
  | { readonly is: 'yes' }
  | { readonly is: 'no'; readonly because: string }
  | { readonly is: 'depends'; readonly on: readonly string[] };

/** It fits. */
export const YES: Fit = { is: 'yes' };

/** It does not fit. */
export function no(because: string): Fit {
  return { is: 'no', because };
}

/** It depends on a fact that is not given. */
export function depends(on: string): Fit {
  return { is: 'depends', on: [on] };
}

/** Whether all of several fit: one that does not decides, whatever others depend on. */
export function all(fits: Iterable<Fit>): Fit {
  const on = new Set<string>();
  for (const fit of fits) {
    if (fit.is === 'no') return fit;
    if (fit.is === 'depends') for (const one of fit.on) on.add(one);
  }
  return on.size === 0 ? YES : { is: 'depends', on: [...on] };
}

/**
 * Whether one of several fits; none of nothing does.
 *
 * @param because why none fits
 */
export function any(fits: Iterable<Fit>, because: string): Fit {
  const on = new Set<string>();
  for (const fit of fits) {
    if (fit.is === 'yes') return fit;
    if (fit.is === 'depends') for (const one of fit.on) on.add(one);
  }
  return on.size === 0 ? no(because) : { is: 'depends', on: [...on] };
}

/** Whether something does not fit. */
export function not(fit: Fit, because: string): Fit {
  if (fit.is === 'depends') return fit;
  return fit.is === 'yes' ? no(because) : YES;
}
