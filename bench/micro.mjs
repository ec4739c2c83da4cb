// `npm run bench`: the median time of each thing measured, in milliseconds. A number to look at, not a test.
import runner from './runner.mjs';

const WARM_UP = 300;
const ROUNDS = 1000;

for (const [name, act] of Object.entries({ ...runner })) {
  for (let round = 0; round < WARM_UP; round++) act();
  const times = Array.from({ length: ROUNDS }, () => {
    const begin = process.hrtime.bigint();
    act();
    return Number(process.hrtime.bigint() - begin) / 1e6;
  }).sort((a, b) => a - b);
  console.log(`${name}: ${times[ROUNDS / 2].toFixed(3)} ms`);
}
