// @ts-check

const WIDTH = 140;

/**
 * The compact schemas of a group as JSON: what fits on a line stays on one, the rest is broken into lines without indentation, which
 * would be a fifth of the packed files. A changed rule is still a changed line.
 *
 * @param {readonly import('./normalise.mjs').Kind[]} kinds
 */
export function schemaFile(kinds) {
  return printJson({ kinds });
}

/** @param {object} value */
export function printJson(value) {
  return `${print(value, 0)}\n`;
}

/**
 * @param {any} value
 * @param {number} used columns taken on the line before the value
 * @returns {string}
 */
function print(value, used) {
  const line = JSON.stringify(value);
  if (value === null || typeof value !== 'object' || used + line.length <= WIDTH) return line;
  const inner = Array.isArray(value)
    ? value.map((item) => print(item, 0))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => {
          const start = `${JSON.stringify(key)}:`;
          return start + print(item, start.length);
        });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${inner.join(',\n')}\n${close}`;
}
