/**
 * A file that a story writes. Its path is below `src/<folder>/` or `test/<folder>/`;
 * where somebody has that folder already, another one is taken.
 */
export type CodeFile = { path: string; text: string }

/** A change of a file that the story has written before; `old` occurs in it once. */
export type CodeEdit = { path: string; old: string; new: string }

type Part = { about: string; files: CodeFile[] }

/** Code with its tests, written part by part. It needs nothing but Node. */
export type Code = { folder: string; parts: Part[] }

/** Something that an agent of the parallel story works out: a commit for each part, and a last pass over all of it. */
export type Feature = Omit<Code, 'parts'> & {
  /** How others speak of it. */
  title: string
  /** The name that the story gives to its agent. */
  agent: string
  /** The words that ask for it, as `plainWords` gives them. */
  asked: RegExp
  /** What is ticked off when its tests pass. */
  areas: string[]
  /** How a report that all is done begins. */
  complete: string
  parts: (Part & { message: string; readme?: { after: string; line: string } })[]
  lastPass: { about: string; message: string; edits: CodeEdit[] }
  /** What to type when it is written, and when it is merged. */
  next: { written: string; merged: string }
}
