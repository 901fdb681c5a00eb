/** Whether this page, not its host, runs on a Mac: what counts is the keyboard. */
export const mac = /^Mac/.test(navigator.platform)
