/**
 * What Blockly's own style sheets depend on. The build hashes those sheets for the content policy,
 * so every workspace must be injected with exactly these; light, dark and high contrast share one
 * theme name and differ in colours only.
 */
export const BLOCK_RENDERER = 'zelos';
export const BLOCK_THEME = 'harbour';
export const BLOCK_MEDIA = '/blockly-media/';
