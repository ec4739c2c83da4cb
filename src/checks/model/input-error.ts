import { requireObjects, requireText } from '../../facts/given';
import { hideField } from '../../facts/hide-field';

/**
 * Thrown where input cannot be read: a missing file, a binary one, text that is not YAML, what is no list of manifests, or a question that
 * asks nothing. It says nothing of what manifests hold; that is what a `Finding` does.
 */
export class InputError extends Error {
  /**
   * @param place the file, and the line where it is known
   * @param problem what is wrong with it, and how to mend it
   */
  public constructor(
    place: string,
    public readonly problem: string,
  ) {
    requireText('place of an InputError', place, 'app.yaml:3');
    requireText('problem of an InputError', problem, 'is not YAML');
    super(`${place}: ${problem}`);
    this.name = 'InputError';
    hideField(this, 'problem');
  }

  /** One error that tells of several files, a line each; of many it names the first twenty. */
  public static of(errors: readonly InputError[]): InputError {
    requireObjects('the errors of InputError.of', errors, ['message']);
    const [first] = errors;
    if (first && errors.length === 1) return first;
    const lines = errors.slice(0, 20).map(({ message }) => message);
    if (errors.length > lines.length) lines.push(`and ${errors.length - lines.length} more files`);
    const error = new InputError('', '');
    error.message = lines.join('\n');
    return error;
  }
}
