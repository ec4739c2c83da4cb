/** Shapes of properties that many constructs have, with what an error says is allowed. */

/** Labels, annotations and the like. */
export const TEXTS = { 'object?': "an object of names and texts, such as { team: 'ml' }" } as const;

/** Feature gates. */
export const SWITCHES = { 'object?': 'an object of names, each with true or false' } as const;

/** The pods of a workload. */
export const TEMPLATE = {
  object:
    "an object of containers and what else pods have, such as { containers: [{ name: 'main', image: 'registry.example.com/main:1' }] }",
} as const;

/** An object of Kubernetes, which the API server's schema knows closer. */
export function objectOf(...fields: readonly string[]): { readonly 'object?': string } {
  return { 'object?': `an object of ${fields.join(', ')}` };
}

/** A list of objects of Kubernetes. */
export function listOf(what: string): { readonly 'list?': string } {
  return { 'list?': `a list of ${what}` };
}

/** Routes of a gateway. */
export const ROUTES = {
  'made?': ['add', "a RouteTable, such as new istio.RouteTable(chart, 'routes', { gateway })"],
} as const;

/** The headers that name the user. */
export const HEADERS = {
  'made?': [
    'prefix',
    "an IdentityHeaders, such as IdentityHeaders.KUBEFLOW or new IdentityHeaders({ userId: 'x-user' })",
  ],
} as const;
