export { AdHocBuild } from './ad-hoc-build';
export type { AdHocBuildProps } from './ad-hoc-build';
export { BuildAndTest } from './build-and-test';
export type { BuildAndTestProps } from './build-and-test-props';
export { buildNamespace } from './build-namespace';
