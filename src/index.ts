export { PlatformApp } from './core/platform-app';
export type { PlatformAppProps } from './core/platform-app';
export { Target } from './facts/target';
export { Taint } from './core/taint';
export { Placement } from './core/placement';
export { SecretSource } from './core/secret/secret-source';
