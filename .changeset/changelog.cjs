/** A note as a line of CHANGELOG.md: its text alone, so that the same notes give the same bytes in every clone. */
module.exports = {
  getReleaseLine: async ({ summary }) => `- ${summary.trim().replaceAll('\n', '\n  ')}`,
  getDependencyReleaseLine: async () => '',
};
