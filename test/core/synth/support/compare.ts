import * as path from 'path';
import { App } from 'cdk8s';
import type { AppProps } from 'cdk8s';
import { PlatformApp } from '../../../../src/core/platform-app';
import { readTree, tempDir } from './temp';

/** What a synthesis did: the files that it wrote, or the error. */
export type Outcome = { readonly files: Record<string, string> } | { readonly error: Error };

/** Builds a tree in a stock `App` and in a `PlatformApp` and synthesizes both. */
export function synthBoth(build: (app: App) => void, props: AppProps = {}): { stock: Outcome; ours: Outcome } {
  const dir = tempDir();
  return {
    stock: synth(new App({ ...props, outdir: path.join(dir, 'stock') }), build),
    ours: synth(new PlatformApp({ ...props, outdir: path.join(dir, 'ours') }), build),
  };
}

/** Fails unless both wrote the same bytes. */
export function expectSame(build: (app: App) => void, props: AppProps = {}): Record<string, string> {
  const { stock, ours } = synthBoth(build, props);
  if ('error' in stock) throw stock.error;
  if ('error' in ours) throw ours.error;
  expect(Object.keys(ours.files).sort()).toEqual(Object.keys(stock.files).sort());
  expect(ours.files).toEqual(stock.files);
  return ours.files;
}

function synth(app: App, build: (app: App) => void): Outcome {
  try {
    build(app);
    app.synth();
    return { files: readTree(app.outdir) };
  } catch (error) {
    return { error: error as Error };
  }
}
