import type { Rule } from '../../rule';

/** ACC006: the YAML gives no key twice, and has no other fault that its value no longer shows. */
export const duplicateKey: Rule = {
  id: 'ACC006',
  title: 'key given twice',
  severity: 'error',
  fix: 'keep one of the two',
  why: 'the API server refuses a key that is given twice under strict field validation; without it the last one wins in silence',
  page: {
    reports:
      'a key that one mapping of the YAML text has twice, and what else the text says that the value of the document no longer shows. Objects that never were text are not looked at.',
    mend: 'Keep the one that is meant, or merge the two.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
data:
  LOG_LEVEL: info
data:
  QUEUE: gpu
`,
    after: [
      [
        `  LOG_LEVEL: info
data:`,
        '  LOG_LEVEL: info',
      ],
    ],
  },
  *check(model) {
    for (const manifest of model.manifests) {
      for (const { message, line } of manifest.origin.yamlProblems ?? []) yield { manifest, line, message };
    }
  },
};
