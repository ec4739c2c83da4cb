import Ajv from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { readSchema } from '../blueprint/read-schema';
import { toProblems } from '../blueprint/schema-problems';
import type { ConfigProblem } from '../blueprint/problem';

const validators = new Map<'fleet' | 'platform', ValidateFunction>();

/**
 * What is wrong with a value by one of the schemas that `npm run schema` writes: the key, what was given and what is allowed.
 *
 * @param schema `fleet` or `platform`
 */
export function schemaProblems(schema: 'fleet' | 'platform', value: unknown): ConfigProblem[] {
  const validate = validatorOf(schema);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  const forms = errors.filter(({ keyword }) => keyword === 'anyOf');
  return toProblems(errors.filter((error) => forms.every((form) => isMeant(error, form, errors))));
}

/**
 * Of a value that may be text or a mapping, the errors of every form come. Those inside of a mapping say more than that it is none of
 * the forms; without any the one of the whole says all.
 */
function isMeant(error: ErrorObject, form: ErrorObject, errors: readonly ErrorObject[]): boolean {
  const at = form.instancePath;
  const inside = ({ instancePath, keyword }: ErrorObject): boolean =>
    instancePath.startsWith(`${at}/`) || (instancePath === at && keyword !== 'anyOf' && keyword !== 'type');
  const isWhole = error.instancePath === at && (error.keyword === 'anyOf' || error.keyword === 'type');
  if (!isWhole && !inside(error)) return true;
  return errors.some(inside) ? inside(error) : error === form;
}

function validatorOf(name: 'fleet' | 'platform'): ValidateFunction {
  let validate = validators.get(name);
  if (!validate) {
    validate = new Ajv({ allErrors: true, verbose: true, strict: false, allowUnionTypes: true }).compile(
      readSchema(name),
    );
    validators.set(name, validate);
  }
  return validate;
}
