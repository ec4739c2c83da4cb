import { essence, labelledCases, routerOf } from './cases';

const CASES = labelledCases();
// The labelled cases are no part of the package; a checkout without them skips this file.
const withCases = CASES.length === 0 ? test.skip : test;

withCases('every labelled request goes where istiod sends it', () => {
  const wrong: unknown[] = [];
  let requests = 0;
  for (const { id, gateway, objects, requests: asked } of CASES) {
    const router = routerOf(objects, gateway);
    for (const { expect: expected, ...request } of asked) {
      requests += 1;
      const { destination, path, redirect, status } = expected;
      const answer = essence(router.answer(request));
      const allowed: readonly (string | null)[] = expected.destinations ?? [destination];
      const same =
        allowed.includes(answer.destination) &&
        [answer.path, answer.redirect, answer.status].join() === [path, redirect, status].join();
      if (!same) wrong.push({ id, request, expected, answer });
    }
  }
  expect(wrong).toEqual([]);
  expect(requests).toBeGreaterThan(200);
});
