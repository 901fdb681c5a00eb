import manifest from '../../package.json' with { type: 'json' }

/** Ikigai's own version. */
export const version = manifest.version
