/** Stands around a character that is found by itself. No text has it, and the index takes it for a space. */
const joint = '\u0003'

/** Scripts that are written without spaces between the words. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu

/**
 * A text as the full-text index takes it, and a word as it is asked for.
 *
 * The index cuts texts at spaces. Of a sentence that has none it would know
 * nothing but the beginning, so there every character counts as a word.
 */
export const parted = (text: string): string => text.replace(unspaced, `${joint}$&${joint}`)

/** The text that was parted. */
export const joined = (text: string): string => text.replaceAll(joint, '')

/** A text in which capitals and small letters are one, of every alphabet: SQLite's own LOWER knows those of ASCII alone. */
export const folded = (text: string): string => text.normalize('NFC').toLowerCase()
