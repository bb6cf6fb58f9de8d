import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { buildHashPlugin } from './vite.build-hash.ts';
import { inlinedProgram, snapshotViewer } from './vite.snapshot-viewer.ts';

/** The verifier as one file, and how a content security policy names its script. */
interface VerifierPage {
  readonly html: string;
  readonly scriptHash: string;
}

function policyHash(text: string): string {
  return `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
}

async function writePage(): Promise<VerifierPage> {
  const { style, script } = await inlinedProgram('src/snapshot/verifier/main.ts', [
    snapshotViewer(),
    buildHashPlugin(),
  ]);
  const scriptHash = policyHash(script);
  const policy = [
    "default-src 'none'",
    `style-src ${policyHash(style)}`,
    `script-src ${scriptHash}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const html = [
    '<!doctype html>',
    '<html lang="en">',
    '<head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">',
    '<title>Verify a snapshot</title>',
    `<style>${style}</style></head>`,
    '<body><noscript><p>This page verifies snapshots with a script; turn scripts on.</p><p lang="zh-CN">此页面用脚本验证快照；请启用脚本。</p></noscript>',
    `<script>${script}</script></body></html>`,
    '',
  ].join('\n');
  return { html, scriptHash };
}

let page: Promise<VerifierPage> | null = null;

/** The stand-alone verifier, bundled once. */
export function verifierPage(): Promise<VerifierPage> {
  page ??= writePage();
  return page;
}

/** Puts `verify.html` into the build: one file that verifies snapshots from disk, without the app and without a network. */
export function snapshotVerifier(): Plugin {
  return {
    name: 'cloister-snapshot-verifier',
    apply: 'build',
    async generateBundle() {
      const { html } = await verifierPage();
      this.emitFile({ type: 'asset', fileName: 'verify.html', source: html });
    },
  };
}
