/** Thrown where a name is none of the fleet, or a key none of a cluster. */
export class SelectionError extends Error {}
