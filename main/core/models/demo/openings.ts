/** The messages that begin the five workflows, for those who want to see one; the demo model says what comes next. */
export const openings: readonly { story: string; message: string }[] = [
  {
    story: 'Three agents at once',
    message: "I need to implement OAuth authentication, rate limiting, and audit logging. Let's parallelize this work.",
  },
  { story: 'A fix on several branches', message: 'Continue implementing the API endpoints' },
  {
    story: 'Approaches compared',
    message: 'We need a fast lookup structure for user permissions. Not sure whether to use hash table or binary tree.',
  },
  { story: 'A design, decision by decision', message: 'We need to redesign the caching layer' },
  { story: 'Research first, then build', message: 'I need to implement WebSocket support, but need research first.' },
]

/** The same as a list. */
export const openingsInWords = `Or play a whole story. It begins with one of these messages, and I say what comes next:

${openings.map(({ story, message }) => `- ${story}: \`${message}\``).join('\n')}`
