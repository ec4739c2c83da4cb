import type { FieldPath } from '../checks/field-path';

/** Thrown where an object cannot be changed without guessing or losing something. The object stays as it was, and the reason is reported. */
export class Refusal extends Error {
  /**
   * @param reason what stands in the way, and what its author is to do
   * @param path the field that stands in the way; the object itself where none is given
   */
  public constructor(
    reason: string,
    public readonly path: FieldPath = [],
  ) {
    super(reason);
    this.name = 'Refusal';
  }
}
