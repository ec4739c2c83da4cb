// @ts-check

const WIDTH = 140;

/**
 * The compact schemas of a group as JSON: what fits on a line stays on one, the rest is broken with one space of indentation.
 * About two fifths of the usual two-space form, and a changed rule is still a changed line.
 *
 * @param {readonly import('./normalise.mjs').Kind[]} kinds
 */
export function schemaFile(kinds) {
  return printJson({ kinds });
}

/** @param {object} value */
export function printJson(value) {
  return `${print(value, 0, 0)}\n`;
}

/**
 * @param {any} value
 * @param {number} depth
 * @param {number} used columns taken on the line before the value
 * @returns {string}
 */
function print(value, depth, used) {
  const line = JSON.stringify(value);
  if (value === null || typeof value !== 'object' || used + line.length <= WIDTH) return line;
  const pad = ' '.repeat(depth + 1);
  const inner = Array.isArray(value)
    ? value.map((item) => pad + print(item, depth + 1, depth + 1))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => {
          const start = `${pad}${JSON.stringify(key)}:`;
          return start + print(item, depth + 1, start.length);
        });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inner.join(',\n')}\n${' '.repeat(depth)}${close}`;
}
