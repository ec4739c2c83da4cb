// Writes docs/rules.md from the rules.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import page from '../dist/lib/src/checks/report/rules-page.js';
import rules from '../dist/lib/src/checks/rules.js';

writeFileSync(fileURLToPath(new URL('rules.md', import.meta.url)), page.rulesPage(rules.RULES));
