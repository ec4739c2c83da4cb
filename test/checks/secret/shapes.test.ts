import * as fc from 'fast-check';
import { SHAPES } from '../../../src/checks/secret/key-shapes';

const NAMED = SHAPES.map((shape) => [`${shape.says}, marked ${shape.mark}`, shape] as const);

/** Their mark stands in another line, or beside the key, of the same text. */
const ELSEWHERE = ['a private key of PuTTY', 'a private JSON web key'];

/** The pattern without what it asks of the characters beside the key, which no generator knows. */
function alone({ source, flags }: RegExp): RegExp {
  let text = source.replaceAll('\\b', '');
  for (let at; (at = text.search(/\(\?<?[=!]/)) >= 0;) {
    let end = at;
    for (let depth = 0, inClass = false; end < text.length; end++) {
      const one = text[end];
      if (one === '\\') end++;
      else if (inClass) inClass = one !== ']';
      else if (one === '[') inClass = true;
      else if (one === '(') depth++;
      else if (one === ')' && --depth === 0) break;
    }
    text = text.slice(0, at) + text.slice(end + 1);
  }
  return new RegExp(text, flags.replace('g', ''));
}

test.each(NAMED.filter(([, { says }]) => !ELSEWHERE.includes(says)))(
  'whatever has the pattern of %s has its mark, without which it is not searched',
  (_, { mark, pattern }) => {
    fc.assert(
      fc.property(fc.stringMatching(alone(pattern), { maxLength: 400 }), (text) => text.includes(mark)),
      { numRuns: 50 },
    );
  },
);
