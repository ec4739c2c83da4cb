import * as fs from 'fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Debian's Chromium, or one that is named; `undefined` where there is none. */
export const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium'].find(
  (file) => file !== undefined && fs.existsSync(file),
);

/** Starts it without a window; a container of CI runs as root, which the sandbox does not allow. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
