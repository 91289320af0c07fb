/**
 * The page's only way to a script address under `require-trusted-types-for 'script'`: two
 * addresses known at build time pass, anything else throws.
 */
export function trustScript(url: string): string {
  const { origin, pathname } = new URL(url, location.href);
  if (origin !== location.origin || !/^\/(sw|assets\/journal-worker-[\w-]+)\.js$/.test(pathname))
    throw new TypeError('not a script address of this site');
  policy ??= window.trustedTypes?.createPolicy('house-script-url', {
    createScriptURL: (given) => given,
  });
  return (policy?.createScriptURL(url) ?? url) as string;
}

interface ScriptPolicy {
  createScriptURL(url: string): unknown;
}
let policy: ScriptPolicy | undefined;

declare global {
  interface Window {
    trustedTypes?: {
      createPolicy(name: string, rules: { createScriptURL(given: string): string }): ScriptPolicy;
    };
  }
}
