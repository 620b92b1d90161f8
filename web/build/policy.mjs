import { createHash } from "node:crypto";

/** The content policy: scripts and styles from the sources given, the trainer, what `more` allows, and nothing else. */
export function policy(scripts, styles, ...more) {
  return [
    "default-src 'none'",
    `script-src ${scripts} 'wasm-unsafe-eval'`,
    "worker-src blob:",
    `style-src ${styles}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    ...more,
  ].join("; ");
}

/**
 * What a host is to send with every file, as Netlify and Cloudflare Pages read it. Any page may frame the site, those too
 * that let nothing in but what agrees to it and asks the same of what it holds itself.
 */
export function headers(policy) {
  return [
    "/*",
    `  Content-Security-Policy: ${policy}`,
    "  Cross-Origin-Embedder-Policy: require-corp",
    "  Cross-Origin-Resource-Policy: cross-origin",
    "  Referrer-Policy: no-referrer",
    "  X-Content-Type-Options: nosniff",
    "",
  ].join("\n");
}

/** The attribute `integrity` of a script with this text. */
export function integrity(text) {
  return `sha384-${createHash("sha384").update(text).digest("base64")}`;
}

/** The source expression that allows exactly this inline text. */
export function hash(text) {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
