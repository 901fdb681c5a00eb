import { z } from 'zod'

/** Text from the model. No file name, command or pattern can hold a NUL character, and starting a program with one throws. */
export const text = z.string().refine((given) => !given.includes('\0'), 'it contains a NUL character')

export const toolPath = text.min(1, 'it is empty').describe('Path of the file, relative to your directory.')

export const toolGlob = text
  .optional()
  .describe('Only files whose path fits, such as src/**/*.ts; without a slash it fits names in every folder: *.md.')
