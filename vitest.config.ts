import { defineConfig } from 'vitest/config';
import { snapshotViewer } from './vite.snapshot-viewer.ts';

/** `unit` runs in Node on the real engine; `browser` drives Chromium against the built app. */
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [snapshotViewer()],
        test: {
          name: 'unit',
          include: [
            'test/{stats,privacy,analyses,engine,golden,data,charts,i18n,commands,ui,screens,document,reactive,query,state,crossfilter,dashboard,snapshot}/**/*.test.ts',
          ],
          setupFiles: ['test/fixtures/property-seed.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          pool: 'forks',
          // Files share their process: the engine is compiled and warmed up once, a third of the suite's time.
          isolate: false,
          // Left to itself Vitest keeps one of two cores free.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/{browser,egress,a11y}/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A machine that stalls for a moment must not decide whether a release is made. What fails and then passes is
          // still told of by the reporter, and fails at once where people work on it.
          retry: process.env['CI'] === undefined ? 0 : 1,
          pool: 'forks',
          // Files share their process, and with it one Chromium, in which each opens pages of its own.
          isolate: false,
          maxWorkers: 2,
          globalSetup: ['test/browser/setup.ts'],
        },
      },
    ],
  },
});
