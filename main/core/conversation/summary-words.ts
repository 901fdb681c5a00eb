/** How the request for a summary begins; the demo model knows it by that. */
export const summaryOpening = 'Write a summary of this conversation'

/** What the model is asked for when a conversation has grown too long. */
export const summaryRequest = `${summaryOpening}, to stand in its place: whoever goes on sees the summary, and not what was said.
Keep what the user wants and has decided, what was done and in which files, what was found out, what failed and why, the names, paths and commands that will be needed again, and what is left to do.
Call no tools. Answer with the summary alone.`

/** What a summary looks like to the model that goes on. */
export function summaryText(text: string, mark: string): string {
  return `[Summary of what was said so far, which is left out here. The tool read_mark reads what led to the mark '${mark}', where it was made.]\n\n${text}`
}
