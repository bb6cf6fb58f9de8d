import type { Plugin } from 'vite';
import { verifierPage } from './vite.snapshot-verifier.ts';

const POLICY: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  'connect-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

const written = Object.entries(POLICY).map(([directive, sources]) => `${directive} ${sources}`);

/**
 * Headers the service worker adds to every response; a host that can should send them too. Their policy knows the script
 * of the verifier by its hash: that page is one file, and its own policy is stricter than this.
 */
export async function responseHeaders(): Promise<Readonly<Record<string, string>>> {
  const { scriptHash } = await verifierPage();
  const policy = written.map((each) => (each.startsWith('script-src') ? `${each} ${scriptHash}` : each));
  return {
    // A meta element cannot say who may frame the page; a header can.
    'content-security-policy': [...policy, "frame-ancestors 'self'"].join('; '),
    'connection-allowlist': '(response-origin)',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
    'x-dns-prefetch-control': 'off',
  };
}

/**
 * Writes the one content security policy to the two places a static site has for it: a meta element, which
 * holds on any host, and `_headers`, which some hosts read.
 */
export function securityHeaders(): Plugin {
  return {
    name: 'cloister-security-headers',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: written.join('; ') },
        injectTo: 'head-prepend',
      },
    ],
    async generateBundle() {
      const lines = Object.entries(await responseHeaders()).map(([name, value]) => `  ${name}: ${value}\n`);
      this.emitFile({ type: 'asset', fileName: '_headers', source: `/*\n${lines.join('')}` });
    },
  };
}
