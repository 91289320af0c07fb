/**
 * The `_headers` file of the site: the worker does not run for pages, so their policy stands here.
 * No unsafe word in it: Blockly's two style sheets are named by hash, and only our own two script
 * addresses (service worker, journal worker) pass the page's Trusted Types policy.
 */
export function writeHeaders(styleHashes: string[]): string {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src-elem 'self' ${styleHashes.join(' ')}`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types svelte-trusted-html house-script-url',
  ].join('; ');
  return `/*
  Content-Security-Policy: ${policy}
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(self), geolocation=(), microphone=(), payment=(), usb=()

/assets/*
  Cache-Control: public, max-age=31536000, immutable

/sw.js
  Cache-Control: no-cache
`;
}
