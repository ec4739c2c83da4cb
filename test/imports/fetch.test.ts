import { evaluate, sources } from './tool';

const SOURCE = { repository: 'owner/name', path: 'config/crd.yaml', ref: 'v1.0.0', commit: 'abc123' };
const ADDRESS = 'https://raw.githubusercontent.com/owner/name/abc123/config/crd.yaml';

/** Loads through a `fetch` whose answer is the given expression; reports what was asked and what came of it. */
function load(answer: string, source: object = SOURCE): { asked: string[]; loaded?: object; error?: any } {
  return evaluate(
    `
    const { remoteLoader } = await tool('load.mjs');
    const { ImportError } = await tool('errors.mjs');
    const asked = [];
    const loader = remoteLoader(async (address) => { asked.push(address); return ${answer}; });
    try {
      const [loaded] = await Promise.all([loader.customResource(input), loader.customResource(input)]);
      return { asked, loaded };
    } catch (error) {
      return { asked, error: { expected: error instanceof ImportError, message: error.message, exitCode: error.exitCode } };
    }`,
    source,
  );
}

test('a pinned file is fetched at its commit, once', () => {
  expect(load(`new Response('text')`)).toEqual({ asked: [ADDRESS], loaded: { text: 'text', origin: ADDRESS } });
});

test('the tag is used where no commit is known', () => {
  const { commit: _, ...source } = SOURCE;
  expect(load(`new Response('')`, source).asked).toEqual([ADDRESS.replace('abc123', 'v1.0.0')]);
});

test('HTTP 404 names the address and the status', () => {
  expect(load(`new Response('404: Not Found', { status: 404, statusText: 'Not Found' })`).error).toEqual({
    expected: true,
    exitCode: 1,
    message: `cannot fetch ${ADDRESS}: HTTP 404 Not Found; check repository, path and commit in sources.json`,
  });
});

test('a network failure names the address and the cause below "fetch failed"', () => {
  const failing = `Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND\\n host') }))`;
  expect(load(failing).error).toEqual({
    expected: true,
    exitCode: 1,
    message: `cannot fetch ${ADDRESS}: fetch failed: getaddrinfo ENOTFOUND host; check the network, or give local files with --from DIR`,
  });
});

test('an answer that breaks off is a network failure too', () => {
  expect(
    load(`({ ok: true, status: 200, text: () => Promise.reject(new Error('terminated')) })`).error.message,
  ).toContain(`cannot fetch ${ADDRESS}: terminated`);
});

test('every source is pinned: a commit for each custom resource, a tag for each Kubernetes release', () => {
  for (const { commit, date, licence } of sources().customResources) {
    expect({ commit, date, licence }).toEqual({
      commit: expect.stringMatching(/^[0-9a-f]{40}$/),
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      licence: 'Apache-2.0',
    });
  }
  for (const { release, ref } of sources().kubernetes) expect(ref).toBe(`v${release}`);
});
