import { kindOf, requireFields, unknownField } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import type { CheckOptions } from './check';
import { InputError } from './model/input-error';
import type * as externalsReader from './model/read-externals';
import { PRESETS } from './preset';
import type * as allRules from './rules';
import { hideSecrets } from './secret/hide-secrets';
import { unknownRule, wrongObject } from './suppression';

// eslint-disable-next-line @typescript-eslint/no-require-imports -- who lists no externals loads no reader of YAML
const readExternals = () => require('./model/read-externals') as typeof externalsReader;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- who accepts no findings loads no rules here
const ruleIds = () => (require('./rules') as typeof allRules).RULES.map(({ id }) => id);

const OPTIONS = ['preset', 'suppressions', 'externals', 'needs'];
const SUPPRESSION = ['rule', 'object', 'reason'];

/**
 * Fails where options of the checks have a field that is not known, or a value that would silently check less or nothing: what a compiler
 * says to those who have one.
 *
 * @param where how the error names the options, such as `checks` of a `PlatformApp`
 * @param beside fields that the options of the caller have beside those of the checks
 * @throws `InputError` with the field and what is allowed
 */
export function requireCheckOptions(
  where: string,
  options: CheckOptions | undefined,
  beside: readonly string[] = [],
): void {
  if (options === undefined) return;
  const given: unknown = options;
  const allowed = [...OPTIONS, ...beside];
  if (!isMapping(given))
    throw new InputError(where, `is ${kindOf(given)}, allowed is an object of ${allowed.join(', ')}`);
  const unknown = unknownField(given, allowed);
  if (unknown !== undefined) throw new InputError(where, `has the ${unknown}`);
  const { preset, suppressions, externals, needs } = given;
  if (preset !== undefined && !PRESETS.some((known) => known === preset))
    throw new InputError(where, `preset is ${JSON.stringify(preset)}, allowed are ${PRESETS.join(', ')}`);
  if (suppressions !== undefined) requireSuppressions(`${where}.suppressions`, suppressions);
  if (externals !== undefined) readExternals().externalsOf(externals, `${where}.externals`);
  if (needs !== undefined) requireNeeds(`${where}.needs`, needs);
}

function requireSuppressions(where: string, given: unknown): void {
  if (!Array.isArray(given))
    throw new InputError(where, `is ${kindOf(given)}, allowed is a list of rule, object and reason`);
  given.forEach((one: unknown, index) => {
    const at = `${where}[${index}]`;
    if (!isMapping(one))
      throw new InputError(at, `is ${kindOf(one)}, allowed is an object of ${SUPPRESSION.join(', ')}`);
    const unknown = unknownField(one, SUPPRESSION);
    if (unknown !== undefined) throw new InputError(at, `has the ${unknown}`);
    if (typeof one.rule !== 'string')
      throw new InputError(at, `has a rule that is ${kindOf(one.rule)}, allowed is an id, such as ACC001`);
    const slip = unknownRule(one.rule, ruleIds());
    if (slip !== undefined)
      throw new InputError(at, `has the rule ${hideSecrets(JSON.stringify(one.rule))}, which ${slip}`);
    if (one.object !== undefined && typeof one.object !== 'string')
      throw new InputError(
        at,
        `has an object that is ${kindOf(one.object)}, allowed are Kind, Kind name and Kind namespace/name`,
      );
    const slipped = one.object === undefined ? undefined : wrongObject(one.object);
    if (slipped !== undefined) throw new InputError(at, `has the object ${JSON.stringify(one.object)}, ${slipped}`);
    if (typeof one.reason !== 'string' || one.reason.trim() === '')
      throw new InputError(at, `accepts ${one.rule} and needs a reason`);
  });
}

function requireNeeds(where: string, given: unknown): void {
  if (!Array.isArray(given))
    throw new InputError(where, `is ${kindOf(given)}, allowed is a list of serviceAccount, rules and reason`);
  given.forEach((one: unknown, index) => {
    requireNeed(`${where}[${index}]`, one);
  });
}

/**
 * Fails unless a value is a `Need` with all that the checks read of it.
 *
 * @param where how the error names it
 */
export function requireNeed(where: string, given: unknown): void {
  requireFields(where, given, ['serviceAccount', 'rules', 'reason']);
  const { serviceAccount, rules, reason } = given as Record<string, unknown>;
  const account = isMapping(serviceAccount) ? serviceAccount : {};
  if (typeof account.namespace !== 'string' || typeof account.name !== 'string')
    throw new Error(`${where} needs serviceAccount, an object of namespace and name`);
  if (typeof reason !== 'string') throw new Error(`${where} needs a reason`);
  if (!Array.isArray(rules))
    throw new Error(`${where} needs rules, a list; an empty one says that it asks for nothing`);
  rules.forEach((rule: unknown, index) => {
    const at = `${where} rules[${index}]`;
    requireFields(at, rule, ['apiGroups', 'resources', 'verbs', 'resourceNames', 'namespace']);
    for (const field of ['apiGroups', 'resources', 'verbs']) {
      const list: unknown = (rule as Record<string, unknown>)[field];
      if (!Array.isArray(list) || list.some((text) => typeof text !== 'string'))
        throw new Error(`${at} needs ${field}, a list of text`);
    }
  });
}
