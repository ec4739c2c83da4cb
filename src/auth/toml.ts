/** A value of a flat TOML file. */
export type TomlValue = string | boolean | readonly string[];

/** Writes settings as a flat TOML file, in their order; settings without a value are left out. */
export function toToml(settings: Readonly<Record<string, TomlValue | undefined>>): string {
  const given = Object.entries(settings).filter((entry): entry is [string, TomlValue] => entry[1] !== undefined);
  // A string of JSON is a basic string of TOML, and so is a list of them.
  return given.map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`).join('');
}
