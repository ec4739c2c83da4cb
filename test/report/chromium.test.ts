import axe from 'axe-core';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { KubernetesObject, Manifest } from '../../src/checks/manifest';
import { Target } from '../../src/facts/target';
import { report } from '../../src/report/report';
import { CHROMIUM, launch } from './chromium';
import { HOSTILE } from './hostile';
import { reference } from './support';

/** A busy machine is slow, not wrong. */
const PATIENCE = 300_000;
jest.setTimeout(PATIENCE);

const inChromium = CHROMIUM === undefined ? describe.skip : describe;

inChromium(
  'in Chromium (skipped where neither /usr/bin/chromium nor $CHROMIUM is there: apt-get install chromium)',
  () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'report-'));
    let browser: Browser;
    /** What no page may do: log, fail, open a dialog, ask for anything but its own file. */
    let odd: string[];

    beforeAll(async () => {
      browser = await launch();
    });

    afterAll(async () => {
      await browser.close();
      fs.rmSync(folder, { recursive: true });
    });

    beforeEach(() => {
      odd = [];
    });

    async function open(
      manifests: readonly (KubernetesObject | Manifest)[],
      options: BrowserContextOptions = {},
    ): Promise<Page> {
      const file = path.join(folder, 'index.html');
      fs.writeFileSync(file, report(manifests, Target.aks('1.34')).html);
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      page.on('console', (message) => odd.push(`console: ${message.text()}`));
      page.on('pageerror', (error) => odd.push(`error: ${error.message}`));
      page.on('dialog', (dialog) => odd.push(`dialog: ${dialog.message()}`));
      page.on('request', (request) => {
        if (request.url().split('#')[0] !== `file://${file}`) odd.push(`request: ${request.url()}`);
      });
      await page.goto(`file://${file}`);
      return page;
    }

    const shown = (page: Page, selector: string): Promise<number> => page.locator(`:is(${selector}):visible`).count();
    const status = (page: Page): Promise<string | null> => page.locator('#found').textContent();

    test('it opens from the file system, logs nothing and asks for nothing', async () => {
      const page = await open(reference());
      expect(await page.title()).toBe('Platform report');
      expect(await shown(page, 'main section')).toBe(9);
      expect(odd).toEqual([]);
    });

    test('what is HTML in a manifest does nothing', async () => {
      const page = await open(HOSTILE);
      expect(await page.locator('img, iframe, main script').count()).toBe(0);
      expect(await shown(page, 'main section')).toBe(9);
      expect(odd).toEqual([]);
    });

    test('/ leads to the search, words narrow every list, Escape brings all back', async () => {
      const page = await open(reference());
      const all = await shown(page, '.object');
      await page.keyboard.press('/');
      expect(await page.evaluate('document.activeElement.id')).toBe('q');
      await page.keyboard.type('networkpolicy minio');
      await page.locator('#found:not(:empty)').waitFor();
      expect(await status(page)).toMatch(/^\d+ of \d+ rows$/);
      expect(await page.locator('.object:visible > summary').allTextContents()).toEqual([
        expect.stringContaining('NetworkPolicy kubeflow/minio'),
      ]);
      expect(await page.locator('#images .none').isVisible()).toBe(true);
      await page.keyboard.press('Escape');
      expect([await shown(page, '.object'), await status(page)]).toEqual([all, '']);
      expect(odd).toEqual([]);
    });

    test('filters are chosen by the keyboard', async () => {
      const page = await open(reference());
      await page.locator('#objects select').focus();
      await page.keyboard.type('NodePool');
      await page.keyboard.press('Enter');
      expect(await page.locator('.object:visible > summary').allTextContents()).toEqual([
        expect.stringContaining('NodePool general'),
        expect.stringContaining('NodePool a100'),
      ]);
      await page.locator('#ns').selectOption('studioml');
      expect(await shown(page, '.object')).toBe(0);
      expect(await page.locator('#objects .none').isVisible()).toBe(true);
      expect(await shown(page, '#schedule tbody tr')).toBe(1);
    });

    test('the first Tab leads to a link over the head of the page, and each stop is seen', async () => {
      const page = await open(reference());
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
      for (let index = 0; index < 15; index += 1) {
        const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
        expect(outline).not.toBe('none');
        await page.keyboard.press('Tab');
      }
      await page.locator('.skip').focus();
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement.id')).toBe('main');
    });

    test('a link from a finding opens the object, also where filters hide it', async () => {
      const page = await open(reference());
      await page.locator('#objects select').selectOption('NodePool');
      await page.locator('[data-open=none]').click();
      await page.locator('#findings tbody a').first().click();
      const opened = page.locator('.object[open]');
      expect(await opened.locator('> summary').allTextContents()).toEqual([
        expect.stringContaining('TriggerAuthentication studioml/studioml-go-runner'),
      ]);
      expect(await opened.locator('pre').isVisible()).toBe(true);
      expect(odd).toEqual([]);
    });

    test('the list of images is copied', async () => {
      const page = await open(reference());
      await page.locator('[data-copy]').focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('[data-copied]').textContent()).toBe('Copied');
      await page.locator('#q').focus();
      await page.keyboard.press('Control+V');
      expect(await page.locator('#q').inputValue()).toContain('quay.io/oauth2-proxy/oauth2-proxy:v7.15.4');
    });

    test.each([
      [1280, 'light'],
      [1280, 'dark'],
      [400, 'light'],
      [400, 'dark'],
    ] as const)(
      '%i wide and %s: contrast, labels and structure pass, and nothing is wider than the window',
      async (width, colorScheme) => {
        // The policy of the page would not let the rules run inside of it.
        const page = await open(reference(), { viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
        await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true");
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.evaluate(axe.source);
        const { violations, passes } = await page.evaluate<axe.AxeResults>('axe.run()');
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
        expect(passes.map(({ id }) => id)).toEqual(
          expect.arrayContaining(['color-contrast', 'label', 'heading-order']),
        );
      },
    );

    test('paper has every part, without what is for a screen alone', async () => {
      const page = await open(reference());
      await page.emulateMedia({ media: 'print' });
      expect([await shown(page, 'main section'), await shown(page, 'nav, .bar, .filters, button')]).toEqual([9, 0]);
      expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
    });

    test('3000 objects are bounded in size, open, and are searched', async () => {
      const page = await open(many());
      expect(fs.statSync(path.join(folder, 'index.html')).size).toBeLessThan(8_000_000);
      expect(await shown(page, 'details.group[open] > .object')).toBe(0);
      await page.keyboard.press('/');
      await page.keyboard.type('app-417');
      await page.locator('#found:not(:empty)').waitFor();
      const found = await page.locator('.object:visible > summary').allTextContents();
      expect(found.map((one) => one.trim())).toEqual([
        'Deployment team-57/app-417',
        'Service team-57/app-417',
        'ServiceAccount team-57/app-417',
        'RoleBinding team-57/app-417',
        'ConfigMap team-57/app-417',
      ]);
      expect(odd).toEqual([]);
    });
  },
);

/** 3000 objects of 600 programs in 60 namespaces. */
function many(): Manifest[] {
  return Array.from({ length: 600 }, (_value, index) => {
    const name = `app-${index}`;
    const metadata = { name, namespace: `team-${index % 60}` };
    const app = { app: name };
    const container = { name: 'app', image: `r.example.com/${name}:1`, resources: { requests: { cpu: '100m' } } };
    const objects: KubernetesObject[] = [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata,
        spec: {
          selector: { matchLabels: app },
          template: { metadata: { labels: app }, spec: { serviceAccountName: name, containers: [container] } },
        },
      },
      { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: app, ports: [{ port: 80 }] } },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
        subjects: [{ kind: 'ServiceAccount', ...metadata }],
      },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { text: 'words '.repeat(100) } },
    ];
    return objects.map((object, document) => ({ object, origin: { file: `${name}.yaml`, document } }));
  }).flat();
}
